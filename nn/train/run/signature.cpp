// nn/train/run/signature.cpp: equal signatures, equal trainings, bit for bit.
#include "nn/train/run/signature.hpp"

#include <bit>
#include <fmt/format.h>

#include "nn/train/run/crc32.hpp"

namespace vitro::nn::inline VITRO_REAL {

std::string signature(double loss, const Parameters& parameters) {
    std::uint32_t crc = 0;
    for (const Variable& parameter : parameters) crc = crc32(std::as_bytes(parameter.value.span()), crc);
    return fmt::format("{:08x}-{:08x}", std::bit_cast<std::uint32_t>(static_cast<float>(loss)), crc);
}

}  // namespace vitro::nn::inline VITRO_REAL
