// examples/step/museum/forgotten_zero_grad.cpp: a training that never clears gradients.
//
//   L = (2 w - 6)^2, from w = 0; the minimum is at w = 3. dL/dw = 4 (2 w - 6), learning rate 1/32:
//   cleared    w <- w - g / 32        the distance from 3 is multiplied by 3/4 in each step
//   not        w <- w - (sum of all g so far) / 32        a spring without friction
#include "core/ops.hpp"
#include "examples/step/museum/answers.hpp"
#include "examples/step/museum/descent.hpp"
#include "examples/step/museum/room.hpp"

namespace vitro::step::museum {
namespace {

constexpr double kLearningRate = 1.0 / 32;
constexpr int kRecordedStep = 3;

Descent parabola(bool clears) {
    const core::Variable w = core::parameter(core::Tensor::scalar(0), core::Path() / "w");
    const auto loss = [w] {
        const core::Variable error = w * core::Tensor::scalar(2) - core::Tensor::scalar(6);
        return error * error;
    };
    return Descent({w}, loss, kLearningRate, clears);
}

double item(const core::Tensor& x) {
    return static_cast<double>(x.item());
}

/// The weight behind each step.
std::vector<double> weights(bool clears, int steps) {
    Descent descent = parabola(clears);
    std::vector<double> list;
    for (int i = 0; i < steps; ++i) {
        descent.step();
        list.push_back(item(descent.parameter(0).value));
    }
    return list;
}

struct Recorded {
    trace::Recording recording;
    double gradient;  ///< what the update used
};

Recorded recorded(bool clears) {
    Descent descent = parabola(clears);
    for (int i = 1; i < kRecordedStep; ++i) descent.step();
    trace::Recording recording = descent.record(clears ? "Step 3, gradients cleared" : "Step 3, gradients not cleared");
    return {std::move(recording), item(descent.parameter(0).grad())};
}

double distance_after(const std::vector<double>& weights) {
    return std::abs(weights.back() - 3);
}

Shown run_both() {
    const std::vector<double> wrong = weights(false, 48), right = weights(true, 48);
    Recorded kept = recorded(false);
    const Recorded cleared = recorded(true);
    Shown shown;
    shown.figures = {
        {"weight after each of 12 steps; best is 3",
         {wrong.begin(), wrong.begin() + 12},
         {right.begin(), right.begin() + 12}},
        {"distance from 3 after 48 steps", {distance_after(wrong)}, {distance_after(right)}},
        {"gradient that step 3 used", {kept.gradient}, {cleared.gradient}},
    };
    shown.verdicts = {verdict("finite difference", by_difference(kept.recording, "w", kept.gradient),
                              by_difference(cleared.recording, "w", cleared.gradient)),
                      verdict("recomputation", by_recomputation(kept.recording), by_recomputation(cleared.recording))};
    shown.recording = std::move(kept.recording);
    return shown;
}

}  // namespace

const Room kForgottenZeroGrad{
    {.name = "forgotten-zero-grad",
     .title = "Gradients that are never cleared",
     .symptom = "The first step is right. Later the weight runs past the minimum, comes back, and does not settle.",
     .question = "Backward adds to what is there. After three steps, which gradients is the sum made of?",
     .explanation =
         "Contributions are added, because a value that is used twice gets two. What was left from the step before "
         "counts as one more. So the update uses the sum of all gradients since the start: momentum from which "
         "nothing is ever lost, which swings about the minimum for good. Clear gradients before each backward pass.",
     .caught_by = "finite difference"},
    run_both};

}  // namespace vitro::step::museum
