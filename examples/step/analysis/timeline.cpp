// examples/step/analysis/timeline.cpp: from the list of events to what is there at one of them.
#include "examples/step/analysis/timeline.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "examples/step/analysis/elements.hpp"

namespace vitro::step {

using trace::EventKind;

std::string state_text(const GradientAt& gradient) {
    switch (gradient.state) {
        case GradientState::unwanted:
            return "no gradient";
        case GradientState::unset:
            return "unset";
        case GradientState::stale:
            return "stale";
        case GradientState::partial:
            return fmt::format("partial {} of {}", gradient.part, gradient.parts);
        case GradientState::final:
            return gradient.parts > 1 ? fmt::format("final, of {}", gradient.parts) : "final";
        case GradientState::scaled:
            return "final, scaled";
        case GradientState::updated:
            return "used";
    }
    return "";
}

namespace {

/// The first is written, later ones are added: float additions, as the engine's.
void add(GradientAt& at, const trace::Captured& more) {
    at.whole = more.whole();
    if (at.part++ == 0) {
        at.numbers = more.numbers;
        at.norm = more.norm();
        return;
    }
    for (std::size_t i = 0; i < more.numbers.size(); ++i) at.numbers[i] += more.numbers[i];
    at.norm = norm(at.numbers);
}

}  // namespace

Timeline::Timeline(const trace::Recording& recording, int graph) : recording_(&recording), graph_(graph) {
    const trace::Graph& g = this->graph();
    forward_.assign(g.ops.size(), -1), backward_.assign(g.ops.size(), -1);
    accumulation_.assign(g.contributions.size(), -1);
    zero_.assign(g.values.size(), -1), update_.assign(g.values.size(), -1);
    contributions_to_.resize(g.values.size());
    for (int t = 0; t < size(); ++t) {
        const auto index = static_cast<std::size_t>(event(t).index);
        switch (event(t).kind) {
            case EventKind::forward:
                forward_[index] = t;
                break;
            case EventKind::backward:
                backward_[index] = t;
                break;
            case EventKind::accumulate:
                accumulation_[index] = t;
                contributions_to_[static_cast<std::size_t>(value_at(t))].push_back(event(t).index);
                break;
            case EventKind::zero:
                zero_[static_cast<std::size_t>(value_at(t))] = t;
                break;
            case EventKind::update:
                update_[static_cast<std::size_t>(value_at(t))] = t;
                break;
            case EventKind::seed:
                seed_event_ = t, seed_value_ = event(t).index;
                break;
            case EventKind::clip:
                clip_event_ = t;
                break;
            default:
                break;
        }
    }
}

int Timeline::op_at(int t) const {
    switch (event(t).kind) {
        case EventKind::forward:
        case EventKind::backward:
            return event(t).index;
        case EventKind::accumulate:
            return contribution(event(t).index).op;
        default:
            return -1;
    }
}

int Timeline::value_at(int t) const {
    switch (event(t).kind) {
        case EventKind::forward:
        case EventKind::backward:
            return op(event(t).index).output;
        case EventKind::accumulate:
            return contribution(event(t).index).value;
        case EventKind::loss:
        case EventKind::seed:
            return event(t).index;
        case EventKind::zero:
        case EventKind::update:
            return update(event(t).index).value;
        default:
            return -1;
    }
}

std::string Timeline::path_at(int t) const {
    if (const int o = op_at(t); o >= 0) return op(o).path;
    const EventKind kind = event(t).kind;
    if (kind != EventKind::zero && kind != EventKind::update) return "";
    const std::string& name = value(value_at(t)).name;  // of "output.weight" the module "output"
    const std::size_t dot = name.rfind('.');
    return dot == std::string::npos ? "" : name.substr(0, dot);
}

int Timeline::twin(int t) const {
    switch (event(t).kind) {
        case EventKind::forward:
            return backward_of(event(t).index);
        case EventKind::backward:
            return forward_of(event(t).index);
        case EventKind::accumulate:
            return forward_of(op_at(t));
        case EventKind::loss:
            return seed_event_;
        case EventKind::seed:
            return seed_value_ < 0 ? -1 : forward_of(value(seed_value_).maker);
        case EventKind::zero:
            return update_of(value_at(t));
        case EventKind::update:
            return zero_[static_cast<std::size_t>(value_at(t))];
        default:
            return -1;
    }
}

std::string Timeline::name_at(int t) const {
    const trace::Event& e = event(t);
    switch (e.kind) {
        case EventKind::input:
            return recording_->labels[static_cast<std::size_t>(e.index)].name;
        case EventKind::mean:
            return "mean";
        case EventKind::clip:
            return "clip";
        case EventKind::accumulate:
            return e.parts > 1 ? fmt::format("{}/{}", value(value_at(t)).name, e.part) : value(value_at(t)).name;
        default:
            return value(value_at(t)).name;
    }
}

std::string Timeline::full_name_at(int t) const {
    return fmt::format("{} {}", trace::name_of(event(t).kind), name_at(t));
}

std::vector<int> Timeline::readers_of(int v) const {
    std::vector<int> readers;
    for (std::size_t o = 0; o < graph().ops.size(); ++o)
        if (std::ranges::count(graph().ops[o].inputs, v) > 0) readers.push_back(static_cast<int>(o));
    return readers;
}

bool Timeline::is_there(int v, int t) const {
    const int maker = value(v).maker;
    return maker < 0 || forward_of(maker) <= t;
}

std::string Timeline::value_state(int v, int t) const {
    if (!is_there(v, t)) return "not yet computed";
    if (value(v).role == trace::Role::constant) return "constant";
    if (value(v).role == trace::Role::result || !is_step()) return "value";
    return update_of(v) >= 0 && update_of(v) <= t ? "new weight" : "weight";
}

const trace::Captured& Timeline::numbers(int v, int t) const {
    const int updated = update_of(v);
    if (updated >= 0 && updated <= t) return update(event(updated).index).after;
    return trace::numbers_of(*recording_, graph(), v);
}

/// 1 of the step's loss; of an expansion what had reached the op's output in the step.
std::vector<float> Timeline::seed() const {
    if (is_step()) return std::vector<float>(static_cast<std::size_t>(value(seed_value_).shape.size()), 1.0F);
    const Timeline step(*recording_);
    for (const trace::Application& op : step.graph().ops)
        if (op.expansion == graph_) return step.final_gradient(op.output);
    return {};
}

/// Of a gradient to which everything has been added.
GradientState Timeline::settled(int v, int t) const {
    if (update_of(v) < 0) return GradientState::final;
    if (update_of(v) <= t) return GradientState::updated;
    return clip_event_ >= 0 && clip_event_ <= t ? GradientState::scaled : GradientState::final;
}

GradientAt Timeline::gradient(int v, int t) const {
    const std::vector<int>& all = contributions_to(v);
    GradientAt at{.parts = static_cast<int>(all.size()), .numbers = {}};
    const auto alone = [&at](GradientState state, const trace::Captured& numbers) {
        at.state = state, at.numbers = numbers.numbers;
        at.norm = numbers.norm(), at.whole = numbers.whole();
    };
    if (!value(v).wants_gradient) at.state = GradientState::unwanted;
    const int zero = zero_[static_cast<std::size_t>(v)];
    if (zero > t) {
        const trace::Captured& stale = update(event(zero).index).stale;
        alone(stale.empty() ? GradientState::unset : GradientState::stale, stale);
    }
    if (at.state != GradientState::unset || zero > t) return at;
    if (v == seed_value_ && seed_event_ <= t) {
        const std::vector<float> seeded = seed();
        alone(GradientState::final, trace::capture(seeded.data(), static_cast<std::int64_t>(seeded.size())));
        return at;
    }
    for (const int c : all) {
        if (accumulation_of(c) > t) break;
        add(at, contribution(c).numbers);
    }
    if (at.part > 0) at.state = at.part < at.parts ? GradientState::partial : settled(v, t);
    return at;
}

std::vector<float> Timeline::final_gradient(int v) const {
    return gradient(v, size() - 1).numbers;
}

bool Timeline::is_whole(int v) const {
    if (!trace::numbers_of(*recording_, graph(), v).whole()) return false;
    return std::ranges::all_of(contributions_to(v), [&](int c) { return contribution(c).numbers.whole(); });
}

}  // namespace vitro::step
