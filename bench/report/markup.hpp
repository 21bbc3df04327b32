// bench/report/markup.hpp: text as markup, and the small pieces that every section of the page uses.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bench/measure/result.hpp"

namespace vitro::bench::report {

/// `text` (UTF-8) as content or as an attribute's value: nothing in it is markup, and control characters are shown as
/// U+FFFD, which neither HTML nor XML has another form for.
std::string escaped(std::string_view text);

/// A part of the page with a heading that can be linked to. `content` is markup.
std::string section(const std::string& id, const std::string& heading, const std::string& content);
/// `rows` of markup below column headings of text, in a box that scrolls sideways where the screen is narrow.
std::string table(const std::string& caption, const std::vector<std::string>& columns, const std::string& rows);
/// A row: its first cell is what the row is about; all of them are markup.
std::string row(const std::vector<std::string>& cells);
/// The part of `whole` as a bar, drawn no longer than whole; `series` chooses the colour. Read out as nothing: the
/// figure stands beside it.
std::string bar(double part, double whole, int series);
/// What is folded away under a line. `summary` is text, `content` markup.
std::string details(const std::string& summary, const std::string& content, bool open);

/// Where instruction sets have their colour and mark on the page: 0 to kSeries - 1.
inline constexpr int kSeries = 6;
int series_of(std::string_view isa);

/// "75.3 GFLOP/s": in the unit of the roof, or by operations where there is none.
std::string rate_text(const Result& result);
/// "73% of FMA"; "wrong" for a refused one; "-" without a roof.
std::string share_text(const Result& result);
/// "1 thread", "2 threads"
std::string threads_text(int threads);

}  // namespace vitro::bench::report
