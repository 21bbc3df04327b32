// bench/ladder/ladder.cpp: which rungs there are: those of rungs/, compiled for one instruction set, and after them the
// slot of the table that vitro uses on it.
#include "bench/ladder/ladder.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <memory>

#include "bench/ladder/problem.hpp"

namespace vitro::bench::ladder {

#if defined(VITRO_X86)
namespace avx512 {
Ladders all_ladders();
}
namespace avx2 {
Ladders all_ladders();
}
#endif
#if defined(VITRO_BASE)
namespace base {
Ladders all_ladders();
}
#else
namespace reference {
Ladders all_ladders();
}
#endif

namespace {

struct InstructionSet {
    const char* name;  ///< of the table, too
    Ladders (*ladders)();
};
constexpr InstructionSet kInstructionSets[] = {
#if defined(VITRO_X86)
    {"avx512", avx512::all_ladders},
    {"avx2", avx2::all_ladders},
#endif
#if defined(VITRO_BASE)
    {"base", base::all_ladders},
#else
    {"reference", reference::all_ladders},
#endif
};

/// The table of that name when this CPU can run it; nullptr otherwise.
const kernels::Kernels* table_of(const std::string& name) {
    for (const kernels::Kernels* table : kernels::all_tables())
        if (table->name == name && kernels::supported(*table)) return table;
    return nullptr;
}

/// A ladder's rungs are timed on the same operands, which are there as long as one of them wants them.
template <class Operands>
struct Timed {
    Memory memory;
    Operands operands;

    explicit Timed(const Problem<Operands>& problem) : operands(problem.make(memory, problem.timed)) {}
};
template <class Operands>
using Shared = std::shared_ptr<std::weak_ptr<Timed<Operands>>>;

template <class Operands>
std::function<void()> call_on(const Problem<Operands>& problem, const Shared<Operands>& shared,
                              const std::function<void(const Operands&)>& run) {
    std::shared_ptr<Timed<Operands>> timed = shared->lock();
    if (!timed) *shared = timed = std::make_shared<Timed<Operands>>(problem);
    return [timed, run] { run(timed->operands); };
}

template <class Operands>
std::string compare(const Problem<Operands>& problem, const std::function<void(const Operands&)>& run,
                    const Sizes& sizes) {
    Memory memory;
    const Operands operands = problem.make(memory, sizes);
    problem.call(*kernels::all_tables().back(), operands);
    const std::vector<Bound> bound_of = problem.bounds(operands);
    std::vector<std::vector<float>> wanted;
    std::vector<std::vector<double>> bounds;
    for (const Memory::Output& output : memory.outputs()) {
        wanted.emplace_back(output.numbers.begin(), output.numbers.end());
        std::vector<double>& own = bounds.emplace_back();
        for (std::size_t i = 0; i < output.numbers.size(); ++i)
            own.push_back(bound_of[bounds.size() - 1](static_cast<std::int64_t>(i)) + kFlushed);
    }
    memory.spoil_outputs();
    run(operands);
    return first_difference(memory, wanted, bounds);
}

template <class Operands>
void add(std::vector<Rung>& all, const Problem<Operands>& problem, const Steps<Operands>& steps,
         const kernels::Kernels& table) {
    const auto shared = std::make_shared<std::weak_ptr<Timed<Operands>>>();
    const auto [read, written] = problem.bytes(problem.timed);
    Rung common;
    common.kernel = problem.kernel;
    common.direction = problem.direction;
    common.size = size_text(problem.kernel, problem.timed);
    common.causal = problem.timed.causal;
    common.operations = problem.operations(problem.timed);
    common.read = read, common.written = written;
    const auto add_one = [&](const char* name, const char* idea, Team team,
                             const std::function<void(const Operands&)>& run) {
        Rung& rung = all.emplace_back(common);
        rung.name = name;
        rung.idea = idea;
        rung.threaded = team == Team::threads;
        rung.make = [&problem, shared, run] { return call_on(problem, shared, run); };
        rung.check = [&problem, run](const Sizes& sizes) { return compare(problem, run, sizes); };
    };
    for (const Step<Operands>& step : steps) add_one(step.name, step.idea, step.team, step.run);
    add_one("vitro", problem.idea, Team::threads,
            [&problem, &table](const Operands& operands) { problem.call(table, operands); });
}

}  // namespace

std::vector<std::string> instruction_sets() {
    std::vector<std::string> names;
    for (const InstructionSet& set : kInstructionSets)
        if (table_of(set.name) != nullptr) names.emplace_back(set.name);
    return names;
}

std::vector<Rung> rungs(const std::string& instruction_set) {
    const kernels::Kernels* const table = table_of(instruction_set);
    const auto* const set = std::ranges::find(kInstructionSets, instruction_set, &InstructionSet::name);
    std::vector<Rung> all;
    if (table == nullptr || set == std::end(kInstructionSets)) return all;
    const Ladders ladders = set->ladders();
    add(all, kGemm, ladders.gemm, *table);
    add(all, kGemmBackward, ladders.gemm_backward, *table);
    add(all, kSoftmax, ladders.softmax, *table);
    add(all, kSoftmaxBackward, ladders.softmax_backward, *table);
    add(all, kLayerNorm, ladders.layer_norm, *table);
    add(all, kLayerNormBackward, ladders.layer_norm_backward, *table);
    add(all, kAttention, ladders.attention, *table);
    add(all, kAttentionBackward, ladders.attention_backward, *table);
    add(all, kCrossEntropy, ladders.cross_entropy, *table);
    add(all, kCrossEntropyBackward, ladders.cross_entropy_backward, *table);
    return all;
}

const std::vector<Sizes>& awkward_sizes(const std::string& kernel) {
    static const std::vector<Sizes> products{{1, 1, 1},     {3, 5, 7},    {6, 64, 16},    {17, 33, 9},
                                             {65, 47, 130}, {7, 1100, 3}, {102, 70, 300}, {13, 31, 259}};
    static const std::vector<Sizes> rows{{1, 1},
                                         {1, 2},
                                         {3, 7},
                                         {5, 15},
                                         {5, 16},
                                         {4, 17},
                                         {9, 33},
                                         {70, 63},
                                         {67, 129},
                                         {2, 4501},
                                         {1031, 19},
                                         {3, 7, 1, true},
                                         {40, 20, 1, true},
                                         {198, 99, 1, true},
                                         {129, 129, 1, true}};
    static const std::vector<Sizes> heads{{1, 1, 1},       {2, 3, 4},         {1, 17, 5},        {2, 33, 16},
                                          {1, 70, 33},     {3, 131, 64},      {1, 5, 130},       {1, 1, 3, true},
                                          {2, 3, 4, true}, {2, 37, 20, true}, {1, 64, 32, true}, {2, 135, 65, true}};
    return kernel == "gemm" ? products : kernel == "attention" ? heads : rows;
}

std::string disagreement(const Rung& rung) {
    for (const Sizes& sizes : awkward_sizes(rung.kernel)) {
        const std::string difference = rung.check(sizes);
        if (!difference.empty())
            return fmt::format("{} {}, rung {}, at {}{}: {}", rung.kernel, rung.direction, rung.name,
                               size_text(rung.kernel, sizes), sizes.causal ? ", causal" : "", difference);
    }
    return "";
}

}  // namespace vitro::bench::ladder
