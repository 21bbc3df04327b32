// examples/vitro/report/attention_watch.hpp: the weights of every attention that is computed.
//
// The fused op keeps none of them. No layer has to hand them out: an Observer (core/record.hpp) sees each attention
// with its queries, keys and mask, and computes it once more, with the weights.
#pragma once

#include <vector>

#include "core/record.hpp"
#include "examples/vitro/report/example.hpp"

namespace vitro::program::report {

/// While it lives, collects the first sequence of every attention's batch; rows and columns have no names yet.
class AttentionWatch : public core::Observer {
  public:
    void computed(const core::Op& op, core::Inputs inputs, core::Attributes attributes,
                  const core::Variable& output) override;

    std::vector<AttentionMap> maps;
};

}  // namespace vitro::program::report
