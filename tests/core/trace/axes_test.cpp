// tests/core/trace/axes_test.cpp: names travel with their axes.
#include "core/trace/axes.hpp"

#include <doctest/doctest.h>

using namespace vitro::core;
using trace::Axes;

namespace {

const std::vector<trace::Labels> kLabels{{"source", {"a", "b"}, Indices::from({1, 2}, {5, 6})}};

struct Operand {
    Shape shape;
    Axes axes;
};

Axes axes(std::string_view op, const std::vector<Operand>& operands, const Shape& output,
          const std::vector<Attribute>& attributes = {}) {
    std::vector<trace::LabelledShape> inputs;
    for (const Operand& one : operands) inputs.push_back({one.shape, &one.axes});
    return trace::axes_of(op, attributes, inputs, output, kLabels);
}

}  // namespace

TEST_CASE("axes: an embedding's rows are the tokens that were looked up") {
    const Operand table{{9, 4}, {"words", ""}};
    CHECK(axes("embedding", {table}, {1, 2, 4}, {{"ids", Indices::from({1, 2}, {5, 6})}}) == Axes{"", "source", ""});
    CHECK(axes("embedding", {table}, {1, 2, 4}, {{"ids", Indices::from({1, 2}, {6, 5})}}) == Axes{"", "", ""});
}

TEST_CASE("axes: a projection has x's rows and the weight's columns") {
    const Operand x{{1, 2, 4}, {"", "source", ""}}, weight{{4, 9}, {"", "words"}}, bias{{9}, {"words"}};
    CHECK(axes("linear", {x, weight, bias}, {1, 2, 9}) == Axes{"", "source", "words"});
}

TEST_CASE("axes: scores have queries and keys") {
    const Operand q{{1, 2, 3, 4}, {"", "", "target", ""}}, k{{1, 2, 5, 4}, {"", "", "source", ""}};
    const std::vector<Attribute> transposed{{"transpose_a", std::int64_t{0}}, {"transpose_b", std::int64_t{1}}};
    CHECK(axes("matmul", {q, k}, {1, 2, 3, 5}, transposed) == Axes{"", "", "target", "source"});
}

TEST_CASE("axes: heads are split off and joined again") {
    const Operand x{{1, 5, 8}, {"", "source", ""}};
    const Axes split = axes("reshape", {x}, {1, 5, 2, 4}, {{"shape", Shape{1, 5, 2, 4}}});
    CHECK(split == Axes{"", "source", "", ""});
    const Axes moved = axes("permute", {{{1, 5, 2, 4}, split}}, {1, 2, 5, 4}, {{"order", Shape{0, 2, 1, 3}}});
    CHECK(moved == Axes{"", "", "source", ""});
}

TEST_CASE("axes: sums lose the axis they go over, or keep one without a name") {
    const Operand x{{2, 3}, {"target", "source"}};
    const auto over = [](std::int64_t axis, std::int64_t keep) {
        return std::vector<Attribute>{{"axis", axis}, {"keep", keep}};
    };
    CHECK(axes("sum", {x}, {2}, over(1, 0)) == Axes{"target"});
    CHECK(axes("max", {x}, {2, 1}, over(1, 1)) == Axes{"target", ""});
    CHECK(axes("sum", {x}, {}) == Axes{});
}

TEST_CASE("axes: elementwise, the first name that is known, and none for an axis that stretches") {
    const Operand x{{2, 3}, {"", "source"}}, column{{2, 1}, {"target", "wrong"}};
    CHECK(axes("add", {x, column}, {2, 3}) == Axes{"target", "source"});
}
