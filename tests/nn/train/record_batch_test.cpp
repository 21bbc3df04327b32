// tests/nn/train/record_batch_test.cpp: a step on one batch moves the weights as the optimizer says, once.
#include "nn/train/record_batch.hpp"

#include <algorithm>
#include <doctest/doctest.h>

#include "nn/init.hpp"
#include "nn/train/training_setup.hpp"

using namespace vitro;

TEST_CASE("record batch: one update at the rate that was given, with what the optimizer remembers") {
    nn::Parameters parameters(1);
    const nn::Builder at(parameters);
    const nn::Variable w = at.parameter("w", {2}, nn::init::zeros());
    nn::TrainingSettings settings;
    settings.optimizer = nn::OptimizerKind::sgd;
    settings.clip = 0, settings.momentum = 0.5;
    const auto optimizer = nn::make_optimizer(settings, parameters);
    optimizer->set_steps(4);
    for (const nn::Optimizer::State& state : optimizer->state()) {
        core::Tensor velocity = state.tensor;
        std::fill_n(velocity.write(), velocity.size(), vitro::real{2});
    }
    const auto loss = [&] { return core::Loss{core::sum(w * nn::Tensor::from({2}, {3, 6})), 3}; };
    nn::StepDescription description;
    description.labels = {{"places", {"left", "right"}, {}}};
    description.parameter_axes = {{"w", {"places"}}};
    const core::trace::Recording recording =
        nn::record_batch(parameters, settings, {"Step 5 of a test", *optimizer, 0.1}, description, loss);

    CHECK(recording.title == "Step 5 of a test");
    CHECK(recording.optimization.step == 5);
    CHECK(recording.optimization.learning_rate == 0.1);
    CHECK(recording.optimization.momentum == 0.5);
    CHECK(recording.step().values[0].axes == core::trace::Axes{"places"});
    CHECK(recording.loss == 0);
    CHECK(w.value.data()[0] ==
          doctest::Approx(-0.1 * (0.5 * 2 + 1)));  // the gradient of the mean over 3 tokens is 1, 2
    CHECK(w.value.data()[1] == doctest::Approx(-0.1 * (0.5 * 2 + 2)));
    CHECK(recording.loss_after == doctest::Approx((3 * -0.2 + 6 * -0.3) / 3));
}
