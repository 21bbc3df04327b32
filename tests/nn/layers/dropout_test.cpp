// tests/nn/layers/dropout_test.cpp: active in training only; its choices follow from seed, step and path.
#include "nn/layers/dropout.hpp"

#include <algorithm>
#include <doctest/doctest.h>

#include "core/context.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/fixture.hpp"

using namespace vitro;
using core::Tensor;

namespace {

Tensor ones() {
    return Tensor::full({100, 100}, 1);
}

Tensor dropped(const nn::Dropout& dropout, std::uint64_t seed, std::uint32_t step) {
    const core::Training training(seed, step);
    return dropout(core::Variable(ones())).value;
}

std::ptrdiff_t zeros(const Tensor& x) {
    return std::count(x.span().begin(), x.span().end(), real{0});
}

}  // namespace

TEST_CASE("Dropout does nothing outside of training") {
    nn::Parameters parameters;
    const nn::Dropout dropout(nn::Builder(parameters) / "dropout", 0.5);
    CHECK(parameters.count() == 0);
    const Tensor x = ones();
    CHECK(dropout(core::Variable(x)).value.storage() == x.storage());
}

TEST_CASE("Dropout zeroes its share and makes up for it") {
    nn::Parameters parameters;
    const nn::Dropout dropout(nn::Builder(parameters) / "dropout", 0.2);
    const Tensor y = dropped(dropout, 1, 1);
    CHECK(zeros(y) > 1850);
    CHECK(zeros(y) < 2150);
    CHECK(std::count(y.span().begin(), y.span().end(), real{1.25}) == 10000 - zeros(y));
}

TEST_CASE("Dropout chooses by seed, step and path, and the same again") {
    nn::Parameters parameters;
    const nn::Dropout a(nn::Builder(parameters) / "a", 0.5), b(nn::Builder(parameters) / "b", 0.5);
    const Tensor y = dropped(a, 1, 1);
    CHECK(test::difference(dropped(a, 1, 1), y) == 0);
    CHECK(test::difference(dropped(a, 2, 1), y) > 0);
    CHECK(test::difference(dropped(a, 1, 2), y) > 0);
    CHECK(test::difference(dropped(b, 1, 1), y) > 0);
}

TEST_CASE("a probability of 1 is an error") {
    nn::Parameters parameters;
    const nn::Dropout dropout(nn::Builder(parameters) / "dropout", 1);
    CHECK(test::error_of([&] { dropout(core::Variable(ones())); }) ==
          "[dropout] (100,100): a probability of 1: valid are 0 up to but not 1");
}
