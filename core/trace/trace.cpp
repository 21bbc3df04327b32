// core/trace/trace.cpp: from what an Observer is shown to rows.
#include "core/trace/trace.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "core/backward.hpp"
#include "core/context.hpp"
#include "core/pool.hpp"
#include "core/record.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

using trace::Input;
using trace::Row;
using trace::Source;
using trace::Step;

/// Storages are told apart by address. A block that was let go comes back under its address, so what is new (an op's
/// output, what it saves besides) is forgotten first.
class Watch : public Observer {
  public:
    void computed(const Op& op, Inputs inputs, Attributes attributes, const Variable& output) override {
        Row row;
        row.op = op.name;
        row.path = context().path;
        row.file = context().file;
        row.line = context().line;
        row.output = output.shape();
        row.attributes = to_string(attributes);
        const Cost cost = op.cost(inputs, output.value, attributes);
        row.flops = cost.flops;
        row.traffic_bytes = cost.bytes;
        for (const Variable& input : inputs) row.inputs.push_back(origin_of(input));
        classify(inputs, output.value);
        if (output.requires_grad()) add_node(row, inputs, output, attributes);
        step.rows.push_back(std::move(row));
    }

    Step step;

  private:
    Input origin_of(const Variable& input) {
        if (!input.requires_grad()) return {Source::outside, 0, input.shape()};
        if (input.node->is_leaf()) {
            const auto [entry, is_new] = parameters_.emplace(input.node->id, static_cast<int>(step.parameters.size()));
            if (is_new) step.parameters.push_back({input.node->path, input.shape()});
            return {Source::parameter, entry->second, input.shape()};
        }
        const auto found = rows_.find(input.node->id);
        if (found == rows_.end()) return {Source::outside, 0, input.shape()};
        return {Source::row, found->second, input.shape()};
    }

    /// What comes in without having been computed here would be there anyway; what goes out is new, unless it is a
    /// view.
    void classify(Inputs inputs, const Tensor& output) {
        bool is_view = false;
        for (const Variable& input : inputs) {
            const void* numbers = input.value.storage().bytes();
            if (!made_.contains(numbers)) outside_.insert(numbers);
            is_view |= numbers == output.storage().bytes();
        }
        if (is_view) return;
        made_.insert(output.storage().bytes());
        forget(output.storage().bytes());
    }

    void add_node(Row& row, Inputs inputs, const Variable& result, Attributes attributes) {
        const Node& node = *result.node;
        row.recorded = true;
        row.node_bytes = static_cast<std::int64_t>(pool_class_bytes(node.bytes()));
        rows_[node.id] = static_cast<int>(step.rows.size());
        for (const Saved& entry : node.saved_list) {
            if (!is_known(inputs, result, entry)) forget(entry.storage.bytes());
            const bool there_anyway = outside_.contains(entry.storage.bytes()) || is_attribute(attributes, entry);
            row.saved.push_back({.name = entry.name,
                                 .shape = entry.shape,
                                 .bytes = static_cast<std::int64_t>(entry.storage.size()),
                                 .block_bytes = static_cast<std::int64_t>(entry.storage.capacity()),
                                 .kept = !there_anyway && kept_.insert(entry.storage.bytes()).second});
        }
    }

    /// Of what an op saves, mean, index and the like are neither input nor output: made by the op itself.
    static bool is_known(Inputs inputs, const Variable& output, const Saved& entry) {
        return entry.storage == output.value.storage() ||
               std::any_of(inputs.begin(), inputs.end(),
                           [&](const Variable& input) { return input.value.storage() == entry.storage; });
    }

    void forget(const void* numbers) {
        outside_.erase(numbers);
        kept_.erase(numbers);
    }

    static bool is_attribute(Attributes attributes, const Saved& entry) {
        return std::any_of(attributes.begin(), attributes.end(), [&](const Attribute& attribute) {
            const Indices* indices = std::get_if<Indices>(&attribute.value);
            return indices && indices->storage() == entry.storage;
        });
    }

    std::unordered_map<std::uint64_t, int> rows_, parameters_;  ///< by id of the node
    std::unordered_set<const void*> made_, outside_, kept_;
};

}  // namespace

Step trace_step(const std::function<Variable()>& loss) {
    const std::int64_t before = pool_statistics().bytes_in_use;
    reset_pool_peak();
    Watch watch;
    {
        Variable value = loss();
        watch.step.memory.after_forward = pool_statistics().bytes_in_use - before;
        watch.step.memory.forward_peak = pool_statistics().bytes_peak - before;
        reset_pool_peak();
        if (value.requires_grad()) backward(value);
        watch.step.memory.backward_peak = pool_statistics().bytes_peak - before;
    }
    watch.step.memory.after_backward = pool_statistics().bytes_in_use - before;
    return std::move(watch.step);
}

}  // namespace vitro::core::inline VITRO_REAL
