// examples/lessons/04_broadcast.cpp: what is repeated on the way forward is summed on the way back.
//
// A bias of shape (3) is added to both rows of a (2,3) matrix: each of its numbers is used twice, a fan-out like that
// of the lesson before. Its gradient is the sum over the rows, again of shape (3).
#include <fmt/core.h>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "examples/lessons/show.hpp"

using namespace vitro::core;
using lessons::show;

int main() {
    const Variable x = parameter(Tensor::from({2, 3}, {1, 2, 3, 4, 5, 6}));
    const Variable row = parameter(Tensor::from({3}, {10, 20, 30}));
    const Variable column = parameter(Tensor::from({2, 1}, {0.5f, 2}));

    const Variable y = (x + row) * column;
    show("y = (x + row) * column", y, 1);

    // The upstream gradient, so that every path can be told apart.
    const Variable upstream = Tensor::from({2, 3}, {1, 2, 3, 4, 5, 6});
    backward(sum(y * upstream));
    show("upstream dy", upstream, 1);
    show("dx = dy * column", x.grad(), 1);
    show("drow = sum over rows of dx", row.grad(), 1);
    show("dcolumn = row sums of dy * (x + row)", column.grad(), 1);

    try {
        add(x, Variable(Tensor::zeros({2})));
    } catch (const std::exception& error) {
        fmt::print("\nwhat does not fit: {}\n", error.what());
    }
}
