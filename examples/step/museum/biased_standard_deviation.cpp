// examples/step/museum/biased_standard_deviation.cpp: a layer norm that divides by the wrong standard deviation.
//
//   x = (1,0,0,0), mean 1/4, squares 3/4        biased 3/4 / 4 = 0.1875: 0.75 / 0.4330 = 1.7320
//                                               unbiased 3/4 / 3 = 0.25: 0.75 / 0.5 = 1.5
#include "core/ops.hpp"
#include "core/update.hpp"
#include "examples/step/museum/answers.hpp"
#include "examples/step/museum/descent.hpp"
#include "examples/step/museum/room.hpp"

namespace vitro::step::museum {
namespace {

using core::Tensor;
using core::Variable;

constexpr double kEpsilon = 1e-5;

/// (x - mean) / sqrt(squares / divisor + epsilon)
Variable normalised(const Variable& x, std::int64_t divisor) {
    const Variable centred = x - core::mean(x, -1, core::Axis::keep);
    const Variable squares = core::sum(centred * centred, -1, core::Axis::keep);
    const Variable variance = core::scale(squares, 1 / static_cast<double>(divisor));
    return centred / core::sqrt(variance + Tensor::scalar(static_cast<real>(kEpsilon)));
}

/// One number and zeros.
Variable one_hot(std::int64_t width) {
    Tensor x = Tensor::zeros({1, width});
    x.write()[0] = 1;
    return core::parameter(x, core::Path() / "x");
}

std::vector<double> numbers(const Tensor& x) {
    return {x.span().begin(), x.span().end()};
}

/// As many 1 as -1: mean 0, variance 1.
Variable alternating(std::int64_t width) {
    Tensor x({1, width});
    real* number = x.write();
    for (std::int64_t i = 0; i < width; ++i) number[i] = i % 2 == 0 ? 1 : -1;
    return x;
}

/// 1 is what the name promises.
double mean_square(const Variable& x, std::int64_t divisor) {
    return core::sum_of_squares(normalised(x, divisor).value) / static_cast<double>(x.value.size());
}

Answer against_layer_norm(std::int64_t width, std::int64_t divisor) {
    const Variable x = one_hot(width);
    const Variable fused = core::layer_norm(x, Tensor::full({width}, 1), Tensor::zeros({width}), kEpsilon);
    return by_comparison(distance(normalised(x, divisor).value, fused.value));
}

trace::Recording recorded(std::int64_t divisor) {
    const Variable x = one_hot(4);
    return record_pass("A layer norm with the unbiased standard deviation", {x}, [&] {
        return core::sum(normalised(x, divisor) * Tensor::from({1, 4}, {1, -2, 3, 0.5F}));
    });
}

Shown run_both() {
    trace::Recording wrong = recorded(3);
    Shown shown;
    shown.figures = {{"layer norm of (1, 0, 0, 0)", numbers(normalised(one_hot(4), 3).value),
                      numbers(normalised(one_hot(4), 4).value)},
                     {"mean square of the result, width 4", {mean_square(one_hot(4), 3)}, {mean_square(one_hot(4), 4)}},
                     {"mean square of the result, width 512",
                      {mean_square(alternating(512), 511)},
                      {mean_square(alternating(512), 512)}}};
    shown.verdicts = {verdict("comparison with the layer_norm op", against_layer_norm(4, 3), against_layer_norm(4, 4)),
                      verdict("finite difference", by_difference(wrong), by_difference(recorded(4)))};
    shown.recording = std::move(wrong);
    return shown;
}

}  // namespace

const Room kBiasedStandardDeviation{
    {.name = "biased-standard-deviation",
     .title = "The other standard deviation",
     .symptom = "Training works. Weights of another program give slightly other numbers here.",
     .question = "Layer norm of (1, 0, 0, 0) begins with 1.7320 or with 1.5. Which, and could a gradient check tell?",
     .explanation =
         "Layer norm divides by the root of the mean square distance, over width (Ba, Kiros and Hinton 2016). The "
         "default of many a std(), torch.std among them, divides by width - 1 instead. At width 512 that is a tenth "
         "of a per cent, easily taken for rounding. A gradient check passes: the function is another one, and its "
         "gradient is right. Only a comparison of values catches it.",
     .caught_by = "comparison with the layer_norm op"},
    run_both};

}  // namespace vitro::step::museum
