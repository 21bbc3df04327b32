// examples/step/terminal/lists.cpp: events around here, the tree of inputs, the tree of outputs.
#include <algorithm>
#include <fmt/format.h>

#include "core/error.hpp"
#include "examples/step/analysis/names.hpp"
#include "examples/step/terminal/card.hpp"
#include "examples/step/terminal/reference.hpp"
#include "examples/step/terminal/verbs.hpp"

namespace vitro::step {
namespace {

constexpr int kDeepest = 50;

struct TreeOptions {
    int value = -1;
    int depth = 1;
};

TreeOptions tree_options(Debugger& d, const Words& words) {
    TreeOptions options{.value = d.focus()};
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "-r")
            options.depth = std::max(options.depth, kDeepest);
        else if (words[i] == "-d" && i + 1 < words.size())
            options.depth = std::min(kDeepest, count_of(words[++i], "depth"));
        else if (words[i] == "-d")
            throw core::Error("-d needs a depth, such as 3");
        else
            options.value = reference_of(d.timeline(), words[i], "v", d.focus()).value;
    }
    if (options.value < 0) throw core::Error("this event is about no tensor: name one");
    return options;
}

/// Each value once: the residual stream would be told over and over.
class Tree {
  public:
    Tree(Debugger& d, bool upwards) : d_(d), upwards_(upwards), seen_(d.timeline().graph().values.size()) {}

    std::string of(int value, int depth) {
        add(value, 0, depth);
        return text_;
    }

  private:
    void add(int value, int level, int depth) {
        const Timeline& timeline = d_.timeline();
        const trace::Value& v = timeline.value(value);
        const bool known = seen_[static_cast<std::size_t>(value)];
        seen_[static_cast<std::size_t>(value)] = true;
        const int indent = std::min(2 * level, d_.look.columns / 3);
        const std::string facts =
            fmt::format("  {} {}{}", v.shape.str(), trace::name_of(v.role), known ? ", see above" : "");
        const int room = std::max(16, d_.look.columns - 2 - indent - width_of(facts));
        text_ +=
            "  " + std::string(static_cast<std::size_t>(indent), ' ') + tail(v.name, room) + dim(d_.look, facts) + "\n";
        if (known || level >= depth) return;
        for (const int next : neighbours(value)) add(next, level + 1, depth);
    }

    std::vector<int> neighbours(int value) const {
        const Timeline& timeline = d_.timeline();
        if (upwards_)
            return timeline.value(value).maker < 0 ? std::vector<int>{}
                                                   : timeline.op(timeline.value(value).maker).inputs;
        std::vector<int> outputs;
        for (const int o : timeline.readers_of(value)) outputs.push_back(timeline.op(o).output);
        return outputs;
    }

    Debugger& d_;
    bool upwards_;
    std::vector<bool> seen_;
    std::string text_;
};

}  // namespace

std::string list(Debugger& d, const Words& words) {
    constexpr int kAround = 5;
    const Timeline& timeline = d.timeline();
    const int at = words.empty() ? d.place.event : find_event(timeline, joined(words));
    std::string text;
    for (int t = std::max(0, at - kAround); t <= std::min(timeline.size() - 1, at + kAround); ++t) {
        const trace::Event& event = timeline.event(t);
        const std::string name = tail(timeline.name_at(t), d.look.columns - 14);
        const std::string line =
            fmt::format("{}{:>4} {:<5} {}", t == d.place.event ? ">" : " ", t, trace::name_of(event.kind), name);
        text += (t == d.place.event ? bold(d.look, line) : line) + "\n";
    }
    return text;
}

std::string list_inputs(Debugger& d, const Words& words) {
    const TreeOptions options = tree_options(d, words);
    return Tree(d, true).of(options.value, options.depth);
}

std::string list_outputs(Debugger& d, const Words& words) {
    const TreeOptions options = tree_options(d, words);
    return Tree(d, false).of(options.value, options.depth);
}

}  // namespace vitro::step
