// tests/bench/steps/profile_test.cpp: time goes to the ops that took it, and FLOPs are those of the ops' costs.
#include "bench/steps/profile.hpp"

#include <doctest/doctest.h>

#include "bench/steps/training.hpp"
#include "core/ops.hpp"
#include "core/trace/trace.hpp"
#include "nn/train/translation/translation.hpp"

namespace vitro::bench {
namespace {

using core::Tensor;
using core::Variable;

}  // namespace

TEST_CASE("ops are told apart, forward and backward") {
    const Variable a = core::parameter(Tensor::full({64, 32}, 1)), b = core::parameter(Tensor::full({32, 16}, 1));
    Profile profile;
    Stopwatch stopwatch(profile, 1);
    const Variable loss = stopwatch.forward([&] { return core::sum(core::matmul(a, b)); });
    CHECK(profile.of("matmul").backward == 0);
    stopwatch.backward(loss);
    stopwatch.lap("rest");
    CHECK(a.grad().data()[0] == 16);
    const OpTime product = profile.of("matmul");
    CHECK(product.calls == 1);
    CHECK(product.flops == 2 * 64 * 32 * 16);
    CHECK(product.forward > 0);
    CHECK(product.backward > 0);
    CHECK(profile.of("rest").calls == 1);
    CHECK(profile.of("rest").backward == 0);
    CHECK(profile.sorted().size() == 3);
    CHECK(profile.seconds() >= product.seconds() + profile.of("sum").seconds());
}

TEST_CASE("the op that took longest is first") {
    Profile profile;
    profile.of("a") = {"a", 2, 10, 1.0, 0.5};
    profile.of("b") = {"b", 4, 20, 2.0, 4.0};
    CHECK(profile.of("a").calls == 2);
    CHECK(profile.flops() == 30);
    CHECK(profile.seconds() == 7.5);
    REQUIRE(profile.sorted().size() == 2);
    CHECK(profile.sorted()[0].name == "b");
}

TEST_CASE("the FLOPs of a step are those that the table of its graph adds up to") {
    const nn::TranslationSettings settings = settings_of(step_models().front());
    core::Random random(3);
    std::vector<nn::Batch> parts{random_batch(settings.model, 2, 4, random)};
    TrainingStep step(settings, parts);
    Profile profile;
    Stopwatch stopwatch(profile, 1);
    step.run_watched(stopwatch);

    nn::Parameters parameters;
    const nn::Transformer model(nn::Builder(parameters), settings.model);
    const core::trace::Step graph = core::trace_step([&] { return nn::batch_loss(model, parts[0], 0.1).sum; });
    double traced = 0;
    for (const core::trace::Row& row : graph.rows) traced += static_cast<double>(row.flops);
    CHECK(profile.flops() == traced);
    CHECK(profile.of("clip").calls == 1);
    CHECK(profile.of("adam").calls == 1);
    CHECK(profile.of("linear").backward > 0);
}

}  // namespace vitro::bench
