// examples/html/markup.cpp: escaping, tables, bars.
#include "examples/html/markup.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "nn/data/utf8.hpp"

namespace vitro::html {
namespace {

constexpr const char* kReplacement = "\xef\xbf\xbd";

std::string escaped_utf8(std::string_view text) {
    std::string markup;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '&')
            markup += "&amp;";
        else if (c == '<')
            markup += "&lt;";
        else if (c == '>')
            markup += "&gt;";
        else if (c == '"')
            markup += "&quot;";
        else if (c == '\'')
            markup += "&#39;";
        else if (byte == 0x7f || (byte < 0x20 && c != '\n' && c != '\t'))
            markup += kReplacement;
        else
            markup += c;
    }
    return markup;
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string markup;
    while (true) {
        const std::size_t wrong = nn::find_invalid_utf8(text);
        markup += escaped_utf8(text.substr(0, wrong));
        if (wrong == std::string_view::npos) return markup;
        markup += kReplacement;
        text.remove_prefix(wrong + 1);
    }
}

std::string section(const std::string& id, const std::string& heading, const std::string& content) {
    return fmt::format("<section id=\"{}\">\n<h2>{}</h2>\n{}</section>\n", escaped(id), escaped(heading), content);
}

std::string table(const std::string& caption, const std::vector<std::string>& columns, const std::string& rows) {
    std::string headings;
    for (const std::string& column : columns) headings += fmt::format("<th scope=\"col\">{}</th>", escaped(column));
    return fmt::format(
        "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"{0}\"><table>\n<caption>{0}</caption>\n"
        "<thead><tr>{1}</tr></thead>\n<tbody>\n{2}</tbody></table></div>\n",
        escaped(caption), headings, rows);
}

std::string row(const std::vector<std::string>& cells) {
    std::string markup;
    for (const std::string& cell : cells)
        markup += markup.empty() ? fmt::format("<th scope=\"row\">{}</th>", cell) : fmt::format("<td>{}</td>", cell);
    return fmt::format("<tr>{}</tr>\n", markup);
}

std::string facts(const std::vector<std::pair<std::string, std::string>>& rows) {
    std::string markup;
    for (const auto& [name, what] : rows)
        if (!what.empty()) markup += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", escaped(name), what);
    return "<dl class=\"facts\">\n" + markup + "</dl>\n";
}

std::string bar(double part, double whole, int series) {
    const double share = whole > 0 ? std::clamp(part / whole, 0.0, 1.0) : 0;
    return fmt::format("<span class=\"bar s{}\" aria-hidden=\"true\"><i style=\"width:{:.1f}%\"></i></span>", series,
                       100 * share);
}

std::string details(const std::string& summary, const std::string& content, bool open) {
    return fmt::format("<details{}><summary>{}</summary>\n{}</details>\n", open ? " open=\"open\"" : "",
                       escaped(summary), content);
}

}  // namespace vitro::html
