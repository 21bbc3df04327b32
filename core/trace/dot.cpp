// core/trace/dot.cpp: a step as a graph for Graphviz, modules as nested clusters.
#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "core/trace/step.hpp"

namespace vitro::core::trace {
namespace {

using Parts = std::vector<std::string>;  ///< of a dotted path; sorted so, a module stands directly before its parts

Parts parts_of(std::string_view path) {
    Parts parts;
    while (!path.empty()) {
        const std::size_t dot = std::min(path.find('.'), path.size());
        parts.emplace_back(path.substr(0, dot));
        path.remove_prefix(std::min(dot + 1, path.size()));
    }
    return parts;
}

std::string quoted_string(std::string_view text) {
    std::string result = "\"";
    for (char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result + '"';
}

/// The first line is text, the second shapes: only the line break is Graphviz's own.
std::string label(std::string_view first, std::string_view second) {
    const std::string upper = quoted_string(first), lower = quoted_string(second);
    return upper.substr(0, upper.size() - 1) + "\\n" + lower.substr(1);
}

std::map<Parts, std::vector<std::string>> vertices_by_module(const Step& step) {
    std::map<Parts, std::vector<std::string>> modules;
    for (std::size_t i = 0; i < step.parameters.size(); ++i) {
        Parts parts = parts_of(step.parameters[i].path.str());
        const std::string name = parts.empty() ? "parameter" : parts.back();
        if (!parts.empty()) parts.pop_back();
        modules[parts].push_back(
            fmt::format("p{} [shape=box, label={}];", i + 1, label(name, step.parameters[i].shape.str())));
    }
    for (std::size_t i = 0; i < step.rows.size(); ++i) {
        const Row& row = step.rows[i];
        modules[parts_of(row.path.str())].push_back(
            fmt::format("n{} [label={}];", i + 1, label(row.op, row.output.str())));
    }
    return modules;
}

std::string clusters(const Step& step) {
    std::string text;
    Parts open;
    const auto line = [&](const std::string& content) {
        text += std::string(2 * open.size() + 2, ' ') + content + "\n";
    };
    const auto close_down_to = [&](std::size_t depth) {
        while (open.size() > depth) {
            open.pop_back();
            line("}");
        }
    };
    for (const auto& [parts, vertices] : vertices_by_module(step)) {
        const auto common = std::mismatch(open.begin(), open.end(), parts.begin(), parts.end()).first - open.begin();
        close_down_to(static_cast<std::size_t>(common));
        for (std::size_t depth = open.size(); depth < parts.size(); ++depth) {
            const Parts path(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(depth) + 1);
            line("subgraph " + quoted_string(fmt::format("cluster_{}", fmt::join(path, "."))) + " {");
            open.push_back(parts[depth]);
            line("label=" + quoted_string(parts[depth]) + ";");
        }
        for (const std::string& vertex : vertices) line(vertex);
    }
    close_down_to(0);
    return text;
}

}  // namespace

std::string dot(const Step& step) {
    std::string text = "digraph step {\n  rankdir=BT;\n  node [shape=ellipse];\n" + clusters(step);
    for (std::size_t i = 0; i < step.rows.size(); ++i)
        for (const Input& input : step.rows[i].inputs)
            if (input.source != Source::outside)
                text += fmt::format("  {}{} -> n{};\n", input.source == Source::parameter ? 'p' : 'n', input.number + 1,
                                    i + 1);
    return text + "}\n";
}

}  // namespace vitro::core::trace
