// nn/optim/decay.hpp: of which parameters weight decay takes a share.
#pragma once

#include <cstdint>

#include "core/shape.hpp"

namespace vitro::nn {

enum class Decayed : std::uint8_t {
    all,
    matrices,  ///< and embeddings, but neither biases nor the gains of layer norms: as GPT-2 is trained
};

/// The weight decay of a parameter of that shape.
inline double decay_of(const core::Shape& shape, double weight_decay, Decayed decayed) {
    return decayed == Decayed::all || shape.rank() >= 2 ? weight_decay : 0;
}

}  // namespace vitro::nn
