// tests/step/analysis/why_test.cpp: shares sum to 1, and ways lead to the loss.
#include "examples/step/analysis/why.hpp"

#include <cmath>
#include <doctest/doctest.h>

#include "tests/step/recorded.hpp"

using namespace vitro;
using test::lesson_timeline;
using test::lesson_value;

TEST_CASE("why: of every tensor of the lesson, and of every expansion, the shares sum to 1") {
    int summed = 0;
    for (std::size_t g = 0; g < test::recorded_lesson().graphs.size(); ++g) {
        const step::Timeline timeline(test::recorded_lesson(), static_cast<int>(g));
        for (std::size_t v = 0; v < timeline.graph().values.size(); ++v) {
            const std::vector<step::Share> shares = step::shares_of(timeline, static_cast<int>(v));
            if (shares.empty()) continue;
            double sum = 0;
            for (const step::Share& share : shares) sum += share.share;
            const bool is_zero = std::all_of(shares.begin(), shares.end(), [](const auto& s) { return s.share == 0; });
            if (!is_zero) CHECK(std::abs(sum - 1) < 1e-12);
            summed += is_zero ? 0 : 1;
        }
    }
    MESSAGE(summed << " gradients, whose shares sum to 1 within 1e-12");
    CHECK(summed > 300);
}

TEST_CASE("why: value's contribution to the first layer norm's gradient is the largest") {
    const std::vector<step::Share> shares =
        step::shares_of(lesson_timeline(), lesson_value("encoder.layers.0.norm1.layer_norm"));
    REQUIRE(shares.size() == 3);
    const auto through = [](const step::Share& share) { return lesson_timeline().op(share.op).path; };
    CHECK(through(shares[0]) == "encoder.layers.0.self_attn.value");
    CHECK(through(shares[2]) == "encoder.layers.0.self_attn.query");
    CHECK(shares[0].share == doctest::Approx(0.894).epsilon(0.01));
    CHECK(shares[0].gain == doctest::Approx(0.5526).epsilon(0.01));
    CHECK(shares[0].share > shares[1].share);
}

TEST_CASE("why: the way along the largest shares ends at the loss, with a gradient of 1") {
    for (const char* name : {"source_embedding.weight", "encoder.layers.0.norm1.layer_norm", "output.bias"}) {
        const std::vector<step::Hop> way = step::way_to_the_loss(lesson_timeline(), lesson_value(name));
        REQUIRE(way.size() > 1);
        CHECK(lesson_timeline().value(way.back().value).name == "cross_entropy");
        CHECK(way.back().norm == 1);
        CHECK(way.back().through.op == -1);
    }
}

TEST_CASE("why: the largest paths come first, and all paths of a small graph have shares that sum to 1") {
    const core::trace::Recording recording = test::recorded([](step::RecordedScope& scope) {
        const core::Variable x = core::parameter(core::Tensor::from({2}, {1, 2}));
        scope.name(x, "x");
        return core::sum(x * x + core::exp(x));
    });
    const step::Timeline timeline(recording);
    double sum = 0, before = 1e9;
    const auto paths = step::largest_paths(timeline, step::find_value(timeline, "x"), 10);
    REQUIRE(paths.size() == 3);
    for (const step::Path& path : paths) {
        sum += path.share;
        CHECK(std::abs(path.share) <= before);
        before = std::abs(path.share);
    }
    CHECK(sum == doctest::Approx(1));
}
