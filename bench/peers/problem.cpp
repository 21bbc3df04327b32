// bench/peers/problem.cpp: operands by a rule that needs no random generator, and the one timing loop.
#include "bench/peers/problem.hpp"

#include <algorithm>
#include <cmath>
#include <new>

#include "bench/machine/clock.hpp"

namespace vitro::bench::peers {
namespace {

constexpr std::align_val_t kAlignment{64};
constexpr int kWeights = 100;     ///< an operand that no problem has
constexpr double kBatches = 20;   ///< of the budget, when calls are short
constexpr int kLeastBatches = 2;  ///< when one call takes longer than the budget

std::uint32_t mixed(std::int64_t index, int operand) {
    return static_cast<std::uint32_t>(static_cast<std::uint64_t>(index) * 2654435761U +
                                      static_cast<std::uint64_t>(operand) * 40503U);
}

double seconds_of_batch(const std::function<void()>& call, long calls) {
    const double start = seconds_on_the_wall();
    for (long i = 0; i < calls; ++i) call();
    return seconds_on_the_wall() - start;
}

/// How many calls last a twentieth of the budget, found by doubling: this is the warm-up, too.
long calls_of_batch(const std::function<void()>& call, double budget) {
    call();  // first touches, a library's own preparation
    long calls = 1;
    while (seconds_of_batch(call, calls) < budget / kBatches) calls *= 2;
    return calls;
}

}  // namespace

Numbers make_numbers(std::int64_t count) {
    const auto bytes = static_cast<std::size_t>(std::max<std::int64_t>(count, 1)) * sizeof(float);
    return Numbers(static_cast<float*>(::operator new(bytes, kAlignment)),
                   [](float* numbers) { ::operator delete(numbers, kAlignment); });
}

float number(std::int64_t index, int operand) {
    return static_cast<float>(mixed(index, operand) / 2147483648.0 - 1);
}

Numbers operand_numbers(std::int64_t count, int operand) {
    Numbers numbers = make_numbers(count);
    for (std::int64_t i = 0; i < count; ++i) numbers[i] = number(i, operand);
    return numbers;
}

std::int32_t whole_number(std::int64_t index, int operand, std::int64_t limit) {
    const std::uint64_t upper = mixed(index, operand) >> 16U;
    return static_cast<std::int32_t>((upper * upper * static_cast<std::uint64_t>(limit)) >> 32U);
}

WholeNumbers operand_whole_numbers(std::int64_t count, int operand, std::int64_t limit) {
    WholeNumbers numbers(new std::int32_t[static_cast<std::size_t>(count)]);
    for (std::int64_t i = 0; i < count; ++i) numbers[i] = whole_number(i, operand, limit);
    return numbers;
}

Fingerprint fingerprint(std::span<const float> result) {
    Fingerprint print;
    for (std::size_t i = 0; i < result.size(); ++i) {
        const double term = double{number(static_cast<std::int64_t>(i), kWeights)} * double{result[i]};
        print.sum += term, print.magnitude += std::abs(term);
    }
    return print;
}

double seconds_per_call(const std::function<void()>& call, double budget) {
    const long calls = calls_of_batch(call, budget);
    const double start = seconds_on_the_wall();
    double best = seconds_of_batch(call, calls);
    for (int batch = 1; batch < kLeastBatches || seconds_on_the_wall() - start < budget; ++batch)
        best = std::min(best, seconds_of_batch(call, calls));
    return best / static_cast<double>(calls);
}

}  // namespace vitro::bench::peers
