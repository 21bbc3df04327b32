// tests/step/museum/walk_test.cpp: sorted, the walk is the engine's, to the bit; as reached, it is where no paths meet.
#include "examples/step/museum/walk.hpp"

#include <doctest/doctest.h>

#include "examples/step/analysis/conservation.hpp"
#include "examples/step/lessons/lessons.hpp"

using namespace vitro;
using step::museum::Order;
using step::museum::walked_back;

namespace {

/// Values whose gradient is another one.
int differing(const core::trace::Recording& a, const core::trace::Recording& b) {
    const step::Timeline of_a(a), of_b(b);
    int count = 0;
    for (int v = 0; v < static_cast<int>(a.step().values.size()); ++v)
        count += of_a.final_gradient(v) != of_b.final_gradient(v);
    return count;
}

}  // namespace

TEST_CASE("walk: sorted, it ends with the engine's gradients") {
    for (const char* lesson : {"chain", "attention", "decoder"}) {
        CAPTURE(lesson);
        const core::trace::Recording engine = step::record_lesson(lesson, 1);
        const core::trace::Recording walked = walked_back(engine, Order::sorted);
        CHECK(differing(engine, walked) == 0);
        CHECK(step::conservation(step::Timeline(walked)).passed());
        CHECK(walked.step().contributions.size() == engine.step().contributions.size());
        CHECK(walked.updates.empty());
    }
}

TEST_CASE("walk: as reached, every op is asked once, and residual streams are lost") {
    const core::trace::Recording engine = step::record_lesson("decoder", 1);
    const core::trace::Recording walked = walked_back(engine, Order::as_reached);
    CHECK(walked.step().contributions.size() == engine.step().contributions.size());
    CHECK(differing(engine, walked) > 10);
}

TEST_CASE("walk: contributions are numbered, over all passes") {
    const core::trace::Recording walked = walked_back(step::record_lesson("chain", 1), Order::sorted, 2);
    for (const core::trace::Event& event : walked.step().events)
        if (event.kind == core::trace::EventKind::accumulate) {
            CHECK(event.part >= 1);
            CHECK(event.part <= event.parts);
            CHECK(event.parts % 2 == 0);  // as many from either pass
        }
}
