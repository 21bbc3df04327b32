// core/trace/step.hpp: what one training step did, as data, and how it is shown. core/trace/trace.hpp fills it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/scope.hpp"
#include "core/shape.hpp"

namespace vitro::core::trace {

/// Where an op's input came from.
enum class Source {
    row,        ///< an op of the step
    parameter,  ///< a leaf of the graph
    outside,    ///< a constant, or something computed before the step
};

struct Input {
    Source source = Source::outside;
    int number = 0;  ///< index in Step::rows or Step::parameters
    Shape shape;
};

/// What a node keeps for backward.
struct SavedBlock {
    std::string_view name;
    Shape shape;
    std::int64_t bytes = 0;        ///< of the numbers
    std::int64_t block_bytes = 0;  ///< of the pool's block that holds them
    /// False for what would be there anyway: parameters, constants, what an earlier row has kept already.
    bool kept = false;
};

/// One op, as it was computed.
struct Row {
    std::string_view op;
    Path path;  ///< of the module
    const char* file = "";
    int line = 0;
    std::vector<Input> inputs;
    Shape output;
    std::string attributes;
    bool recorded = false;  ///< has a node, and so a gradient
    std::vector<SavedBlock> saved;
    std::int64_t node_bytes = 0;  ///< the pool's block of the node
    std::int64_t flops = 0, traffic_bytes = 0;

    /// Of the saved blocks that are kept for this row's sake.
    std::int64_t kept_bytes() const;
    std::int64_t kept_block_bytes() const;
};

struct LeafParameter {
    Path path;
    Shape shape;
};

/// Bytes of the pool, above what was in use before the step.
struct Memory {
    std::int64_t after_forward = 0, forward_peak = 0;
    std::int64_t after_backward = 0, backward_peak = 0;  ///< afterwards: gradients of parameters
};

struct Step {
    std::vector<LeafParameter> parameters;  ///< in order of first use
    std::vector<Row> rows;                  ///< in order of computation
    Memory memory;
};

/// A line for each op: number, op, module, shapes, bytes kept for backward, FLOPs; and their sums.
std::string table(const Step& step);
/// A graph for Graphviz: a cluster for each module, boxes for parameters. Names of vertices depend on the program
/// alone.
std::string dot(const Step& step);
/// Bytes kept for backward by module and op, those of the nodes themselves, and the peaks.
std::string ledger(const Step& step);

}  // namespace vitro::core::trace
