// examples/step/analysis/replay.hpp: a recorded step computed again, in double, with numbers changed or not.
//
// The leaves are those of the recording, the ops are core's own in their f64 twin, dropout's decisions and masks are in
// the attributes. Only what depends on a change is computed again.
#pragma once

#include <map>
#include <span>
#include <vector>

#include "core/twin.hpp"
#include "examples/step/analysis/timeline.hpp"

namespace vitro::step {

/// A number of a value that is another one, from when the value is there.
struct Edit {
    int value = -1;
    std::int64_t element = 0;
    double number = 0;
};

class Replay {
  public:
    /// Computes everything. Throws Error for a graph with a tensor of which only a part is recorded.
    explicit Replay(const Timeline& timeline, std::vector<Edit> edits = {});

    const std::vector<double>& value(int v) const { return values_[static_cast<std::size_t>(v)].numbers; }
    /// The sum of the losses: what the gradients are those of. Of an expansion <output, what reached it>.
    double loss() const;
    /// dL/dv by the chain rule, of every value; empty where nothing arrives.
    const std::vector<std::vector<double>>& gradients();
    /// The loss were one number of a value greater by `by`.
    double loss_with(int v, std::int64_t element, double by);

  private:
    struct Output {
        int value;
        std::vector<double> weight;  ///< what a loss counts for: 1
    };
    void load_leaf(int v);
    void apply_edits(int v, std::vector<core::TwinValue>& values) const;
    core::TwinValue evaluate(const trace::Application& op, std::span<const core::TwinValue> values) const;
    const std::vector<int>& downstream_of(int v);
    double loss_of(std::span<const core::TwinValue> values) const;

    const Timeline& timeline_;
    std::vector<Edit> edits_;
    std::vector<core::TwinValue> values_;
    std::vector<Output> outputs_;
    std::vector<std::vector<double>> gradients_;
    std::map<int, std::vector<int>> downstream_;  // ops, by value
};

}  // namespace vitro::step
