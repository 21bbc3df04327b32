// core/twin.cpp: one precision behind the bridge; compiled for each.
#include "core/twin.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

#include "core/backward.hpp"
#include "core/context.hpp"
#include "core/error.hpp"
#include "core/op.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

Tensor to_tensor(const TwinValue& value) {
    if (static_cast<std::int64_t>(value.numbers.size()) != value.shape.size())
        throw Error(fmt::format("[twin] {} numbers for shape {}, which holds {}", value.numbers.size(),
                                value.shape.str(), value.shape.size()));
    Tensor tensor(value.shape);
    std::transform(value.numbers.begin(), value.numbers.end(), tensor.write(),
                   [](double number) { return static_cast<real>(number); });
    return tensor;
}

TwinValue to_twin(const Tensor& tensor) {
    return {tensor.shape(), {tensor.span().begin(), tensor.span().end()}};
}

const Op& named(std::string_view name) {
    if (const Op* op = find_op(name)) return *op;
    throw Error(fmt::format("[twin] there is no op '{}'", name));
}

std::vector<std::string_view> op_names() {
    std::vector<std::string_view> names;
    for (const Op* op : all_ops()) names.push_back(op->name);
    return names;
}

bool has_expansion(std::string_view op) {
    return named(op).expand != nullptr;
}

bool is_differentiable(std::string_view op) {
    return named(op).backward != nullptr;
}

Variable apply(const Application& application, std::span<const Variable> inputs, Lens lens) {
    const Op& op = named(application.op);
    std::vector<Variable> arguments(inputs.begin(), inputs.end());
    if (!application.arguments.empty()) {
        arguments.clear();
        for (int which : application.arguments) {
            if (which < 0 || which >= static_cast<int>(inputs.size()))
                throw Error(fmt::format("[twin] argument {} of {} inputs", which, inputs.size()));
            arguments.push_back(inputs[which]);
        }
    }
    require_input_count(op, arguments);
    const auto compute = lens == Lens::expanded && op.expand ? op.expand : op.forward;
    return compute(arguments, application.attributes);
}

TwinValue evaluate(const Application& application, Lens lens) {
    std::vector<Variable> inputs;
    for (const TwinValue& input : application.inputs) inputs.emplace_back(to_tensor(input));
    return to_twin(apply(application, inputs, lens).value);
}

std::vector<TwinValue> vjp(const Application& application, const TwinValue& upstream, Lens lens) {
    if (!context().recording) throw Error("[twin] there are no gradients within NoGrad");
    std::vector<Variable> inputs;
    for (const TwinValue& input : application.inputs) inputs.push_back(parameter(to_tensor(input)));
    const Variable output = apply(application, inputs, lens);
    if (output.requires_grad()) {
        Backward pass(output, to_tensor(upstream));
        while (pass.step()) {
        }
    }
    std::vector<TwinValue> gradients;
    for (const Variable& input : inputs)
        gradients.push_back(to_twin(input.grad().empty() ? Tensor::zeros(input.shape()) : input.grad()));
    return gradients;
}

constexpr Engine kEngine{.precision = sizeof(real) == sizeof(float) ? "f32" : "f64",
                         .epsilon = std::numeric_limits<real>::epsilon(),
                         .op_names = op_names,
                         .has_expansion = has_expansion,
                         .is_differentiable = is_differentiable,
                         .evaluate = evaluate,
                         .vjp = vjp};

}  // namespace
}  // namespace vitro::core::inline VITRO_REAL

namespace vitro::core {

#ifdef VITRO_F64
const Engine& engine_f64() {
#else
const Engine& engine_f32() {
#endif
    return kEngine;
}

}  // namespace vitro::core
