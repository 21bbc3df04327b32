// nn/layers/positional_encoding.cpp: the table of waves, and adding rows of a table.
#include "nn/layers/positional_encoding.hpp"

#include <cmath>
#include <fmt/format.h>

#include "core/error.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

Variable make_table(const Builder& at, Positions kind, std::int64_t positions, std::int64_t d_model,
                    const Initializer& learned) {
    if (kind == Positions::sinusoidal) return sinusoidal_positions(positions, d_model);
    return at.parameter("weight", {positions, d_model}, learned);
}

}  // namespace

Tensor sinusoidal_positions(std::int64_t length, std::int64_t width) {
    Tensor table(Shape{length, width});
    real* entry = table.write();
    for (std::int64_t position = 0; position < length; ++position)
        for (std::int64_t column = 0; column < width; ++column) {
            const double exponent = static_cast<double>(column - column % 2) / static_cast<double>(width);
            const double angle = static_cast<double>(position) / std::pow(10000.0, exponent);
            *entry++ = static_cast<real>(column % 2 == 0 ? std::sin(angle) : std::cos(angle));
        }
    return table;
}

PositionalEncoding::PositionalEncoding(const Builder& at, Positions kind, std::int64_t positions, std::int64_t d_model,
                                       const Initializer& learned)
    : Module(at), weight(make_table(at, kind, positions, d_model, learned)) {}

Variable PositionalEncoding::operator()(const Variable& x, std::int64_t begin) const {
    const Scope scope(path);
    const std::int64_t time = x.shape()[-2], positions = weight.shape()[0];
    if (begin + time > positions)
        throw core::Error(
            fmt::format("[{}] a sentence takes {} positions, the model has {}", path.str(), begin + time, positions));
    return x + (time == positions ? weight : core::slice(weight, 0, begin, time));
}

}  // namespace vitro::nn::inline VITRO_REAL
