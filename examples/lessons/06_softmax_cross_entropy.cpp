// examples/lessons/06_softmax_cross_entropy.cpp: from scores to probabilities to a loss, and why its gradient is p - y.
//
//   p = softmax(z),  L = -log p[target]      dL/dz_j = p_j - [j = target]
//
// The target's score is pushed up by what its probability lacks, every other score down by what it has too much.
#include <cmath>
#include <fmt/core.h>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "examples/lessons/show.hpp"

using namespace vitro::core;
using lessons::show;

int main() {
    const Variable z = parameter(Tensor::from({1, 4}, {2, 1, 0, -1}));
    const Variable p = softmax(z);
    show("scores z", z);
    show("probabilities p", p);

    const Indices target = Indices::from({1}, {1});
    const Loss loss = cross_entropy(z, target);
    fmt::print("target 1: loss {:.4f} = -log {:.4f}\n", loss.sum.value.item(), p.value.at({0, 1}));
    backward(loss.sum);
    show("dL/dz = p - one-hot", z.grad());
    fmt::print("they sum to {:.4f}: a constant added to every score changes nothing\n\n",
               std::abs(sum(z.grad()).value.item()));

    // The long way: softmax, then log, then the target's entry. Same loss, same gradient, in five ops instead of one,
    // and with an infinite loss where p[target] underflows to 0.
    z.clear_grad();
    const Variable pick = Tensor::from({1, 4}, {0, 1, 0, 0});
    const Variable composed = -sum(pick * log(softmax(z)));
    backward(composed);
    show("the long way", z.grad());

    z.clear_grad();
    const Loss smoothed = cross_entropy(z, target, {.smoothing = 0.1});
    backward(smoothed.sum);
    fmt::print("\nlabel smoothing 0.1: the target is (0.025, 0.925, 0.025, 0.025), loss {:.4f}\n",
               smoothed.sum.value.item());
    show("dL/dz", z.grad());

    const Variable far = parameter(Tensor::from({1, 4}, {200, 1, 0, -1}));
    fmt::print("\nscores (200, 1, 0, -1): fused loss {:.1f}, ", cross_entropy(far, target).sum.value.item());
    fmt::print("the long way {}\n", (-log(slice(softmax(far), 1, 1, 1))).value.item());
}
