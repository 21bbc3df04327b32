// examples/step/analysis/timeline.hpp: what is there at a moment of a recorded step.
//
// The events of a graph are a line; a moment is the number of the event that has just happened. Nothing is played:
// every question is answered from the recording and the moment alone, so that going back costs what going on does.
// A gradient at a moment is the sum of the contributions so far, in recorded order, rounded to float after each.
#pragma once

#include <string>
#include <vector>

#include "core/trace/recording.hpp"

namespace vitro::step {

namespace trace = core::trace;

enum class GradientState {
    unwanted,  ///< nothing flows to it: a constant, or what depends on none but constants
    unset,     ///< nothing has arrived
    stale,     ///< of the step before
    partial,   ///< some contributions have
    final,     ///< all have
    scaled,    ///< final, and multiplied by 1 / tokens and by what clipping left
    updated,   ///< has become an update
};

struct GradientAt {
    GradientState state = GradientState::unset;
    int part = 0, parts = 0;     ///< contributions so far, of so many in all
    std::vector<float> numbers;  ///< empty while unset or unwanted; of a large tensor the first
    double norm = 0;             ///< over all its numbers, or over those that are there
    bool whole = true;           ///< whether they are all
};

/// "unset", "partial 2 of 3", "final"
std::string state_text(const GradientAt& gradient);

class Timeline {
  public:
    explicit Timeline(const trace::Recording& recording, int graph = 0);

    const trace::Recording& recording() const { return *recording_; }
    const trace::Graph& graph() const { return recording_->graphs[static_cast<std::size_t>(graph_)]; }
    int graph_index() const { return graph_; }
    bool is_step() const { return graph_ == 0; }

    int size() const { return static_cast<int>(graph().events.size()); }
    const trace::Event& event(int t) const { return graph().events[static_cast<std::size_t>(t)]; }
    const trace::Value& value(int v) const { return graph().values[static_cast<std::size_t>(v)]; }
    const trace::Application& op(int o) const { return graph().ops[static_cast<std::size_t>(o)]; }
    const trace::Contribution& contribution(int c) const { return graph().contributions[static_cast<std::size_t>(c)]; }
    const trace::Update& update(int u) const { return recording_->updates[static_cast<std::size_t>(u)]; }

    /// The op of a forward, a backward or an accumulation; -1 of another event.
    int op_at(int t) const;
    /// The value that an event is about: what a forward makes, what is added to, the parameter, the loss; -1: none.
    int value_at(int t) const;
    /// The module it happens in: "decoder.layers.0.self_attn".
    std::string path_at(int t) const;
    /// The same op's event in the other direction; -1: there is none.
    int twin(int t) const;
    /// The name of its op or value; of the second of three accumulations "NAME/2". Unique with the kind.
    std::string name_at(int t) const;
    /// "F decoder.layers.0.self_attn.attention"
    std::string full_name_at(int t) const;

    int forward_of(int op) const { return forward_[static_cast<std::size_t>(op)]; }
    int backward_of(int op) const { return backward_[static_cast<std::size_t>(op)]; }
    int accumulation_of(int contribution) const { return accumulation_[static_cast<std::size_t>(contribution)]; }
    /// In the order in which they are added.
    const std::vector<int>& contributions_to(int v) const { return contributions_to_[static_cast<std::size_t>(v)]; }
    /// Ops that read it.
    std::vector<int> readers_of(int v) const;
    /// The event of its update; -1 where it is no parameter.
    int update_of(int v) const { return update_[static_cast<std::size_t>(v)]; }

    bool is_there(int v, int t) const;
    /// "not yet computed", "value", "new weight"
    std::string value_state(int v, int t) const;
    /// A weight is the new one from its update on. Of a large tensor those that were kept.
    const trace::Captured& numbers(int v, int t) const;
    GradientAt gradient(int v, int t) const;
    /// When all have arrived.
    std::vector<float> final_gradient(int v) const;
    /// Whether every number of the value, and of what was added to its gradient, is recorded.
    bool is_whole(int v) const;

  private:
    std::vector<float> seed() const;
    GradientState settled(int v, int t) const;

    const trace::Recording* recording_;
    int graph_;
    std::vector<int> forward_, backward_;  // by op
    std::vector<int> accumulation_;        // by contribution
    std::vector<int> zero_, update_;       // by value; -1: none
    std::vector<std::vector<int>> contributions_to_;
    int seed_event_ = -1, seed_value_ = -1, clip_event_ = -1;
};

}  // namespace vitro::step
