// bench/peers/cases.cpp: the list, and the choice from it.
#include "bench/peers/cases.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <regex>

#include "bench/peers/summary.hpp"
#include "core/error.hpp"
#include "core/printable.hpp"

namespace vitro::bench::peers {
namespace {

constexpr std::int64_t kShapes[][3] = {{8, 16, 16},      {32, 32, 32},       {64, 64, 64},    {128, 128, 128},
                                       {512, 512, 512},  {2048, 2048, 2048}, {768, 512, 128}, {800, 2048, 512},
                                       {256, 3072, 768}, {1, 3072, 768}};
constexpr bool kTranspositions[][2] = {{false, false}, {false, true}, {true, false}};
constexpr std::int64_t kLengths[] = {128, 512, 1024}, kWidths[] = {32, 64};
constexpr std::int64_t kBatch = 8, kHeads = 8;

/// Operands and results, with what PyTorch makes on the way, are 256 to 576 KB: at least half of a small L2 cache (512
/// KB) and less than two thirds of a large one (1 MB). They are rows of a model 512 wide and of one head's 64, a
/// vocabulary of 2048 characters, the weights of a small layer.
constexpr RowProblem kRowProblems[] = {
    {RowOp::softmax, 64, 512},
    {RowOp::softmax, 512, 64},
    {RowOp::softmax_backward, 64, 512},
    {RowOp::softmax_backward, 512, 64},
    {RowOp::layer_norm, 64, 512},
    {RowOp::layer_norm, 512, 64},
    {RowOp::layer_norm_backward, 64, 512},
    {RowOp::layer_norm_backward, 512, 64},
    {RowOp::gelu, 64, 512},
    {RowOp::gelu, 96, 512},
    {RowOp::gelu_backward, 64, 512},
    {RowOp::gelu_backward, 96, 512},
    {RowOp::cross_entropy, 64, 512},
    {RowOp::cross_entropy, 16, 2048},
    {RowOp::cross_entropy_backward, 64, 512},
    {RowOp::cross_entropy_backward, 16, 2048},
    {RowOp::adam, 128, 128},
    {RowOp::adam, 64, 512},
    {RowOp::embedding_backward, 128, 512},
    {RowOp::embedding_backward, 512, 128},
};

void add_products(std::vector<Case>& cases, int threads) {
    for (const auto& [a, b] : kTranspositions)
        for (const auto& [m, n, k] : kShapes) cases.push_back({GemmProblem{a, b, m, n, k}, threads});
}

void add_attention(std::vector<Case>& cases, int threads) {
    for (const bool causal : {false, true})
        for (const std::int64_t width : kWidths)
            for (const std::int64_t length : kLengths)
                cases.push_back({AttentionProblem{kBatch, kHeads, length, width, causal}, threads});
}

void add_rows(std::vector<Case>& cases, int threads) {
    for (const RowProblem& problem : kRowProblems) cases.push_back({problem, threads});
}

}  // namespace

std::string Case::name() const {
    return name_of(problem, threads);
}

std::vector<Case> all_cases(const std::vector<int>& threads) {
    std::vector<Case> cases;
    for (const int count : threads) add_products(cases, count);
    if (threads.empty()) return cases;
    const int most = *std::ranges::max_element(threads);
    add_attention(cases, most);
    for (const int count : threads)
        if (count == 1 || count == most) add_rows(cases, count);
    return cases;
}

std::vector<Case> matching(const std::vector<Case>& cases, const std::string& filter) {
    std::vector<Case> found;
    try {
        const std::regex pattern(filter);
        std::ranges::copy_if(cases, std::back_inserter(found),
                             [&](const Case& one) { return std::regex_search(one.name(), pattern); });
    } catch (const std::regex_error&) {
        throw core::Error(fmt::format("FILTER {} is no regular expression", core::printable(filter, '\'')));
    }
    if (found.empty())
        throw core::Error(fmt::format("no case matches {}; names are like {} and {}, --list shows them all",
                                      core::printable(filter, '\''), cases.front().name(), cases.back().name()));
    return found;
}

}  // namespace vitro::bench::peers
