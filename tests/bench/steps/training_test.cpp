// tests/bench/steps/training_test.cpp: the FLOPs of a watched step are those of its ops' costs.
#include "bench/steps/training.hpp"

#include <doctest/doctest.h>

#include "core/trace/trace.hpp"
#include "nn/train/translation/translation.hpp"

namespace vitro::bench {
TEST_CASE("the FLOPs of a step are those that the table of its graph adds up to") {
    const nn::TranslationSettings settings = settings_of(step_models().front());
    core::Random random(3);
    std::vector<nn::Batch> parts{random_batch(settings.model, 2, 4, random)};
    TrainingStep step(settings, parts);
    Profile profile;
    Stopwatch stopwatch(profile);
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
