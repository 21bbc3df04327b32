// tests/step/analysis/recompute_test.cpp: every event of the lesson, and of every expansion, computed again in double.
#include "examples/step/analysis/recompute.hpp"

#include <algorithm>
#include <doctest/doctest.h>

#include "tests/step/recorded.hpp"

using namespace vitro;
using core::trace::EventKind;

TEST_CASE("recompute: every event of the lesson and of its expansions is within 1e-5") {
    double worst = 0;
    std::size_t events = 0;
    for (std::size_t g = 0; g < test::recorded_lesson().graphs.size(); ++g) {
        const step::Timeline timeline(test::recorded_lesson(), static_cast<int>(g));
        for (const step::EventCheck& check : step::recompute_all(timeline)) {
            CHECK_MESSAGE(check.passed(), timeline.full_name_at(check.event), ": ", step::verdict(check));
            worst = std::max(worst, check.error);
            ++events;
        }
    }
    MESSAGE(events << " events, off by " << worst << " at most");
    CHECK(events > 800);
}

TEST_CASE("recompute: a recording that is wrong in one number is found out") {
    core::trace::Recording recording = test::recorded_lesson();
    const step::Timeline timeline(recording);
    const int weight = step::find_value(timeline, "output.weight");
    const int contribution = timeline.contributions_to(weight)[0];
    recording.graphs[0].contributions[static_cast<std::size_t>(contribution)].numbers.numbers[5] += 0.01F;
    const step::EventCheck check = step::recompute(timeline, timeline.accumulation_of(contribution));
    CHECK(!check.passed());
    CHECK(step::verdict(check).starts_with("WRONG "));
    CHECK(!step::recompute(timeline, timeline.update_of(weight)).passed());
    CHECK(!step::recompute(timeline, step::find_event(timeline, "clip")).passed());
    CHECK(step::recompute(timeline, 0).passed());
}

TEST_CASE("recompute: verdicts") {
    CHECK(step::verdict({.event = 0, .exact = true, .note = {}}) == "exact");
    CHECK(step::verdict({.event = 0, .error = 1e-7, .note = {}}) == "approx 1.0e-07");
    CHECK(step::verdict({.event = 0, .note = "it is large"}) == "not checked: it is large");
}
