// core/trace/table.cpp: a step as lines of text: op by op, and its memory by module.
#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "core/trace/step.hpp"

namespace vitro::core::trace {
namespace {

std::string shapes_str(const Row& row) {
    std::string text;
    for (const Input& input : row.inputs) text += (text.empty() ? "" : " x ") + input.shape.str();
    return text + " -> " + row.output.str();
}

/// Lines of cells, padded to columns; numbers to the right.
class Columns {
  public:
    explicit Columns(std::string right_aligned) : right_aligned_(std::move(right_aligned)) {}

    void add(std::vector<std::string> cells) { lines_.push_back(std::move(cells)); }

    std::string str() const {
        std::vector<std::size_t> widths(right_aligned_.size());
        for (const auto& cells : lines_)
            for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], cells[i].size());
        std::string text;
        for (const auto& cells : lines_) {
            std::string line;
            for (std::size_t i = 0; i < cells.size(); ++i)
                line += right_aligned_[i] == 'r' ? fmt::format("{:>{}}  ", cells[i], widths[i])
                                                 : fmt::format("{:<{}}  ", cells[i], widths[i]);
            text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
        }
        return text;
    }

  private:
    std::string right_aligned_;  ///< 'r' or 'l' for each column
    std::vector<std::vector<std::string>> lines_;
};

std::string module_str(const Path& path) {
    return path.str().empty() ? "." : path.str();
}

}  // namespace

std::int64_t Row::kept_bytes() const {
    std::int64_t sum = 0;
    for (const SavedBlock& block : saved) sum += block.kept ? block.bytes : 0;
    return sum;
}

std::int64_t Row::kept_block_bytes() const {
    std::int64_t sum = 0;
    for (const SavedBlock& block : saved) sum += block.kept ? block.block_bytes : 0;
    return sum;
}

std::string table(const Step& step) {
    Columns columns("rlllrr");
    columns.add({"id", "op", "module", "shapes", "kept bytes", "flops"});
    std::int64_t kept = 0, flops = 0;
    for (std::size_t i = 0; i < step.rows.size(); ++i) {
        const Row& row = step.rows[i];
        kept += row.kept_bytes();
        flops += row.flops;
        columns.add({std::to_string(i + 1), std::string(row.op), module_str(row.path), shapes_str(row),
                     std::to_string(row.kept_bytes()), std::to_string(row.flops)});
    }
    columns.add({"", "sum", "", "", std::to_string(kept), std::to_string(flops)});
    return columns.str();
}

std::string ledger(const Step& step) {
    struct Entry {
        std::int64_t nodes = 0, bytes = 0;
    };
    std::map<std::pair<std::string, std::string_view>, Entry> entries;  // by module and op
    std::int64_t blocks = 0, block_bytes = 0, node_bytes = 0, bytes = 0;
    for (const Row& row : step.rows) {
        if (!row.recorded) continue;
        Entry& entry = entries[{module_str(row.path), row.op}];
        ++entry.nodes;
        entry.bytes += row.kept_bytes();
        blocks += std::count_if(row.saved.begin(), row.saved.end(), [](const SavedBlock& block) { return block.kept; });
        bytes += row.kept_bytes();
        block_bytes += row.kept_block_bytes();
        node_bytes += row.node_bytes;
    }
    Columns columns("llrr");
    columns.add({"module", "op", "nodes", "kept bytes"});
    for (const auto& [place, entry] : entries)
        columns.add({place.first, std::string(place.second), std::to_string(entry.nodes), std::to_string(entry.bytes)});
    return columns.str() +
           fmt::format("kept for backward: {} bytes, in {} blocks of {} bytes; nodes: {} bytes\n", bytes, blocks,
                       block_bytes, node_bytes) +
           fmt::format("forward: peak {} bytes, {} at its end; backward: peak {} bytes, {} at its end\n",
                       step.memory.forward_peak, step.memory.after_forward, step.memory.backward_peak,
                       step.memory.after_backward);
}

}  // namespace vitro::core::trace
