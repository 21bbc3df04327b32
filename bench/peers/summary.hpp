// bench/peers/summary.hpp: what the measured figures come to: ratios, their geometric mean.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bench/peers/problem.hpp"

namespace vitro::bench::peers {

/// Of positive values; nothing when there are none.
std::optional<double> geometric_mean(std::span<const double> values);

/// Gigaflops of a product.
struct GemmResult {
    GemmProblem problem;
    int threads = 1;
    double gflops = 0;                    ///< vitro's
    std::map<std::string, double> peers;  ///< of those that answered
    double peak = 0;                      ///< of multiply-adds alone, with as many threads; 0: unknown

    struct Best {
        std::string name;
        double gflops = 0;
    };
    /// The fastest peer; nothing when there is none.
    std::optional<Best> best() const;
    /// vitro / best: above 1 vitro is the faster one.
    std::optional<double> ratio() const;
    /// Whether somebody is faster than the machine can be: such a figure tells of the measurement.
    bool refused() const;
};

/// Milliseconds of attention, forward and backward.
struct AttentionResult {
    AttentionProblem problem;  ///< fused
    int threads = 1;
    double milliseconds = 0, composed = 0;
    std::map<std::string, double> peers;

    /// pytorch / vitro: above 1 vitro is the faster one.
    std::optional<double> ratio() const;
};

/// Microseconds of an operation on rows.
struct RowResult {
    RowProblem problem;
    int threads = 1;
    double microseconds = 0;
    std::map<std::string, double> peers;

    /// pytorch / vitro: above 1 vitro is the faster one.
    std::optional<double> ratio() const;
};

/// Of all ratios that there are.
struct Summary {
    std::optional<double> mean;  ///< geometric
    std::size_t count = 0, below = 0;
    std::size_t worst = 0;  ///< index of the result with the lowest ratio
};
/// Ratios under these are counted as `below`: vitro is to be near the best library in products and in attention, and
/// ahead of PyTorch in what memory bounds.
inline constexpr double kTooLow = 0.9, kTooLowForRows = 1.3;
Summary summarise(std::span<const std::optional<double>> ratios, double too_low);

/// "512x512x512"; "8x8x128x32"; "64x512".
std::string size_of(const GemmProblem& problem);
std::string size_of(const AttentionProblem& problem);
std::string size_of(const RowProblem& problem);
/// gemm/nn/threads:1/512x512x512, attention/causal/threads:2/8x8x128x32, rows/softmax/threads:1/64x512: what FILTER
/// looks through.
std::string name_of(const Problem& problem, int threads);

}  // namespace vitro::bench::peers
