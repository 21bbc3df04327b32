// core/check/families_rows.cpp: cases of the ops over rows, with every kind of mask, and of those that look rows up.
#include "core/check/families.hpp"
#include "kernels/kernels.hpp"

namespace vitro::core::check {
namespace {

/// All may be attended to, but that row 0 may attend to nothing.
Mask without_row_0(const Shape& shape) {
    std::vector<std::uint8_t> allowed(static_cast<std::size_t>(shape.size()), 1);
    for (std::int64_t j = 0; j < shape.cols(); ++j) allowed[j] = 0;
    return Mask::of(shape, allowed);
}

/// A checkerboard, for something that is neither causal nor a length.
Mask checkerboard(std::int64_t batch, std::int64_t heads, std::int64_t queries, std::int64_t keys) {
    std::vector<std::uint8_t> allowed;
    for (std::int64_t i = 0; i < batch * heads * queries * keys; ++i)
        allowed.push_back(static_cast<std::uint8_t>((i / keys + i % keys) % 2));
    return Mask::of({batch, heads, queries, keys}, allowed);
}

/// Lengths keys, 0, keys - 1, 0, ...: every other sequence is empty.
Indices lengths_for(std::int64_t batch, std::int64_t keys) {
    Indices lengths(Shape{batch});
    std::int32_t* length = lengths.write();
    for (std::int64_t b = 0; b < batch; ++b) length[b] = static_cast<std::int32_t>(b % 2 == 1 ? 0 : keys - b / 2);
    return lengths;
}

}  // namespace

std::vector<Mask> sample_masks(std::int64_t batch, std::int64_t heads, std::int64_t queries, std::int64_t keys) {
    const Mask padding = Mask::padding(lengths_for(batch, keys));
    return {Mask::none(),
            Mask::causal(),
            Mask::causal(2),
            Mask::causal(-1),  // the first query sees nothing
            padding,
            Mask::causal() & padding,
            without_row_0({queries, keys}),
            without_row_0({heads, 1, keys}),
            checkerboard(batch, heads, queries, keys),
            Mask::causal(1) & padding & without_row_0({batch, 1, queries, keys})};
}

void add_rows(std::vector<Case>& cases) {
    for (const Mask& mask : sample_masks(2, 3, 4, 5)) {
        cases.push_back({"softmax", {{2, 3, 4, 5}}, {{"mask", mask}}});
        cases.push_back({"mask", {{2, 3, 4, 5}}, {{"mask", mask}, {"value", -2.5}}});
    }
    for (const Shape& shape : {Shape{7}, Shape{3, 1}, Shape{2, 3, 9}, Shape{0, 4}, Shape{3, 0}})
        cases.push_back({"softmax", {shape}, {{"mask", Mask::none()}}});
    cases.push_back({"softmax", {{4, 4}}, {{"mask", Mask::causal()}}});
    for (const Shape& shape : {Shape{4, 4}, Shape{0, 4}})
        cases.push_back({"mask", {shape}, {{"mask", Mask::causal()}, {"value", 0.0}}});
    for (const Shape& shape : {Shape{7}, Shape{3, 1}, Shape{3, 5}, Shape{2, 3, 4, 5}, Shape{0, 4}, Shape{3, 0}})
        cases.push_back({"log_softmax", {shape}});
    for (const Shape& shape : {Shape{9}, Shape{3, 5}, Shape{2, 3, 8}, Shape{2, 3, 2, 5}, Shape{3, 1}, Shape{0, 4}})
        cases.push_back({"layer_norm", {shape, {shape.cols()}, {shape.cols()}}, {{"epsilon", 1e-5}}});
    cases.push_back({"layer_norm", {{4, 4}, {4}}, {{"epsilon", 0.5}}, Draw::normal, {0, 1, 1}});
}

void add_attention(std::vector<Case>& cases) {
    const kernels::DropoutKey none, some{.probability = 0.3, .seed = 7, .site = 11, .step = 3};
    const auto with = [](std::int64_t heads, const Mask& mask, const kernels::DropoutKey& dropout) {
        return std::vector<Attribute>{{"heads", heads}, {"mask", mask}, {"dropout", dropout}};
    };
    for (const Mask& mask : sample_masks(2, 2, 3, 4)) {
        cases.push_back({"attention", {{2, 3, 6}, {2, 4, 6}, {2, 4, 6}}, with(2, mask, none)});
        cases.push_back({"attention", {{2, 3, 6}, {2, 4, 6}, {2, 4, 6}}, with(2, mask, some)});
    }
    cases.push_back({"attention", {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}}, with(1, Mask::none(), none)});
    cases.push_back({"attention", {{2, 5, 3}, {2, 1, 3}, {2, 1, 3}}, with(3, Mask::none(), none)});
    cases.push_back({"attention", {{1, 9, 8}, {1, 9, 8}, {1, 9, 8}}, with(2, Mask::causal(), none)});
    cases.push_back({"attention", {{2, 3, 4}, {2, 0, 4}, {2, 0, 4}}, with(2, Mask::none(), none)});
    cases.push_back({"attention", {{2, 3, 4}}, with(2, Mask::causal(), none), Draw::normal, {0, 0, 0}});
    cases.push_back({"attention", {{2, 3, 4}, {2, 5, 4}}, with(1, Mask::none(), some), Draw::normal, {0, 1, 1}});

    const auto turned = [](std::int64_t heads, std::int64_t first, double base) {
        return std::vector<Attribute>{{"heads", heads}, {"first", first}, {"base", base}};
    };
    cases.push_back({"rotary", {{2, 3, 8}}, turned(2, 0, 10000)});
    cases.push_back({"rotary", {{1, 5, 18}}, turned(3, 7, 10000)});
    cases.push_back({"rotary", {{3, 1, 2}}, turned(1, 1, 3)});
    cases.push_back({"rotary", {{2, 4, 10}}, turned(1, 100, 0.5)});
    cases.push_back({"rotary", {{0, 3, 4}}, turned(2, 0, 10000)});
    cases.push_back({"rotary", {{2, 0, 4}}, turned(1, 0, 10000)});
}

void add_lookups(std::vector<Case>& cases) {
    const Indices once = Indices::from({3}, {4, 0, 2}), repeated = Indices::from({2, 4}, {1, 3, 1, 1, 0, 3, 3, 1});
    cases.push_back({"embedding", {{5, 3}}, {{"ids", once}}});
    cases.push_back({"embedding", {{5, 3}}, {{"ids", repeated}}});
    cases.push_back({"embedding", {{4, 1}}, {{"ids", repeated}}});
    cases.push_back({"embedding", {{5, 3}}, {{"ids", Indices(Shape{0})}}});
    cases.push_back({"embedding", {{5, 3}}, {{"ids", Indices::from({}, {2})}}});

    for (double probability : {0.0, 0.25, 0.9})
        for (const Shape& shape : {Shape{7}, Shape{3, 5}, Shape{}, Shape{0}})
            cases.push_back({"dropout", {shape}, {{"decisions", kernels::DropoutKey{probability, 42, 5, 1}}}});

    const auto loss = [](const Indices& targets, double smoothing, std::int64_t ignored) {
        return std::vector<Attribute>{{"targets", targets}, {"smoothing", smoothing}, {"ignored", ignored}};
    };
    const Indices targets = Indices::from({4}, {2, 0, 4, 2}), padded = Indices::from({4}, {2, 1, 1, 0});
    for (double smoothing : {0.0, 0.1, 1.0}) {
        cases.push_back({"cross_entropy", {{4, 5}}, loss(targets, smoothing, -1)});
        cases.push_back({"cross_entropy", {{4, 5}}, loss(padded, smoothing, 1)});
        cases.push_back({"cross_entropy", {{2, 2, 7}}, loss(padded.reshape({2, 2}), smoothing, 0)});
    }
    cases.push_back({"cross_entropy", {{5}}, loss(Indices::from({}, {3}), 0.1, -1)});
    cases.push_back({"cross_entropy", {{4, 3}}, loss(Indices::from({4}, {-1, -1, -1, -1}), 0.1, -1)});
    cases.push_back({"cross_entropy", {{3, 1}}, loss(Indices::from({3}, {0, 0, 0}), 0.1, -1)});
    cases.push_back({"cross_entropy", {{0, 3}}, loss(Indices(Shape{0}), 0, -1)});
}

}  // namespace vitro::core::check
