// bench/report/markup.cpp: escaping, tables, bars.
#include "bench/report/markup.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "bench/measure/console.hpp"

namespace vitro::bench::report {

std::string escaped(std::string_view text) {
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
            markup += "\xef\xbf\xbd";
        else
            markup += c;
    }
    return markup;
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

std::string bar(double part, double whole, int series) {
    const double share = whole > 0 ? std::clamp(part / whole, 0.0, 1.0) : 0;
    return fmt::format("<span class=\"bar s{}\" aria-hidden=\"true\"><i style=\"width:{:.1f}%\"></i></span>", series,
                       100 * share);
}

std::string details(const std::string& summary, const std::string& content, bool open) {
    return fmt::format("<details{}><summary>{}</summary>\n{}</details>\n", open ? " open=\"open\"" : "",
                       escaped(summary), content);
}

int series_of(std::string_view isa) {
    constexpr std::string_view kKnown[] = {"reference", "base", "avx2", "avx512"};
    return static_cast<int>(std::ranges::find(kKnown, isa) - std::begin(kKnown));
}

std::string rate_text(const Result& result) {
    if (result.operations == 0 && result.bytes == 0) return "-";
    const bool is_arithmetic = result.bound == "FMA" || (result.bound.empty() && result.operations > 0);
    return is_arithmetic ? digits(result.gflops) + " GFLOP/s" : digits(result.gbs) + " GB/s";
}

std::string share_text(const Result& result) {
    if (result.refused()) return "wrong";
    return result.share > 0 ? fmt::format("{:.0f}% of {}", 100 * result.share, result.bound) : "-";
}

std::string threads_text(int threads) {
    return fmt::format("{} thread{}", threads, threads == 1 ? "" : "s");
}

}  // namespace vitro::bench::report
