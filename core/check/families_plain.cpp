// core/check/families_plain.cpp: cases of the ops that know no rows: elementwise, reductions, shapes, products.
#include "core/check/families.hpp"
#include "kernels/kernels.hpp"

namespace vitro::core::check {
namespace {

constexpr std::int64_t kNo = 0, kYes = 1;

const std::vector<int> kTwice{0, 0};

}  // namespace

void add_elementwise(std::vector<Case>& cases) {
    for (const char* op : {"add", "sub", "mul", "div"}) {
        const std::vector<std::vector<Shape>> pairs{{{2, 3}, {2, 3}},
                                                    {{2, 3}, {3}},
                                                    {{3}, {2, 3}},
                                                    {{2, 1}, {1, 3}},
                                                    {{}, {2, 3}},
                                                    {{1}, {1}},
                                                    {{4, 1, 3, 1}, {2, 1, 5}},
                                                    {{2, 3, 2, 3}, {1, 3, 1, 3}},
                                                    {{1, 7, 1}, {2, 7, 3}},
                                                    {{0, 3}, {3}},
                                                    {{0, 5}, {5}}};
        for (const auto& inputs : pairs) cases.push_back({op, inputs, {}, Draw::away_from_zero});
        cases.push_back({op, {{2, 3}}, {}, Draw::away_from_zero, kTwice});
    }
    const std::vector<Shape> shapes{{}, {1}, {5}, {3, 7}, {2, 3, 1, 5}, {2, 0}};
    for (const char* op : {"neg", "exp", "tanh", "sigmoid", "erf", "gelu", "gelu_tanh", "silu"})
        for (const Shape& shape : shapes) cases.push_back({op, {shape}});
    for (const Shape& shape : shapes) {
        cases.push_back({"log", {shape}, {}, Draw::positive});
        cases.push_back({"sqrt", {shape}, {}, Draw::positive});
        cases.push_back({"relu", {shape}, {}, Draw::away_from_zero});
        cases.push_back({"scale", {shape}, {{"factor", -0.375}}});
    }
}

void add_reductions(std::vector<Case>& cases) {
    for (const char* op : {"sum", "mean"}) {
        for (const Shape& shape : {Shape{}, Shape{1}, Shape{7}, Shape{3, 4, 5}}) cases.push_back({op, {shape}});
        for (std::int64_t axis : {0, 1, 2})
            for (std::int64_t keep : {kNo, kYes}) cases.push_back({op, {{3, 4, 5}}, {{"axis", axis}, {"keep", keep}}});
        cases.push_back({op, {{2, 1, 3}}, {{"axis", std::int64_t{1}}, {"keep", kNo}}});
    }
    cases.push_back({"mean", {{0, 3}}, {{"axis", std::int64_t{1}}, {"keep", kYes}}});
    cases.push_back({"sum", {{0, 3}}});
    cases.push_back({"sum", {{0, 3}}, {{"axis", std::int64_t{0}}, {"keep", kNo}}});
    for (std::int64_t axis : {0, 1, 2})
        for (std::int64_t keep : {kNo, kYes})
            cases.push_back({"max", {{3, 4, 5}}, {{"axis", axis}, {"keep", keep}}, Draw::distinct});
    cases.push_back({"max", {{7}}, {{"axis", std::int64_t{0}}, {"keep", kNo}}, Draw::distinct});
    cases.push_back({"max", {{2, 1}}, {{"axis", std::int64_t{1}}, {"keep", kYes}}, Draw::distinct});
    cases.push_back({"max", {{2, 0}}, {{"axis", std::int64_t{0}}, {"keep", kNo}}, Draw::distinct});
}

void add_shape_ops(std::vector<Case>& cases) {
    cases.push_back({"reshape", {{2, 6}}, {{"shape", Shape{3, 4}}}});
    cases.push_back({"reshape", {{1, 1}}, {{"shape", Shape{}}}});
    cases.push_back({"reshape", {{2, 0}}, {{"shape", Shape{0, 5}}}});
    cases.push_back({"permute", {{2, 3}}, {{"order", Shape{1, 0}}}});
    cases.push_back({"permute", {{2, 3, 4, 5}}, {{"order", Shape{3, 1, 0, 2}}}});
    cases.push_back({"permute", {{2, 1, 3}}, {{"order", Shape{2, 0, 1}}}});
    cases.push_back({"permute", {{}}, {{"order", Shape{}}}});
    cases.push_back({"permute", {{2, 0}}, {{"order", Shape{1, 0}}}});
    const auto part = [](std::int64_t axis, std::int64_t start, std::int64_t length) {
        return std::vector<Attribute>{{"axis", axis}, {"start", start}, {"length", length}};
    };
    cases.push_back({"slice", {{7}}, part(0, 2, 3)});
    for (std::int64_t axis : {0, 1, 2}) cases.push_back({"slice", {{3, 4, 5}}, part(axis, 1, 2)});
    cases.push_back({"slice", {{3, 4}}, part(1, 0, 4)});
    cases.push_back({"slice", {{3, 4}}, part(0, 1, 0)});
    for (std::int64_t axis : {0, 1}) {
        const std::vector<Attribute> along{{"axis", axis}};
        cases.push_back({"concat", {{2, 3}, {2, 3}}, along});
        cases.push_back({"concat", {{2, 3}}, along, Draw::normal, kTwice});
        cases.push_back({"concat", {{2, 3}}, along, Draw::normal, {0, 0, 0}});
    }
    cases.push_back({"concat", {{2, 1, 3}, {2, 4, 3}, {2, 0, 3}}, {{"axis", std::int64_t{1}}}});
    for (const Shape& shape : {Shape{2, 3}, Shape{}, Shape{0}}) cases.push_back({"detach", {shape}});
}

void add_products(std::vector<Case>& cases) {
    const auto transposes = [](std::int64_t a, std::int64_t b) {
        return std::vector<Attribute>{{"transpose_a", a}, {"transpose_b", b}};
    };
    const auto add = [&](const Shape& a, const Shape& b, std::int64_t transpose_a = 0, std::int64_t transpose_b = 0) {
        cases.push_back({"matmul", {a, b}, transposes(transpose_a, transpose_b)});
    };
    add({2, 3}, {3, 5});
    add({3, 2}, {3, 5}, kYes, kNo);
    add({2, 3}, {5, 3}, kNo, kYes);
    add({3, 2}, {5, 3}, kYes, kYes);
    add({1, 1}, {1, 1});
    add({1, 7}, {7, 1});
    add({2, 3, 4, 5}, {2, 3, 5, 2});
    add({2, 3, 5, 4}, {2, 3, 2, 5}, kYes, kYes);
    add({2, 1, 3, 4}, {3, 4, 2});  // both are repeated
    add({3, 4, 5}, {5, 2});        // one B for all rows of A
    add({3, 4, 5}, {2, 5}, kNo, kYes);
    add({3, 5, 4}, {5, 2}, kYes, kNo);
    add({3, 4}, {2, 4, 3});  // one A for all B
    add({1, 3, 4}, {2, 4, 3}, kNo, kNo);
    add({2, 0}, {0, 3});  // sums of nothing
    add({0, 2}, {2, 3});
    add({0, 2, 3}, {3, 4});
    cases.push_back({"matmul", {{3, 3}}, transposes(kNo, kNo), Draw::normal, kTwice});
    cases.push_back({"matmul", {{2, 3}}, transposes(kNo, kYes), Draw::normal, kTwice});
    cases.push_back({"matmul", {{2, 3, 4}}, transposes(kYes, kNo), Draw::normal, kTwice});

    using kernels::Activation;
    for (Activation f :
         {Activation::none, Activation::relu, Activation::gelu_tanh, Activation::gelu_erf, Activation::silu}) {
        cases.push_back({"linear", {{5, 3}, {3, 4}, {4}}, {{"activation", f}}});
        cases.push_back({"linear", {{2, 3, 7}, {7, 1}, {1}}, {{"activation", f}}});
    }
    cases.push_back({"linear", {{5, 3}, {3, 4}}, {{"activation", Activation::none}}});
    cases.push_back({"linear", {{3}, {3, 4}, {4}}, {{"activation", Activation::none}}});
    cases.push_back({"linear", {{0, 3}, {3, 4}, {4}}, {{"activation", Activation::relu}}});
    cases.push_back({"linear", {{3, 3}}, {{"activation", Activation::none}}, Draw::normal, kTwice});
}

}  // namespace vitro::core::check
