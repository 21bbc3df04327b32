// tests/nn/fixture.hpp: what PyTorch computed, beside what vitro computes. The files are described in
// tests/fixtures/README.md.
#pragma once

#include <string>
#include <string_view>

#include "core/backward.hpp"
#include "core/io/safetensors.hpp"
#include "core/mask.hpp"
#include "nn/module.hpp"

namespace vitro::test::inline VITRO_REAL {

/// What a tensor may be off by, in the norm of difference().
inline constexpr double kTolerance = 1e-5;
/// The floor under a gradient's size, as a share of the largest gradient of the same fixture. It is there for gradients
/// whose contributions cancel: that of the key bias of every attention is truly 0, and 1e-17 in PyTorch's double.
inline constexpr double kFloor = 0.01;

/// max|x|
double largest(const core::Tensor& x);
/// max|got - want| / max(max|want|, floor), 0 for equal tensors; infinite for different shapes and for NaN.
double difference(const core::Tensor& got, const core::Tensor& want, double floor = 0);

/// One file of tests/fixtures/torch.
class Fixture {
  public:
    explicit Fixture(const std::string& name);

    bool has(std::string_view tensor) const { return file_.find(tensor) != nullptr; }
    core::Tensor tensor(std::string_view name) const;
    /// A leaf, whose gradient is "grad." + name.
    core::Variable leaf(const std::string& name) const;
    core::Indices indices(std::string_view name) const;
    core::Mask mask(std::string_view name) const;

    bool has_setting(const std::string& key) const { return file_.metadata().contains(key); }
    const std::string& text(const std::string& key) const { return file_.metadata().at(key); }
    double number(const std::string& key) const { return std::stod(text(key)); }
    std::int64_t count(const std::string& key) const { return std::stoll(text(key)); }

    /// Fills each parameter from "vitro." + its name; neither side may have a name that the other has not.
    void load(const nn::Parameters& parameters) const;

    /// One doctest CHECK each.
    void check(std::string_view name, const core::Tensor& got, double floor = 0) const;
    void check_gradient(const core::Variable& leaf) const;
    void check_gradients(const nn::Parameters& parameters) const;

  private:
    core::SafetensorsFile file_;
    double gradient_floor_ = 0;
};

/// Runs a reverse pass from `output`, seeded.
void backward(const core::Variable& output, const core::Tensor& seed);

}  // namespace vitro::test::inline VITRO_REAL
