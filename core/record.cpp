// core/record.cpp: making a node, or not.
#include "core/record.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <utility>

#include "core/context.hpp"
#include "core/error.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

/// Of this thread.
struct Watch {
    Observer* youngest = nullptr;
    bool telling = false;
    Observer* next = nullptr;  ///< while telling: who is told next
};
thread_local Watch watch;

[[noreturn]] void fail_reshaped(const Op& op, const Variable& x) {
    fail(op, {x.shape()},
         fmt::format("'{}' was made as {}: a value of another shape needs a parameter() of its own", x.node->path.str(),
                     x.node->shape.str()));
}

void require_consistent(const Op& op, Inputs inputs) {
    for (const Variable& x : inputs) {
        if (x.value.empty()) fail_without_value(op, static_cast<std::size_t>(&x - inputs.data()));
        if (x.node && x.node->shape != x.shape()) fail_reshaped(op, x);
    }
}

/// The words of an op's `inputs`, one after the other; empty at their end.
std::string_view next_word(std::string_view& rest) {
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(word.size());
    return word;
}

bool repeats(std::string_view word) {
    return word.ends_with("..");
}

}  // namespace

Variable record(const Op& op, Inputs inputs, Tensor value, const Extras& extras) {
    require_consistent(op, inputs);
    const Attributes attributes(extras.attributes.begin(), extras.attributes.size());
    const std::span<const Saved> saved(extras.saved.begin(), extras.saved.size());
    const bool wanted = std::any_of(inputs.begin(), inputs.end(), [](const Variable& x) { return x.requires_grad(); });
    Variable output(std::move(value));
    if (wanted && op.backward && context().recording)
        output.node = make_node(&op, output.shape(), inputs, saved, attributes);
    if (watch.youngest) Observer::notify(op, inputs, attributes, output);
    return output;
}

void fail(const Op& op, std::initializer_list<Shape> shapes, const std::string& what) {
    std::string list;
    for (const Shape& shape : shapes) list += (list.empty() ? "" : " x ") + shape.str();
    throw Error(fmt::format("[{}] {}{}{}", op.name, list, list.empty() ? "" : ": ", what));
}

void fail_without_value(const Op& op, std::size_t input) {
    fail(op, {}, fmt::format("input {} ({}) was declared, but never given a value", input + 1, input_name(op, input)));
}

InputCount input_count(const Op& op) {
    InputCount count;
    std::string_view rest = op.inputs;
    for (std::string_view word = next_word(rest); !word.empty(); word = next_word(rest)) {
        count.least += word.starts_with('[') ? 0 : 1;
        count.most = repeats(word) ? std::numeric_limits<std::size_t>::max() : count.most + 1;
    }
    return count;
}

std::string_view input_name(const Op& op, std::size_t input) {
    std::string_view rest = op.inputs, word = next_word(rest);
    for (; input > 0 && !repeats(word); --input) word = next_word(rest);
    if (repeats(word)) word.remove_suffix(2);
    return word.starts_with('[') ? word.substr(1, word.size() - 2) : word;
}

void require_input_count(const Op& op, Inputs inputs) {
    const auto [least, most] = input_count(op);
    if (inputs.size() < least || inputs.size() > most)
        fail(op, {}, fmt::format("{} inputs where it takes: {}", inputs.size(), op.inputs));
}

Variable replay(const Op& op, Inputs inputs, Attributes attributes) {
    require_input_count(op, inputs);
    return op.forward(inputs, attributes);
}

int axis_of(const Op& op, const Shape& shape, std::int64_t axis) {
    const std::int64_t rank = shape.rank();
    if (rank == 0) fail(op, {shape}, fmt::format("there is no axis {} in a scalar", axis));
    if (axis < -rank || axis >= rank)
        fail(op, {shape}, fmt::format("there is no axis {}: valid are {} to {}", axis, -rank, rank - 1));
    return static_cast<int>(axis < 0 ? axis + rank : axis);
}

Observer::Observer() : older_(std::exchange(watch.youngest, this)) {}

Observer::~Observer() {
    // Wherever it stands: observers on the heap may end in any order.
    Observer** link = &watch.youngest;
    while (*link && *link != this) link = &(*link)->older_;
    if (*link) *link = older_;
    if (watch.next == this) watch.next = older_;
}

void Observer::notify(const Op& op, Inputs inputs, Attributes attributes, const Variable& output) {
    if (watch.telling) return;
    struct Round {
        Round() { watch.telling = true; }
        ~Round() { watch.telling = false; }
    } const round;
    watch.next = watch.youngest;
    while (Observer* const observer = watch.next) {
        watch.next = observer->older_;
        observer->computed(op, inputs, attributes, output);
    }
}

}  // namespace vitro::core::inline VITRO_REAL
