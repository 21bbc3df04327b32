// examples/step/lessons/chain_lesson.cpp: the expression, under the names of its parts.
#include "examples/step/lessons/chain_lesson.hpp"

namespace vitro::step::course {
namespace {

using core::Scope;
using core::Tensor;
using core::Variable;

nn::Initializer half() {
    return [](Tensor& value, core::Random&) { value.write()[0] = 0.5F; };
}

class ChainTask : public LessonTask {
  public:
    ChainTask()
        : LessonTask(1),
          w_(nn::Builder(parameters_).parameter("line.w", {}, half())),
          b_(nn::Builder(parameters_).parameter("line.b", {}, half())),
          c_(nn::Builder(parameters_).parameter("curve.c", {}, half())) {}

    std::int64_t batches(std::int64_t) override { return 1; }
    core::Loss loss(std::int64_t, std::int64_t, std::int64_t) override {
        const Variable s = line();
        const Variable error = miss(curve(s));
        const Scope scope("loss");
        return {.sum = error * error, .tokens = 1};
    }
    nn::StepDescription description(std::int64_t) const override { return {}; }

  private:
    Variable line() const {
        const Scope scope("line");
        return w_ * Tensor::scalar(2) + b_;
    }
    Variable curve(const Variable& s) const {
        const Scope scope("curve");
        const Variable square = s * s;  // by itself: C++ leaves open which operand of a + is computed first
        return square + c_ * s;
    }
    static Variable miss(const Variable& y) {
        const Scope scope("error");
        return y - Tensor::scalar(4);
    }

    Variable w_, b_, c_;
};

}  // namespace

core::trace::Recording record_chain(std::int64_t step) {
    ChainTask task;
    return record_lesson(task, {.optimizer = "sgd", .learning_rate = 1.0 / 256}, "chain", step);
}

}  // namespace vitro::step::course
