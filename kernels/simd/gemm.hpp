// kernels/simd/gemm.hpp: the sizes of the matrix product, and what its parts hand to each other.
//
//   C = op(A) op(B)        C is M x N, op(A) is M x K, op(B) is K x N
//
// 2 M N K operations on M K + K N + M N numbers: the product runs at the speed of the multipliers if, at each level of
// the memory, a number that was loaded is used often enough before it is lost. Five loops see to that, each around what
// stays in one level (Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", 2008; the names are
// those of BLIS):
//
//   for jc in N by NC:             a panel of B, KC x NC, is packed                    it stays in L3, or beyond
//     for pc in K by KC:
//       for ic in M by MC:         a block of A, MC x KC, is packed                    it stays in L2
//         for jr in NC by NR:      a strip of the panel, KC x NR                       it stays in L1
//           for ir in MC by MR:    the tile of C, MR x NR, sums over KC                in registers
//
// MR, NR: a step of k loads NR / lanes vectors of B and MR numbers of A, and does MR * NR / lanes multiply-adds. These
// must be many enough to cover their own latency (4 cycles, 2 at a time: 8 or more), and the tile plus one row of B
// must fit the vector registers: 6 x 2 + 2 + 1 of the 16 of AVX2; 14 x 2 + 2 of the 32 of AVX-512, whose multiply-add
// takes the number of A straight from memory; 4 x 3 + 3 + 1 of SSE2. KC: long enough that loading and storing the tile
// is small beside the sum, short enough that a strip stays in L1. It is a constant; MC follows L2, NC is what the
// scratch holds. They could not change a bit: every path but `dots` (gemm_rows.hpp) and `split_depth` (gemm.cpp), which
// are chosen by the problem's size alone, computes an element of C as one chain of multiply-adds in rising k, which a
// new chunk of K takes up where the last one left it. So blocks, edges and threads only choose where and when a chain
// runs. Packing (gemm_pack.hpp) copies what the inner loops read into the order in which they read it: unit stride, no
// wasted cache line, no two rows on the same cache set, few pages. It costs M K N / NC + K N copies, and does the
// transposing.
#pragma once

#include "kernels/kernels.hpp"
#include "kernels/simd/lanes.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

#if defined(__AVX512F__)
constexpr int kMR = 14, kVectors = 2;
#elif defined(__AVX2__)
constexpr int kMR = 6, kVectors = 2;
#elif defined(__aarch64__)
constexpr int kMR = 8, kVectors = 3;
#else
constexpr int kMR = 4, kVectors = 3;
#endif
constexpr bool kManyRegisters = kMR > 6;  ///< 32 vectors rather than 16
constexpr std::int64_t kNR = kVectors * kLanes;
constexpr std::int64_t kKC = 256;
constexpr std::int64_t kStripGroup = 4;  ///< strips packed at a time, so that a row of B is read in long runs

// Where the paths part, as measured. A strip that is used by few tiles, or comes from a small B, is read in place; so
// is A when it meets few strips. A narrow strip in place (that of AVX2 is one cache line) is slower than a sweep.
constexpr std::int64_t kSweepRows = kLanes < 16 ? 16 : 4;
constexpr std::int64_t kUnpackedRows = 64, kUnpackedCols = 128, kSmallB = std::int64_t{1} << 16;
// A small product is worth two threads from 2 microseconds on: that is 2^18 operations.
constexpr std::int64_t kSharedWork = std::int64_t{1} << 18;

// A thread's scratch: a panel of B (of the whole team, in the scratch of its first thread), a block of A, a group of
// strips of B, and sums that may not stand in C (gemm.cpp).
constexpr std::int64_t kPanelFloats = std::int64_t{1} << 20;
constexpr std::int64_t kBlockFloats = std::int64_t{1} << 18;
constexpr std::int64_t kStripFloats = kStripGroup * kKC * kNR;
constexpr std::int64_t kSumsFloats = std::int64_t{1} << 19;
static_assert((kPanelFloats + kBlockFloats + kStripFloats + kSumsFloats) * sizeof(float) <= kScratchBytes);

inline float* panel_of(int thread) {
    return static_cast<float*>(scratch(thread));
}
inline float* block_of(int thread) {
    return panel_of(thread) + kPanelFloats;
}
inline float* strip_of(int thread) {
    return block_of(thread) + kBlockFloats;
}
inline float* sums_of(int thread) {
    return strip_of(thread) + kStripFloats;
}

constexpr std::int64_t smaller(std::int64_t a, std::int64_t b) {
    return a < b ? a : b;
}
constexpr std::int64_t larger(std::int64_t a, std::int64_t b) {
    return a > b ? a : b;
}
constexpr std::int64_t round_up(std::int64_t a, std::int64_t b) {
    return divide_up(a, b) * b;
}

/// op(A) or op(B) as both are seen from K: element k of line i (a row of op(A), a column of op(B)) is at
/// data[i * across + k * along]. One of the two strides is 1.
struct Operand {
    const float* data;
    std::int64_t across, along;
    Operand at(std::int64_t line, std::int64_t k) const { return {data + line * across + k * along, across, along}; }
};
inline Operand left(const Gemm& g) {
    return g.transpose_a ? Operand{g.a, 1, g.lda} : Operand{g.a, g.lda, 1};
}
inline Operand right(const Gemm& g) {
    return g.transpose_b ? Operand{g.b, g.ldb, 1} : Operand{g.b, 1, g.ldb};
}

/// Who does the work: the whole team, or, inside a task of the team already, one thread of it.
struct Crew {
    static constexpr int kTeam = -1;
    int thread = kTeam;
    int owner() const { return thread == kTeam ? 0 : thread; }
    int size() const { return thread == kTeam ? threads() : 1; }
    template <class Body>
    void share(std::int64_t tasks, std::int64_t work, const Body& body) const {
        if (thread == kTeam)
            parallel_for(tasks, work, body);
        else
            body(std::int64_t{0}, tasks, thread);
    }
};

}  // namespace
}  // namespace vitro::kernels::VITRO_ISA
