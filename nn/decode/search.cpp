// nn/decode/search.cpp: where to stop.
#include "nn/decode/search.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "core/error.hpp"

namespace vitro::nn {

std::int64_t longest_translation(const SearchOptions& options, std::int64_t source_length, std::int64_t max_positions) {
    const double allowed =
        static_cast<double>(options.extra_length) + options.length_ratio * static_cast<double>(source_length);
    if (!(allowed >= 1))
        throw core::Error(
            fmt::format("[search] {} + {} x {} source tokens: a translation must be allowed at least one token",
                        options.extra_length, options.length_ratio, source_length));
    return static_cast<std::int64_t>(std::min(allowed, static_cast<double>(max_positions)));
}

}  // namespace vitro::nn
