// examples/lessons/10_heads_and_masks.cpp: several heads side by side, and who may look where.
//
// With h heads the last axis is cut into h parts; each part attends on its own, so one position can look at several
// places at once. A mask says which places: a decoder must not see what it has yet to say (causal), and nobody looks at
// padding (lengths). In vitro a mask only ever means "may attend".
#include <fmt/core.h>

#include "core/ops.hpp"
#include "examples/lessons/show.hpp"

using namespace vitro::core;

namespace {

constexpr std::int64_t kTime = 4, kHeads = 2, kWidth = 4;

Tensor weights_under(const Variable& x, const Mask& mask) {
    Tensor weights;
    attention(x, x, x, {.heads = kHeads, .mask = mask, .weights = &weights});
    return weights;
}

/// Both heads beside each other; a place that may not be looked at is a dot.
void print(const char* title, const Tensor& weights, const Mask& mask) {
    fmt::print("{}\n", title);
    for (std::int64_t i = 0; i < kTime; ++i) {
        for (std::int64_t h = 0; h < kHeads; ++h) {
            fmt::print("{}", h == 0 ? "" : "    ");
            for (std::int64_t j = 0; j < kTime; ++j) {
                if (mask.may_attend(0, h, i, j))
                    fmt::print(" {:.2f}", weights.at({0, h, i, j}));
                else
                    fmt::print("    .");
            }
        }
        fmt::print("\n");
    }
    fmt::print("\n");
}

}  // namespace

int main() {
    // Head 0 sees columns 0 and 1, head 1 columns 2 and 3.
    const Variable x = Tensor::from({1, kTime, kWidth}, {2, 0, 0, 1,  //
                                                         0, 2, 1, 0,  //
                                                         2, 0, 0, 2,  //
                                                         0, 2, 2, 0});
    const Mask all = Mask::none(), causal = Mask::causal(), three = Mask::padding(Indices::from({1}, {3}));
    fmt::print(" head 0                  head 1\n");
    print("every position sees every position", weights_under(x, all), all);
    print("causal: no look ahead", weights_under(x, causal), causal);
    print("padding: only 3 positions are real", weights_under(x, three), three);
    print("both", weights_under(x, causal & three), causal & three);

    const Mask nothing = Mask::padding(Indices::from({1}, {0}));
    const Variable empty = attention(x, x, x, {.heads = kHeads, .mask = nothing});
    fmt::print("nothing to look at gives zeros, never NaN: {}\n", sum(empty * empty).value.item());
}
