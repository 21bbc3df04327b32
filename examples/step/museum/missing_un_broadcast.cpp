// examples/step/museum/missing_un_broadcast.cpp: a bias whose gradient is not summed over the rows it was added to.
//
//   y = x + b,  x: (2,3), b: (3),  L = <dy, y>        db = sum of the rows of dy, (3); the mistake is db = dy, (2,3)
#include "core/backward.hpp"
#include "core/ops.hpp"
#include "core/update.hpp"
#include "examples/step/museum/answers.hpp"
#include "examples/step/museum/room.hpp"

namespace vitro::step::museum {
namespace {

using core::Tensor;
using core::Variable;

constexpr double kLearningRate = 0.5;

Tensor upstream() {
    return Tensor::from({2, 3}, {1, 2, 3, 4, 5, 6});
}

Variable zero_bias() {
    return core::parameter(Tensor::zeros({3}), core::Path() / "bias");
}

/// db as it should be.
Tensor summed() {
    const Variable bias = zero_bias();
    core::backward(core::sum(core::add(Tensor::zeros({2, 3}), bias) * upstream()));
    return bias.grad();
}

/// b - learning_rate db, as a line of array code has it: shapes stretch without a word.
Tensor updated(const Tensor& db) {
    return core::sub(Tensor::zeros({3}), core::scale(db, kLearningRate)).value;
}

/// What a batch of so many rows becomes.
Tensor forward(std::int64_t rows, const Tensor& bias) {
    return core::add(Tensor::zeros({rows, 3}), bias).value;
}

/// The engine's own update, given such a gradient.
Answer by_update(const Tensor& db) {
    return by_refusal([&] {
        Variable bias = zero_bias();
        bias.node->grad = db;
        Tensor no_momentum;
        core::sgd_step(bias, no_momentum, {.learning_rate = kLearningRate});
    });
}

std::vector<double> numbers(const Tensor& x) {
    return {x.span().begin(), x.span().end()};
}

double rows(const Tensor& x) {
    return static_cast<double>(x.rows());
}

Shown run_both() {
    const Tensor wrong = upstream(), right = summed();
    const Tensor stretched = updated(wrong), bias = updated(right);
    Shown shown;
    shown.figures = {{"gradient of the bias (3)", numbers(wrong), numbers(right)},
                     {"rows of the bias after the update", {rows(stretched)}, {rows(bias)}},
                     {"rows that a batch of two gives", {rows(forward(2, stretched))}, {rows(forward(2, bias))}},
                     {"rows that a single example gives", {rows(forward(1, stretched))}, {rows(forward(1, bias))}}};
    shown.verdicts = {
        verdict("refusal", by_update(wrong), by_update(right)),
        verdict("a batch of three", by_refusal([&] { forward(3, stretched); }), by_refusal([&] { forward(3, bias); }))};
    return shown;
}

}  // namespace

const Room kMissingUnBroadcast{
    {.name = "missing-un-broadcast",
     .title = "A gradient that keeps the broadcast shape",
     .symptom =
         "The bias grows an axis: one bias for each place in the batch. Nothing is said until the batch has another "
         "size.",
     .question =
         "The bias was stretched over two rows on the way forward. What must happen to the two rows on the way back?",
     .explanation =
         "A bias that is added to every row is used once a row, and each use contributes: its gradient is the sum "
         "over the rows, of the bias's own shape. Left unsummed, array code stretches the bias to the gradient and "
         "goes on; one example then gives two rows. This engine writes gradients into memory of the input's shape and "
         "refuses any other, so there is no wrong run to open.",
     .caught_by = "refusal"},
    run_both};

}  // namespace vitro::step::museum
