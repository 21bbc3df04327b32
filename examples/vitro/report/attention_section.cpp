// examples/vitro/report/attention_section.cpp: maps of every head, and the same maps epoch by epoch.
#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <span>

#include "core/error.hpp"
#include "examples/html/heatmap.hpp"
#include "examples/html/markup.hpp"
#include "examples/vitro/report/example.hpp"
#include "examples/vitro/report/sections.hpp"
#include "examples/vitro/report/words.hpp"
#include "nn/train/run/kept_weights.hpp"

namespace vitro::program::report {
namespace {

using html::escaped;

constexpr std::int64_t kFewMaps = 12;  // that are not folded away

/// A kind of attention: how its modules' paths begin and end, what is said of it, and what its rows do.
struct Stack {
    const char *beginning, *ending, *brief, *name, *row_is;
};
constexpr Stack kStacks[] = {
    {"decoder", "cross_attn", "Decoder to encoder",
     "Decoder to encoder: which words of the source a word of the translation looks at", "writing "},
    {"encoder", "self_attn", "Encoder to itself", "Encoder to itself: which words of the source each of them looks at",
     ""},
    {"decoder", "self_attn", "Decoder to itself",
     "Decoder to itself: which words before it a word of the translation looks at", ""},
    {"", "self_attn", "To itself", "To itself: what each token looks at", ""},
};

const Stack& stack_of(const std::string& path) {
    for (const Stack& stack : kStacks)
        if (path.starts_with(stack.beginning) && path.ends_with(stack.ending)) return stack;
    return kStacks[3];
}

/// 1 of "decoder.layers.0.cross_attn".
int layer_of(const std::string& path) {
    const std::size_t at = path.find("layers.");
    return at == std::string::npos ? 1 : 1 + std::atoi(path.c_str() + at + 7);
}

std::vector<std::string> shown(std::vector<std::string> tokens) {
    for (std::string& token : tokens) {
        if (token == "\n") token = "\u23ce";
        if (token == " ") token = "\u2423";
        if (token == "\t") token = "\u21e5";
    }
    return tokens;
}

/// Where each row looks most.
std::string description_of(const AttentionMap& map, std::span<const float> numbers) {
    std::string text = "Where each looks most: ";
    for (std::size_t i = 0; i < map.rows.size(); ++i) {
        const std::span<const float> row = numbers.subspan(i * map.cols.size(), map.cols.size());
        const auto most = static_cast<std::size_t>(std::ranges::max_element(row) - row.begin());
        text += fmt::format("{}{} at {}, {:.0f} %", i == 0 ? "" : "; ", map.rows[i], map.cols[most], 100 * row[most]);
    }
    return text + ".";
}

html::Heatmap heatmap_of(const AttentionMap& map, std::int64_t head, const std::string& title) {
    const std::size_t size = map.rows.size() * map.cols.size();
    const std::span<const float> numbers = std::span(map.numbers).subspan(static_cast<std::size_t>(head) * size, size);
    return {.title = title,
            .description = description_of(map, numbers),
            .rows = map.rows,
            .cols = map.cols,
            .numbers = numbers,
            .row_is = stack_of(map.path).row_is};
}

std::string head_title(const AttentionMap& map, std::int64_t head) {
    return fmt::format("Layer {}, head {}", layer_of(map.path), head + 1);
}

std::vector<AttentionMap> maps_of(const Example& example) {
    std::vector<AttentionMap> maps = example.maps();
    for (AttentionMap& map : maps) map.rows = shown(map.rows), map.cols = shown(map.cols);
    return maps;
}

std::string layer(const AttentionMap& map, const std::string& id) {
    std::string heads;
    for (std::int64_t head = 0; head < map.heads; ++head)
        heads += fmt::format(
            "<figure>{}<figcaption>head {}</figcaption></figure>\n",
            html::labelled_svg(fmt::format("{}-{}", id, head + 1), heatmap_of(map, head, head_title(map, head))),
            head + 1);
    return fmt::format("<h3>Layer {}</h3>\n<div class=\"maps\">\n{}</div>\n", layer_of(map.path), heads);
}

std::string pictures(const std::vector<AttentionMap>& maps) {
    std::int64_t count = 0;
    for (const AttentionMap& map : maps) count += map.heads;
    std::string markup;
    for (const Stack& stack : kStacks) {
        std::string layers;
        for (std::size_t i = 0; i < maps.size(); ++i)
            if (&stack_of(maps[i].path) == &stack) layers += layer(maps[i], fmt::format("map-{}", i + 1));
        if (!layers.empty()) markup += html::details(stack.name, layers, markup.empty() || count <= kFewMaps);
    }
    return markup;
}

/// Rows of heads, columns of epochs.
std::string table_over_time(const std::vector<std::vector<AttentionMap>>& by_epoch,
                            const std::vector<std::int64_t>& epochs, std::size_t which) {
    const AttentionMap& first = by_epoch.front()[which];
    std::vector<std::string> columns{"head"};
    for (const std::int64_t epoch : epochs) columns.push_back(fmt::format("epoch {}", epoch));
    std::string rows;
    for (std::int64_t head = 0; head < first.heads; ++head) {
        std::vector<std::string> cells{std::to_string(head + 1)};
        for (std::size_t i = 0; i < epochs.size(); ++i) {
            const std::string title = fmt::format("Epoch {}: {}", epochs[i], head_title(first, head));
            cells.push_back(html::small_svg(fmt::format("time-{}-{}-{}", which + 1, epochs[i], head + 1),
                                            heatmap_of(by_epoch[i][which], head, title)));
        }
        rows += html::row(cells);
    }
    return html::table(fmt::format("{}, layer {}", stack_of(first.path).brief, layer_of(first.path)), columns, rows);
}

std::string over_time(const Subject& subject, Example& example) {
    const std::vector<std::int64_t> epochs = some_kept_epochs(subject.run);
    if (epochs.empty())
        return note(
            "The run has kept no epoch's weights to draw over time: train keeps those of N epochs with "
            "--keep-epochs N.");
    std::vector<std::vector<AttentionMap>> by_epoch;
    for (const std::int64_t epoch : epochs) {
        example.load(nn::epoch_file(epoch));
        by_epoch.push_back(maps_of(example));
    }
    std::string markup =
        "<h3>Over training time</h3>\n<p>The same maps by the weights that were kept at the end of an "
        "epoch; rows and columns are those above.</p>\n";
    bool is_first = true;
    for (const Stack& stack : kStacks) {
        std::string tables;
        for (std::size_t which = 0; which < by_epoch.front().size(); ++which)
            if (&stack_of(by_epoch.front()[which].path) == &stack) tables += table_over_time(by_epoch, epochs, which);
        if (tables.empty()) continue;
        markup += html::details(stack.name, "<div class=\"time\">" + tables + "</div>\n", is_first);
        is_first = false;
    }
    return markup;
}

std::string introduction(const Subject& subject, const Example& example) {
    std::string text = fmt::format("<p>One example, <q>{}</q>, by the weights <code>{}</code>", escaped(example.text()),
                                   escaped(subject.weights));
    if (const std::string answer = example.answer(); !answer.empty())
        text += fmt::format(", which make of it <q>{}</q>", escaped(answer));
    return text +
           ". A row is a token that looks, a column one that is looked at; the stronger the colour, the larger the "
           "share. The shares of a row add up to 100 %; those below 1 % are left out. Point at a cell for its "
           "share.</p>\n";
}

}  // namespace

std::string attention_section(const Subject& subject) {
    if (subject.weights == "model" && !subject.run.has(nn::kModel))
        return note("No epoch has ended yet: the run has no weights to look at.");
    try {
        const std::unique_ptr<Example> example = example_of(subject);
        std::string markup = introduction(subject, *example) + pictures(maps_of(*example));
        if (subject.over_time) markup += over_time(subject, *example);
        return markup;
    } catch (const core::Error& error) {
        return note(fmt::format("Nothing is drawn: {}", error.what()));
    }
}

}  // namespace vitro::program::report
