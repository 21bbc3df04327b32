// examples/lessons/05_two_moons.cpp: a multi-layer perceptron learns to tell two half moons apart.
//
// Forward, loss, backward, update, again: the whole of training, here with everything in sight. The network is
// 2 -> 16 -> 16 -> 2 with relu between; the update is plain gradient descent, w <- w - 0.5 dL/dw.
#include <cmath>
#include <fmt/core.h>
#include <numbers>
#include <vector>

#include "core/backward.hpp"
#include "core/context.hpp"
#include "core/ops.hpp"
#include "core/random.hpp"
#include "core/update.hpp"

using namespace vitro::core;
using vitro::real;

namespace {

constexpr std::int64_t kPoints = 200, kHidden = 16;

struct Data {
    Tensor points{Shape{kPoints, 2}};
    Indices moons{Shape{kPoints}};
};

/// An upper half circle around (0, 0) and a lower one around (1, 0.5), with some noise.
Data two_moons() {
    Data data;
    Random random(1, "two moons");
    real* point = data.points.write();
    std::int32_t* moon = data.moons.write();
    for (std::int64_t i = 0; i < kPoints; ++i) {
        const double angle = std::numbers::pi * random.uniform(), lower = i % 2 ? 1 : 0, side = 1 - 2 * lower;
        *point++ = static_cast<real>(side * std::cos(angle) + lower + 0.1 * random.normal());
        *point++ = static_cast<real>(side * std::sin(angle) + 0.5 * lower + 0.1 * random.normal());
        *moon++ = static_cast<std::int32_t>(i % 2);
    }
    return data;
}

struct Layer {
    Variable weight, bias;
    Layer(std::int64_t in, std::int64_t out, Random& random) : bias(parameter(Tensor::zeros({out}))) {
        Tensor start({in, out});
        real* w = start.write();
        for (std::int64_t i = 0; i < start.size(); ++i)
            w[i] = static_cast<real>(random.normal() * std::sqrt(2.0 / static_cast<double>(in)));
        weight = parameter(start);
    }
};

Variable forward(const std::vector<Layer>& layers, Variable x) {
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const bool last = i + 1 == layers.size();
        x = linear(x, layers[i].weight, layers[i].bias, last ? Activation::none : Activation::relu);
    }
    return x;
}

/// Which moon the network says (1: lower), from the larger logit.
int says(const Tensor& logits, std::int64_t row) {
    return logits.data()[2 * row + 1] > logits.data()[2 * row];
}

void draw(const std::vector<Layer>& layers) {
    const NoGrad no_graph;
    constexpr int kRows = 13, kCols = 48;
    for (int r = 0; r < kRows; ++r) {
        Tensor points({kCols, 2});
        real* point = points.write();
        for (int c = 0; c < kCols; ++c) {
            *point++ = static_cast<real>(-1.5 + 4.0 * c / (kCols - 1));
            *point++ = static_cast<real>(1.25 - 2.0 * r / (kRows - 1));
        }
        const Tensor logits = forward(layers, points).value;
        for (int c = 0; c < kCols; ++c) fmt::print("{}", says(logits, c) ? '.' : '#');
        fmt::print("\n");
    }
}

}  // namespace

int main() {
    const Data data = two_moons();
    Random random(2, "weights");
    std::vector<Layer> layers{{2, kHidden, random}, {kHidden, kHidden, random}, {kHidden, 2, random}};
    for (int step = 0; step <= 200; ++step) {
        const Variable logits = forward(layers, data.points);
        const Variable loss = cross_entropy(logits, data.moons).mean();
        int right = 0;
        for (std::int64_t i = 0; i < kPoints; ++i) right += says(logits.value, i) == data.moons.data()[i];
        if (step % 50 == 0)
            fmt::print("step {:>3}   loss {:.3f}   right {} of {}\n", step, loss.value.item(), right, kPoints);
        backward(loss);
        Tensor no_momentum;
        for (Layer& layer : layers)
            for (Variable* weight : {&layer.weight, &layer.bias}) {
                sgd_step(*weight, no_momentum, {.learning_rate = 0.5});
                weight->clear_grad();
            }
    }
    draw(layers);
}
