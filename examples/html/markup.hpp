// examples/html/markup.hpp: text as markup, and the small pieces of which a page is made.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitro::html {

/// `text` as content or as an attribute's value: nothing in it is markup. Control characters, which neither HTML nor
/// XML has another form for, and bytes that are not UTF-8 are shown as U+FFFD.
std::string escaped(std::string_view text);

/// A part of the page with a heading that can be linked to. `content` is markup.
std::string section(const std::string& id, const std::string& heading, const std::string& content);
/// `rows` of markup below column headings of text, in a box that scrolls sideways where the screen is narrow.
std::string table(const std::string& caption, const std::vector<std::string>& columns, const std::string& rows);
/// A row: its first cell is what the row is about; all of them are markup.
std::string row(const std::vector<std::string>& cells);
/// Names, which are text, beside what is to be said of each, which is markup; nothing of one with nothing to say.
std::string facts(const std::vector<std::pair<std::string, std::string>>& rows);
/// The part of `whole` as a bar, drawn no longer than whole; `series` chooses the colour. Read out as nothing: the
/// figure stands beside it.
std::string bar(double part, double whole, int series);
/// What is folded away under a line. `summary` is text, `content` markup.
std::string details(const std::string& summary, const std::string& content, bool open);

}  // namespace vitro::html
