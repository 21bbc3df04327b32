// tests/core/case_inputs.hpp: the sample cases of core/check as Variables of this build's precision.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "core/check/cases.hpp"
#include "core/op.hpp"

namespace vitro::test::inline VITRO_REAL {

inline core::Tensor tensor_of(const core::TwinValue& value) {
    core::Tensor tensor(value.shape);
    std::transform(value.numbers.begin(), value.numbers.end(), tensor.write(),
                   [](double x) { return static_cast<real>(x); });
    return tensor;
}

inline std::vector<core::Variable> constants_of(const core::check::Case& sample) {
    std::vector<core::Variable> inputs;
    for (const core::TwinValue& value : core::check::draw_inputs(sample)) inputs.emplace_back(tensor_of(value));
    return inputs;
}

inline std::vector<core::Variable> parameters_of(const core::check::Case& sample) {
    std::vector<core::Variable> inputs;
    for (const core::TwinValue& value : core::check::draw_inputs(sample))
        inputs.push_back(core::parameter(tensor_of(value)));
    return inputs;
}

/// As the case says: an input may be several arguments.
inline std::vector<core::Variable> arguments_of(const core::check::Case& sample,
                                                const std::vector<core::Variable>& inputs) {
    if (sample.arguments.empty()) return inputs;
    std::vector<core::Variable> arguments;
    for (int which : sample.arguments) arguments.push_back(inputs[which]);
    return arguments;
}

inline core::Variable apply(const core::check::Case& sample, const std::vector<core::Variable>& inputs) {
    return core::find_op(sample.op)->forward(arguments_of(sample, inputs), sample.attributes);
}

inline core::Tensor upstream_for(const core::Variable& output) {
    return tensor_of(core::check::draw_upstream(output.shape()));
}

/// "matmul (2,3) x (3,5) transpose_a=0 transpose_b=0"
inline std::string describe(const core::check::Case& sample) {
    return std::string(sample.op) + " " + sample.inputs_str() + " " + core::to_string(sample.attributes);
}

}  // namespace vitro::test::inline VITRO_REAL
