// nn/module.hpp: how models are put together: parameters with dotted names, made where a Builder stands.
//
// A module is a struct of parameters and smaller modules. Its constructor takes a Builder, a place in the tree of
// names:
//
//     FeedForward::FeedForward(const Builder& at, std::int64_t d_model, std::int64_t d_ff)
//         : Module(at), linear1(at / "linear1", d_model, d_ff), linear2(at / "linear2", d_ff, d_model) {}
//
// Each parameter draws its initial values from a random stream of its own, seeded with its name: layers of a stack
// start different, and adding a layer changes no other layer's start.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/node.hpp"
#include "core/random.hpp"
#include "core/scope.hpp"

namespace vitro::nn::inline VITRO_REAL {

using core::Path;
using core::Scope;
using core::Shape;
using core::Tensor;
using core::Variable;

/// Fills a new parameter. See nn/init.hpp.
using Initializer = std::function<void(Tensor&, core::Random&)>;

/// The parameters of a model in the order in which they were made, which is the order in checkpoints.
class Parameters {
  public:
    explicit Parameters(std::uint64_t seed = 0) : seed_(seed) {}

    /// Throws Error when the name is taken.
    Variable add(Path name, const Shape& shape, const Initializer& initializer);

    auto begin() const { return list_.begin(); }
    auto end() const { return list_.end(); }
    std::size_t count() const { return list_.size(); }
    const Variable& operator[](std::size_t index) const { return list_[index]; }
    /// Throws Error naming some that there are when there is none of that name.
    const Variable& find(std::string_view name) const;
    /// How many numbers there are in all.
    std::int64_t size() const;
    /// Every gradient back to unset.
    void clear_gradients() const;

  private:
    std::uint64_t seed_;
    std::vector<Variable> list_;
};

/// "encoder.layers.0.linear1.weight"
inline const std::string& name_of(const Variable& parameter) {
    return parameter.node->path.str();
}

/// A place in the tree of names at which a module is built. Used during construction only.
class Builder {
  public:
    explicit Builder(Parameters& parameters) : parameters_(&parameters) {}
    Builder operator/(std::string_view name) const { return Builder(*parameters_, path_ / name); }
    Builder operator/(std::int64_t index) const { return Builder(*parameters_, path_ / index); }
    Path path() const { return path_; }
    Variable parameter(std::string_view name, const Shape& shape, const Initializer& initializer) const {
        return parameters_->add(path_ / name, shape, initializer);
    }

  private:
    Builder(Parameters& parameters, Path path) : parameters_(&parameters), path_(path) {}
    Parameters* parameters_;
    Path path_;
};

/// Knows its place, so that the nodes of its call carry its path: `Scope scope(path);` opens every call.
struct Module {
    Path path;
    explicit Module(const Builder& at) : path(at.path()) {}
};

}  // namespace vitro::nn::inline VITRO_REAL
