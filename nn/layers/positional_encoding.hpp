// nn/layers/positional_encoding.hpp: tells positions apart, which attention by itself does not.
//
//   PE(p, 2i) = sin(p / 10000^(2i / width)),  PE(p, 2i + 1) = cos of the same angle          (Vaswani et al. 2017)
//
// Sine and cosine of one angle stand side by side, so that PE(p + k) is PE(p) with each pair rotated by an angle that
// depends on k alone, and PE(p) . PE(p + k) is the same for every p. The learned form is a row for each position.
#pragma once

#include "core/ops.hpp"
#include "nn/init.hpp"
#include "nn/layers/settings.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// Rows PE(0) .. PE(length - 1): [length, width].
Tensor sinusoidal_positions(std::int64_t length, std::int64_t width);

struct PositionalEncoding : Module {
    Variable weight;  ///< [positions, d_model]: a constant when sinusoidal, a parameter when learned

    PositionalEncoding(const Builder& at, Positions kind, std::int64_t positions, std::int64_t d_model,
                       const Initializer& learned = init::xavier_uniform());
    /// x + the rows `begin` .. `begin` + time, for x [batch, time, d_model] whose first position is `begin`. Throws
    /// Error with both numbers when that is more than there are positions.
    Variable operator()(const Variable& x, std::int64_t begin = 0) const;
};

}  // namespace vitro::nn::inline VITRO_REAL
