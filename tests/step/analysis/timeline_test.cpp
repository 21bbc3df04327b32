// tests/step/analysis/timeline_test.cpp: what is there at an event, whichever way one came to it.
#include "examples/step/analysis/timeline.hpp"

#include <bit>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <set>

#include "tests/step/recorded.hpp"

using namespace vitro;
using core::trace::EventKind;
using step::GradientState;
using test::lesson_timeline;
using test::lesson_value;

namespace {

/// Everything that can be asked at an event, as text to be compared.
std::string state_at(const step::Timeline& timeline, int t) {
    std::string text;
    for (std::size_t i = 0; i < timeline.graph().values.size(); ++i) {
        const int v = static_cast<int>(i);
        const step::GradientAt gradient = timeline.gradient(v, t);
        text += timeline.value_state(v, t) + ", " + step::state_text(gradient);
        for (const float number : gradient.numbers) text += fmt::format(" {:x}", std::bit_cast<std::uint32_t>(number));
        for (const float number : timeline.numbers(v, t).numbers)
            text += fmt::format(" {:x}", std::bit_cast<std::uint32_t>(number));
    }
    return text;
}

}  // namespace

TEST_CASE("timeline: forwards, backwards and forwards again give identical states") {
    const step::Timeline& timeline = lesson_timeline();
    std::vector<std::size_t> first;
    const auto hash = [&](int t) { return std::hash<std::string>()(state_at(timeline, t)); };
    for (int t = 0; t < timeline.size(); ++t) first.push_back(hash(t));
    for (int t = timeline.size() - 1; t >= 0; --t) REQUIRE(hash(t) == first[static_cast<std::size_t>(t)]);
    for (int t = 0; t < timeline.size(); ++t) REQUIRE(hash(t) == first[static_cast<std::size_t>(t)]);
    CHECK(std::set<std::size_t>(first.begin(), first.end()).size() > 200);
}

TEST_CASE("timeline: the life of a parameter's gradient") {
    const step::Timeline& timeline = lesson_timeline();
    const int weight = lesson_value("output.weight");
    const auto state = [&](const char* event) {
        return timeline.gradient(weight, step::find_event(timeline, event)).state;
    };
    CHECK(state("ZERO source_embedding.weight") == GradientState::stale);
    CHECK(state("ZERO output.weight") == GradientState::unset);
    CHECK(state("L") == GradientState::unset);
    CHECK(state("ACC output.weight") == GradientState::final);
    CHECK(state("clip") == GradientState::scaled);
    CHECK(state("U output.weight") == GradientState::updated);
    CHECK(timeline.value_state(weight, 0) == "weight");
    CHECK(timeline.value_state(weight, timeline.size() - 1) == "new weight");
}

TEST_CASE("timeline: three uses of a tensor are three contributions") {
    const step::Timeline& timeline = lesson_timeline();
    const int norm = lesson_value("encoder.layers.0.norm1.layer_norm");
    REQUIRE(timeline.contributions_to(norm).size() == 3);
    std::vector<std::string> states;
    for (const int c : timeline.contributions_to(norm))
        states.push_back(step::state_text(timeline.gradient(norm, timeline.accumulation_of(c))));
    CHECK(states == std::vector<std::string>{"partial 1 of 3", "partial 2 of 3", "final, of 3"});
    CHECK(timeline.value_state(norm, 0) == "not yet computed");
    CHECK(timeline.readers_of(norm).size() == 3);
}

TEST_CASE("timeline: what the next step wipes is this step's gradient, bit for bit") {
    const core::trace::Recording fourth = step::lesson(step::kLessonStep + 1);
    const step::Timeline& timeline = lesson_timeline();
    REQUIRE(fourth.updates.size() == timeline.recording().updates.size());
    for (std::size_t i = 0; i < fourth.updates.size(); ++i) {
        const std::vector<float> gradient = timeline.final_gradient(timeline.recording().updates[i].value);
        const std::vector<float>& stale = fourth.updates[i].stale.numbers;
        REQUIRE(gradient.size() == stale.size());
        for (std::size_t k = 0; k < stale.size(); ++k)
            REQUIRE(std::bit_cast<std::uint32_t>(gradient[k]) == std::bit_cast<std::uint32_t>(stale[k]));
    }
}

TEST_CASE("timeline: twins are each other's, and names are unique with their kind") {
    const step::Timeline& timeline = lesson_timeline();
    std::set<std::string> names;
    for (int t = 0; t < timeline.size(); ++t) {
        CHECK_MESSAGE(names.insert(timeline.full_name_at(t)).second, timeline.full_name_at(t));
        const EventKind kind = timeline.event(t).kind;
        if ((kind == EventKind::forward || kind == EventKind::backward) && timeline.twin(t) >= 0)
            CHECK(timeline.twin(timeline.twin(t)) == t);
    }
    CHECK(names.count("F decoder.layers.0.self_attn.attention") == 1);
    CHECK(names.count("ACC encoder.layers.0.norm1.layer_norm/2") == 1);
}

TEST_CASE("timeline: an expansion begins its backward with what reached the fused op") {
    const step::Timeline& timeline = lesson_timeline();
    const int attention = timeline.value(lesson_value("decoder.layers.0.self_attn.attention")).maker;
    const step::Timeline inner(timeline.recording(), timeline.op(attention).expansion);
    CHECK(!inner.is_step());
    CHECK(inner.final_gradient(inner.graph().output) == timeline.final_gradient(timeline.op(attention).output));
}
