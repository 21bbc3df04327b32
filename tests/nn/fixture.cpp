// tests/nn/fixture.cpp: what PyTorch computed, beside what vitro computes.
#include "tests/nn/fixture.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <doctest/doctest.h>
#include <limits>
#include <vector>

#include "core/io/reals.hpp"

namespace vitro::test::inline VITRO_REAL {
namespace {

core::Shape shape_of(const core::SafetensorsEntry& entry) {
    return core::Shape::from(entry.shape.data(), static_cast<int>(entry.shape.size()));
}

}  // namespace

double largest(const core::Tensor& x) {
    double result = 0;
    for (const real value : x.span()) result = std::max(result, std::abs(static_cast<double>(value)));
    return result;
}

double difference(const core::Tensor& got, const core::Tensor& want, double floor) {
    if (got.empty() || got.shape() != want.shape()) return std::numeric_limits<double>::infinity();
    double worst = 0;
    for (std::int64_t i = 0; i < want.size(); ++i) {
        const double off = std::abs(static_cast<double>(got.data()[i]) - static_cast<double>(want.data()[i]));
        if (!std::isfinite(off)) return std::numeric_limits<double>::infinity();
        worst = std::max(worst, off);
    }
    return worst == 0 ? 0 : worst / std::max(largest(want), floor);
}

Fixture::Fixture(const std::string& name) : file_(std::string(VITRO_FIXTURES) + "/torch/" + name + ".safetensors") {
    for (const core::SafetensorsEntry& entry : file_.entries())
        if (entry.name.starts_with("grad."))
            gradient_floor_ = std::max(gradient_floor_, kFloor * largest(tensor(entry.name)));
}

core::Tensor Fixture::tensor(std::string_view name) const {
    const core::SafetensorsEntry& entry = file_.at(name);
    core::Tensor tensor(shape_of(entry));
    core::read_reals(file_, entry, tensor.write(), tensor.size());
    return tensor;
}

core::Variable Fixture::leaf(const std::string& name) const {
    return core::parameter(tensor(name), core::Path() / name);
}

core::Indices Fixture::indices(std::string_view name) const {
    const core::SafetensorsEntry& entry = file_.at(name);
    core::Indices indices(shape_of(entry));
    core::read_values(file_, entry, indices.write(), indices.size());
    return indices;
}

core::Mask Fixture::mask(std::string_view name) const {
    const core::SafetensorsEntry& entry = file_.at(name);
    REQUIRE(entry.dtype == core::Dtype::U8);
    std::vector<std::uint8_t> allowed(entry.bytes());
    file_.read(entry, 0, allowed.data(), allowed.size());
    return core::Mask::of(shape_of(entry), allowed);
}

void Fixture::load(const nn::Parameters& parameters) const {
    const auto is_parameter = [](const core::SafetensorsEntry& entry) { return entry.name.starts_with("vitro."); };
    REQUIRE(std::count_if(file_.entries().begin(), file_.entries().end(), is_parameter) ==
            static_cast<std::ptrdiff_t>(parameters.count()));
    for (const core::Variable& parameter : parameters) {
        INFO(nn::name_of(parameter));
        const core::Tensor stored = tensor("vitro." + nn::name_of(parameter));
        REQUIRE(stored.shape().str() == parameter.shape().str());
        core::Tensor target = parameter.value;
        std::copy(stored.span().begin(), stored.span().end(), target.write());
    }
}

void Fixture::check(std::string_view name, const core::Tensor& got, double floor) const {
    INFO(file_.path(), ": ", name);
    CHECK(difference(got, tensor(name), floor) <= kTolerance);
}

void Fixture::check_gradient(const core::Variable& leaf) const {
    check("grad." + nn::name_of(leaf), leaf.grad(), gradient_floor_);
}

void Fixture::check_gradients(const nn::Parameters& parameters) const {
    for (const core::Variable& parameter : parameters)
        check("grad.vitro." + nn::name_of(parameter), parameter.grad(), gradient_floor_);
}

void backward(const core::Variable& output, const core::Tensor& seed) {
    core::Backward pass(output, seed);
    while (pass.step()) {
    }
}

}  // namespace vitro::test::inline VITRO_REAL
