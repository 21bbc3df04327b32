// core/trace/recorder.hpp: records a graph while it is computed and differentiated. No op knows that it is watched.
#pragma once

#include <chrono>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/backward.hpp"
#include "core/record.hpp"
#include "core/trace/axes.hpp"
#include "core/trace/recording.hpp"

namespace vitro::core::inline VITRO_REAL {

/// What is kept of a tensor's numbers, as floats; nothing of a handle on nothing.
trace::Captured captured(const Tensor& x);

/// Fills a graph of a recording with what this thread computes while the recorder lives. Numbers are kept as floats,
/// and copied at once: what is written later changes nothing. It holds every tensor that it was shown, so that none
/// comes back under another's address.
class GraphRecorder : public Observer {
  public:
    /// Appends a graph to the recording; the labels that are there give names to axes.
    explicit GraphRecorder(trace::Recording& recording);

    /// A parameter or a constant that is there before anything is computed.
    int add(const Variable& x, trace::Role role, std::string name, trace::Axes axes);
    /// One that stands for a value of the step.
    int add_outer(const Variable& x, int outer);
    void computed(const Op& op, Inputs inputs, Attributes attributes, const Variable& output) override;

    /// The reverse pass from an output of this graph, every contribution kept: to the bit what backward() does.
    void differentiate(const Variable& output, const Tensor& seed);
    void add_event(trace::EventKind kind, int index);
    /// What is computed from now on is no longer recorded.
    void rest() { resting_ = true; }

    int index() const { return graph_; }
    /// A value of this graph. Throws Error for one that the recorder has not seen.
    int value_of(const Variable& x) const;
    const Variable& variable(int value) const { return held_[static_cast<std::size_t>(value)]; }

  private:
    using Clock = std::chrono::steady_clock;

    trace::Graph& graph() { return recording_.graphs[static_cast<std::size_t>(graph_)]; }
    const trace::Graph& graph() const { return recording_.graphs[static_cast<std::size_t>(graph_)]; }
    int find(const Variable& x) const;
    int find_plain(const Tensor& x) const;
    int find_or_add(const Variable& x);
    int push(trace::Value value, const Variable& x);
    int add_result(const Op& op, const trace::Application& application, const Variable& output);
    std::string name_of(const std::string& path, std::string_view op);
    std::vector<trace::Kept> kept_by(const Variable& output) const;
    void add_contributions(int op, std::span<const Contribution> contributions);
    void number_contributions();

    trace::Recording& recording_;
    int graph_;
    std::vector<Variable> held_;                       // by value
    std::unordered_map<std::uint64_t, int> by_node_;   // values, by what made them
    std::unordered_map<const void*, int> by_storage_;  // the first value with these numbers
    std::unordered_map<std::uint64_t, int> op_of_node_;
    std::unordered_map<std::string, int> uses_;  // of a name
    bool resting_ = false;
    Clock::time_point since_ = Clock::now();
};

/// Of each op of the recording's step that has an expansion: computes and differentiates it, of the same inputs and
/// with the same upstream gradient, into a graph of its own. `step` has recorded the step, and rests from now on; the
/// weights must still be those of the step.
void record_expansions(trace::Recording& recording, GraphRecorder& step);

}  // namespace vitro::core::inline VITRO_REAL
