// examples/vitro/report/attention_watch.cpp: once more, with weights.
#include "examples/vitro/report/attention_watch.hpp"

#include "core/context.hpp"
#include "core/mask.hpp"
#include "core/ops.hpp"

namespace vitro::program::report {

void AttentionWatch::computed(const core::Op& op, core::Inputs inputs, core::Attributes attributes,
                              const core::Variable&) {
    if (op.name != "attention") return;
    const core::NoGrad no_grad;
    core::Tensor weights;
    const auto heads = core::get_attribute<std::int64_t>(attributes, "heads");
    core::attention(inputs[0], inputs[1], inputs[2],
                    {.heads = heads, .mask = core::get_attribute<core::Mask>(attributes, "mask"), .weights = &weights});
    const core::Shape& shape = weights.shape();  // [batch, heads, queries, keys]
    const std::int64_t queries = shape[2], keys = shape[3];
    AttentionMap map{.path = core::context().path.str(), .heads = heads, .rows = {}, .cols = {}, .numbers = {}};
    map.rows.resize(static_cast<std::size_t>(queries));
    map.cols.resize(static_cast<std::size_t>(keys));
    map.numbers.assign(weights.data(), weights.data() + heads * queries * keys);
    maps.push_back(std::move(map));
}

}  // namespace vitro::program::report
