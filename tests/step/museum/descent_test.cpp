// tests/step/museum/descent_test.cpp: a recorded step is the step, cleared or not.
#include "examples/step/museum/descent.hpp"

#include <algorithm>
#include <doctest/doctest.h>

#include "core/ops.hpp"

using namespace vitro;
using core::trace::EventKind;
using step::museum::Descent;

namespace {

Descent parabola(double start, bool clears) {
    const core::Variable w = core::parameter(core::Tensor::scalar(static_cast<real>(start)), core::Path() / "w");
    return Descent(
        {w}, [w] { return w * w; }, 0.25, clears);
}

float weight(const Descent& descent) {
    return descent.parameter(0).value.item();
}

std::int64_t count(const core::trace::Recording& recording, EventKind kind) {
    return std::ranges::count(recording.step().events, kind, &core::trace::Event::kind);
}

}  // namespace

TEST_CASE("descent: w - 2 w / 4 halves the weight, uncleared gradients add up") {
    Descent clears = parabola(8, true), keeps = parabola(8, false);
    for (int i = 0; i < 2; ++i) clears.step(), keeps.step();
    CHECK(weight(clears) == 2);
    CHECK(weight(keeps) == 8 - 4 - (16 + 8) / 4);
    CHECK(clears.steps() == 2);
    CHECK(clears.loss() == 4);
}

TEST_CASE("descent: a recorded step leaves what a step leaves, and tells it") {
    for (const bool clears : {true, false}) {
        Descent plain = parabola(8, clears), recorded = parabola(8, clears);
        plain.step(), plain.step();
        recorded.step();
        const core::trace::Recording recording = recorded.record("a step");
        CHECK(weight(plain) == weight(recorded));
        CHECK(recording.updates.front().after.numbers == std::vector<float>{weight(plain)});
        CHECK(recording.updates.front().stale.numbers == std::vector<float>{16});
        CHECK(recording.optimization.step == 2);
        CHECK(recording.loss == 16);
        CHECK(recording.loss_after == plain.loss());
        CHECK(count(recording, EventKind::zero) == (clears ? 1 : 0));
        CHECK(count(recording, EventKind::update) == 1);
    }
}

TEST_CASE("descent: a pass alone has no update, and leaves the weights") {
    const core::Variable w = core::parameter(core::Tensor::scalar(3), core::Path() / "w");
    const auto recording =
        step::museum::record_pass("a pass", {w}, [&] { return core::softmax(core::reshape(w, {1})) * w; });
    CHECK(recording.updates.empty());
    CHECK(recording.loss == 3);
    CHECK(w.value.item() == 3);
    CHECK(count(recording, EventKind::update) == 0);
    CHECK(count(recording, EventKind::backward) == 3);
    CHECK(recording.graphs.size() == 2);  // with softmax's expansion
}
