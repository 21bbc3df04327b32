// core/ops/embedding.cpp: rows of a table, picked by number.
//
//   y[r] = table[id_r]         dtable[v] = sum of dy[r] over all r with id_r = v
//
// A row that was picked twice gets two contributions: backward sorts the positions by id (stable, so the order of
// addition is fixed), sums those of one id, and adds the sum to the table's gradient once.
#include <algorithm>
#include <fmt/format.h>
#include <numeric>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "core/ops/layouts.hpp"
#include "core/ops/list.hpp"
#include "core/record.hpp"
#include "core/runtime.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

/// Positions 0 .. n-1 by rising id, ties by rising position. (std::stable_sort would allocate.)
Indices positions_by_id(const Indices& ids) {
    Indices order(Shape{ids.size()});
    std::int32_t* first = order.write();
    const std::int32_t* id = ids.data();
    std::iota(first, first + ids.size(), 0);
    std::sort(first, first + ids.size(),
              [id](std::int32_t a, std::int32_t b) { return id[a] != id[b] ? id[a] < id[b] : a < b; });
    return order;
}

void backward(const Node& node, Gradients& out) {
    const Slot table = out.zeroed(0);
    if (!table) return;
    const Indices ids = node.saved_indices("ids");
    runtime::kernels().scatter_add_rows(table.data, node.grad.data(), ids.data(), positions_by_id(ids).data(),
                                        ids.size(), node.shape.cols());
}

Variable replay(Inputs inputs, Attributes attributes) {
    return embedding(inputs[0], get_attribute<Indices>(attributes, "ids"));
}

Cost cost(Inputs, const Tensor& y, Attributes) {
    return {0, 2 * y.size() * static_cast<std::int64_t>(sizeof(real))};
}

}  // namespace

constinit const Op kEmbedding{.name = "embedding",
                              .inputs = "table",
                              .formula = "y[r] = table[id_r]",
                              .vjp = "dtable[v] = sum of dy[r] over id_r = v",
                              .forward = replay,
                              .backward = backward,
                              .cost = cost};

Variable embedding(const Variable& table, const Indices& ids) {
    require(!ids.empty(), kEmbedding, {table.shape()}, "the ids were declared, but never given a value");
    require(ids.size() <= kMostIndexed, kEmbedding, {table.shape(), ids.shape()}, "2^31 ids or more are too many");
    require(table.rank() == 2, kEmbedding, {table.shape()}, "the table must be (vocabulary, width)");
    require(ids.shape().rank() < Shape::kMaxRank, kEmbedding, {table.shape(), ids.shape()}, "too many axes of ids");
    const std::int64_t vocabulary = table.shape()[0];
    const auto outside = [vocabulary](std::int32_t id) { return id < 0 || id >= vocabulary; };
    const std::int32_t* end = ids.data() + ids.size();
    if (const std::int32_t* bad = std::find_if(ids.data(), end, outside); bad != end)
        fail(kEmbedding, {table.shape(), ids.shape()},
             fmt::format("id {} at position {}: valid are 0 to {}", *bad, bad - ids.data(), vocabulary - 1));
    Tensor y(ids.shape().appended(table.shape()[1]));
    runtime::kernels().gather_rows(y.write(), table.value.data(), ids.data(), ids.size(), y.cols());
    return record(kEmbedding, {table}, y, {.attributes = {{"ids", ids}}, .saved = {{"ids", ids}}});
}

}  // namespace vitro::core::inline VITRO_REAL
