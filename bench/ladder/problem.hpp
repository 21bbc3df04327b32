// bench/ladder/problem.hpp: a ladder's problem: its operands, the reference's answer, how far a rung may be from it.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "bench/ladder/ladder.hpp"
#include "bench/ladder/operands.hpp"
#include "bench/ladder/steps.hpp"
#include "kernels/kernels.hpp"

namespace vitro::bench::ladder {

/// The memory of one problem's operands. The numbers are the same in each run.
class Memory {
  public:
    struct Output {
        std::string name;
        std::span<float> numbers;
    };

    /// Uniform in [low, high).
    float* numbers(std::int64_t count, float low = -1, float high = 1);
    /// 0 .. limit-1; where there are several, the second is -1.
    const std::int32_t* targets(std::int64_t count, std::int32_t limit);
    float* scratch(std::int64_t count) { return allocate(count); }
    float* output(const std::string& name, std::int64_t count);

    const std::vector<Output>& outputs() const { return outputs_; }
    /// NaN into all outputs: what a rung forgets to write is found.
    void spoil_outputs();
    /// What was an output so far is an input from now on.
    void forget_outputs() { outputs_.clear(); }

  private:
    float* allocate(std::int64_t count);

    std::vector<std::unique_ptr<float, void (*)(void*)>> blocks_;
    std::vector<std::vector<std::int32_t>> targets_;
    std::vector<Output> outputs_;
    std::uint32_t state_ = 1;
};

/// How far element i of an output may be off.
using Bound = std::function<double(std::int64_t i)>;

/// Of a problem's operands; none is both.
struct Bytes {
    double read = 0, written = 0;
};

template <class Operands>
struct Problem {
    const char *kernel, *direction;
    const char* idea;  ///< of the last rung: what the table's kernel does beyond the one before
    Sizes timed;
    double (*operations)(const Sizes&);  ///< 0 for what memory bounds
    Bytes (*bytes)(const Sizes&);
    Operands (*make)(Memory&, const Sizes&);
    void (*call)(const kernels::Kernels&, const Operands&);
    /// For each output, in the order of make(); asked when the reference has answered.
    std::vector<Bound> (*bounds)(const Operands&);
};

inline constexpr double kEps = 1.1920928955078125e-7;  ///< from 1 to the next float: twice a rounding's relative error
/// Results below the smallest normal number may be flushed to zero.
inline constexpr double kFlushed = 4 * 1.17549435e-38;
/// An exponential: that of rungs/vec.hpp, the C library's and the tables' err by no more than 2 units in the last
/// place.
inline constexpr double kFunction = 4;

extern const Problem<Gemm> kGemm;
extern const Problem<GemmBackward> kGemmBackward;
extern const Problem<Softmax> kSoftmax;
extern const Problem<SoftmaxBackward> kSoftmaxBackward;
extern const Problem<LayerNorm> kLayerNorm;
extern const Problem<LayerNormBackward> kLayerNormBackward;
extern const Problem<Attention> kAttention;
extern const Problem<AttentionBackward> kAttentionBackward;
extern const Problem<CrossEntropy> kCrossEntropy;
extern const Problem<CrossEntropyBackward> kCrossEntropyBackward;

/// "4096x512"
std::string size_text(const std::string& kernel, const Sizes&);
/// The first number of the outputs that is further from `wanted` than its bound; empty for none.
std::string first_difference(const Memory&, const std::vector<std::vector<float>>& wanted,
                             const std::vector<std::vector<double>>& bounds);

}  // namespace vitro::bench::ladder
