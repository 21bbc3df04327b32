// core/record.cpp: making a node, or not.
#include "core/record.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "core/context.hpp"
#include "core/error.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

thread_local Observer* youngest = nullptr;

}  // namespace

Variable record(const Op& op, Inputs inputs, Tensor value, const Extras& extras) {
    const Attributes attributes(extras.attributes.begin(), extras.attributes.size());
    const std::span<const Saved> saved(extras.saved.begin(), extras.saved.size());
    const bool wanted = std::any_of(inputs.begin(), inputs.end(), [](const Variable& x) { return x.requires_grad(); });
    Variable output(std::move(value));
    if (wanted && op.backward && context().recording)
        output.node = make_node(&op, output.shape(), inputs, saved, attributes);
    if (youngest) Observer::notify(op, inputs, attributes, output);
    return output;
}

void fail(const Op& op, std::initializer_list<Shape> shapes, const std::string& what) {
    std::string list;
    for (const Shape& shape : shapes) list += (list.empty() ? "" : " x ") + shape.str();
    throw Error(fmt::format("[{}] {}{}{}", op.name, list, list.empty() ? "" : ": ", what));
}

int axis_of(const Op& op, const Shape& shape, std::int64_t axis) {
    const std::int64_t rank = shape.rank();
    if (rank == 0) fail(op, {shape}, fmt::format("there is no axis {} in a scalar", axis));
    if (axis < -rank || axis >= rank)
        fail(op, {shape}, fmt::format("there is no axis {}: valid are {} to {}", axis, -rank, rank - 1));
    return static_cast<int>(axis < 0 ? axis + rank : axis);
}

Observer::Observer() : older_(std::exchange(youngest, this)) {}

Observer::~Observer() {
    youngest = older_;
}

void Observer::notify(const Op& op, Inputs inputs, Attributes attributes, const Variable& output) {
    struct Unwatched {
        Observer* watching = std::exchange(youngest, nullptr);
        ~Unwatched() { youngest = watching; }
    } unwatched;
    for (Observer* observer = unwatched.watching; observer; observer = observer->older_)
        observer->computed(op, inputs, attributes, output);
}

}  // namespace vitro::core::inline VITRO_REAL
