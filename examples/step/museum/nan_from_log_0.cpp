// examples/step/museum/nan_from_log_0.cpp: the logarithm of a softmax in which something underflows.
//
//   z = (200, 1, 0, -1), target 0: p = (1, 0, 0, 0) in float, -log p[0] = 0: a perfect loss.
//   The log of the others is -inf. Their gradient is 0 / 0: nan.
#include "core/backward.hpp"
#include "core/ops.hpp"
#include "examples/step/lessons/course.hpp"
#include "examples/step/museum/answers.hpp"
#include "examples/step/museum/descent.hpp"
#include "examples/step/museum/room.hpp"
#include "nn/optim/sgd.hpp"

namespace vitro::step::museum {
namespace {

using core::Tensor;
using core::Variable;

Tensor logits() {
    return Tensor::from({1, 4}, {200, 1, 0, -1});
}

/// -log p of the target, by two ops or by one.
Variable loss_of(const Variable& z, bool fused) {
    const Variable logs = fused ? core::log_softmax(z) : core::log(core::softmax(z));
    return core::neg(core::sum(core::slice(logs, -1, 0, 1)));
}

class LogTask : public course::LessonTask {
  public:
    explicit LogTask(bool fused)
        : LessonTask(1), fused_(fused), z_(parameters_.add(core::Path() / "z", {1, 4}, [](Tensor& z, core::Random&) {
              std::copy_n(logits().data(), 4, z.write());
          })) {}
    std::int64_t batches(std::int64_t) override { return 1; }
    core::Loss loss(std::int64_t, std::int64_t, std::int64_t) override { return {loss_of(z_, fused_), 1}; }
    nn::StepDescription description(std::int64_t) const override { return {}; }

  private:
    bool fused_;
    Variable z_;
};

/// Whether nn's trainer makes a step of it.
Answer by_trainer(bool fused) {
    return by_refusal([fused] {
        LogTask task(fused);
        nn::Sgd optimizer(task.parameters());
        nn::Trainer(task, optimizer, nn::ConstantRate{0.1}, {}).step();
    });
}

struct Run {
    trace::Recording recording;
    std::vector<double> gradient;
};

Run recorded(bool fused) {
    const Variable z = core::parameter(logits(), core::Path() / "z");
    trace::Recording recording = record_pass(fused ? "The fused log_softmax" : "The log of a softmax that underflows",
                                             {z}, [&] { return loss_of(z, fused); });
    return {std::move(recording), {z.grad().span().begin(), z.grad().span().end()}};
}

Shown run_both() {
    Run wrong = recorded(false);
    const Run right = recorded(true);
    Shown shown;
    shown.figures = {{"loss", {wrong.recording.loss}, {right.recording.loss}},
                     {"gradient of the four logits", wrong.gradient, right.gradient}};
    shown.verdicts = {
        verdict("first non-finite", by_first_non_finite(wrong.recording), by_first_non_finite(right.recording)),
        verdict("trainer", by_trainer(false), by_trainer(true))};
    shown.recording = std::move(wrong.recording);
    return shown;
}

}  // namespace

const Room kNanFromLog0{
    {.name = "nan-from-log-0",
     .title = "The logarithm of a probability that underflows",
     .symptom = "The loss is finite, even perfect. The gradient is nan, and after one update so is every weight.",
     .question = "The first nan on the way back is in log. Where was the first number that is not finite?",
     .explanation =
         "exp(-199) is 0 in float. Its log is -inf, in a place that the loss does not read, so the loss hides it. On "
         "the way back that place gets 0 / 0. Who looks for the first nan in backward finds where it surfaced; the "
         "earliest forward op that is not finite is the cause. log_softmax computes z - max - log sum exp and never "
         "takes the log of 0; its gradient is p - y.",
     .caught_by = "first non-finite"},
    run_both};

}  // namespace vitro::step::museum
