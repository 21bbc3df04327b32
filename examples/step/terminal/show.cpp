// examples/step/terminal/show.cpp: numbers: slices of tensors, and which matrix cards show.
#include <algorithm>
#include <fmt/format.h>

#include "core/error.hpp"
#include "examples/step/analysis/elements.hpp"
#include "examples/step/exports/npy.hpp"
#include "examples/step/terminal/card.hpp"
#include "examples/step/terminal/reference.hpp"
#include "examples/step/terminal/update_card.hpp"
#include "examples/step/terminal/verbs.hpp"

namespace vitro::step {
namespace {

struct PrintOptions {
    std::string what = ".";
    bool statistics = false, marks = false;
    double low = 0, high = 0;
    std::string file;
};

/// "[[-inf,-1]]", "[0,1]"
void read_interval(const std::string& word, PrintOptions& options) {
    std::string text = word;
    std::erase_if(text, [](char c) { return c == '[' || c == ']' || c == ' '; });
    const std::size_t comma = text.find(',');
    if (comma == std::string::npos) throw core::Error(fmt::format("-r {}: needs two bounds, such as [-inf,-1]", word));
    options.low = number_of(text.substr(0, comma), "bound");
    options.high = number_of(text.substr(comma + 1), "bound");
    options.marks = true;
}

PrintOptions options_of(const Words& words) {
    PrintOptions options;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool takes_one = words[i] == "-r" || words[i] == "-w";
        if (takes_one && i + 1 == words.size())
            throw core::Error(words[i] == "-r" ? "-r needs bounds, such as [-inf,-1]"
                                               : "-w needs a file, such as g.npy");
        if (words[i] == "-s")
            options.statistics = true;
        else if (words[i] == "-r")
            read_interval(words[++i], options);
        else if (words[i] == "-w")
            options.file = words[++i];
        else
            options.what = words[i];
    }
    return options;
}

std::string statistics_line(const Look& look, const std::vector<float>& numbers) {
    const Statistics s = statistics(numbers);
    const std::string text =
        fmt::format("{} numbers: norm {}, mean {}, from {} to {}, zero {:.1f} %, not finite {}", s.size, brief(s.norm),
                    brief(s.mean), brief(s.least), brief(s.most), 100 * s.zero_share, s.not_finite);
    return wrapped(look, text, 2);
}

std::string marked(const Debugger& d, const Slice& slice, const PrintOptions& options) {
    std::string text;
    int count = 0;
    for (std::size_t i = 0; i < slice.numbers.size(); ++i) {
        const double x = static_cast<double>(slice.numbers[i]);
        if (!(x >= options.low && x <= options.high)) continue;
        if (++count <= 20)
            text += fmt::format("    {} {}\n", index_text(slice.shape, static_cast<std::int64_t>(i)), brief(x));
    }
    const std::string more = count > 20 ? ", the first 20:" : count > 0 ? ":" : "";
    return wrapped(d.look,
                   fmt::format("{} of {} are in [{}, {}]{}", count, slice.numbers.size(), brief(options.low),
                               brief(options.high), more),
                   2) +
           text;
}

std::string one_number(const Timeline& timeline, const Reference& reference, const std::vector<float>& numbers) {
    const auto at = static_cast<std::size_t>(reference.offset(timeline.value(reference.value).shape));
    if (at >= numbers.size()) throw core::Error("this number of a large tensor is not recorded");
    return fmt::format("  {:.9g}  ({:a})\n", static_cast<double>(numbers[at]), static_cast<double>(numbers[at]));
}

std::string heading(const Timeline& timeline, const Reference& reference, int t) {
    const trace::Value& value = timeline.value(reference.value);
    std::string state = timeline.value_state(reference.value, t);
    if (reference.which == "g") state = state_text(timeline.gradient(reference.value, t));
    if (reference.which != "g" && reference.which != "v")
        state = reference.which == "k" ? "a contribution" : "of the update";
    return fmt::format("{}:{}{}  {}  {}\n", reference.which, value.name, reference.indices, value.shape.str(), state);
}

std::string blocks(Debugger& d, const Slice& slice) {
    const int rank = slice.shape.rank();
    std::int64_t batches = 1;
    for (int axis = 0; axis + 2 < rank; ++axis) batches *= slice.shape[axis];
    std::string text;
    for (std::int64_t batch = 0; batch < batches; ++batch) {
        if (batches > 1) text += fmt::format("  [{}]\n", batch);
        const Matrix matrix = matrix_of(d.recording, slice, batch);
        const bool small = matrix.rows * matrix.columns <= 256;
        text += small ? number_table(d.look, matrix, true) : heatmap(d.look, matrix);
        if (!small && batch == 0) text += "  (a slice such as NAME[0,0:4,:] shows numbers)\n";
    }
    return text;
}

std::string view(Debugger& d, const std::string& which, const Words& words) {
    if (words.empty()) d.view = which;
    const Timeline& timeline = d.timeline();
    const Reference reference = reference_of(timeline, words.empty() ? "." : words[0], which, d.focus());
    if (which == "u" && reference.is_element())
        return weight_story(d, reference.value, reference.offset(timeline.value(reference.value).shape));
    const std::vector<float> numbers = numbers_of(timeline, reference, d.place.event);
    const Slice slice = slice_of(timeline.value(reference.value), reference, numbers);
    std::string text = heading(timeline, reference, reference.moment < 0 ? d.place.event : reference.moment);
    if (reference.is_element()) return text + one_number(timeline, reference, numbers);
    return text + picture(d.look, matrix_of(d.recording, slice)) + statistics_line(d.look, slice.numbers);
}

}  // namespace

std::string show_card(Debugger& d, const Words& words) {
    if (!words.empty() && words[0] == "auto") d.view.clear();
    return card(d);
}

std::string print(Debugger& d, const Words& words) {
    const PrintOptions options = options_of(words);
    const Timeline& timeline = d.timeline();
    const Reference reference = reference_of(timeline, options.what, d.view.empty() ? "v" : d.view, d.focus());
    const trace::Value& value = timeline.value(reference.value);
    const std::vector<float> numbers = numbers_of(timeline, reference, d.place.event);
    std::string text = heading(timeline, reference, reference.moment < 0 ? d.place.event : reference.moment);
    const Slice slice = slice_of(value, reference, numbers);
    if (reference.is_element())
        text += one_number(timeline, reference, numbers);
    else
        text += blocks(d, slice);
    if (options.statistics) text += statistics_line(d.look, slice.numbers);
    if (options.marks) text += marked(d, slice, options);
    if (!options.file.empty()) {
        write_npy(options.file, slice.shape, slice.numbers);
        text += fmt::format("  written to {}\n", options.file);
    }
    return text;
}

std::string view_value(Debugger& d, const Words& words) {
    return view(d, "v", words);
}
std::string view_gradient(Debugger& d, const Words& words) {
    return view(d, "g", words);
}
std::string view_contribution(Debugger& d, const Words& words) {
    return view(d, "k", words);
}
std::string view_update(Debugger& d, const Words& words) {
    return view(d, "u", words);
}

}  // namespace vitro::step
