// core/record.hpp: the only maker of nodes, and the place to watch it from.
#pragma once

#include <initializer_list>
#include <span>
#include <string>

#include "core/op.hpp"

namespace vitro::core::inline VITRO_REAL {

/// What an op hands over besides its value. What is saved may hold nothing (no gradient needs it): it is left out.
struct Extras {
    std::initializer_list<Attribute> attributes = {};
    std::initializer_list<Saved> saved = {};
};

/// The Variable of a computed value: with a node when some input requires a gradient and the thread is recording.
/// What is saved is dropped otherwise. Throws Error for an input that was never given a value, and for one whose value
/// has another shape than its node knows: the gradient would be written past its end.
Variable record(const Op& op, Inputs inputs, Tensor value, const Extras& extras = {});
inline Variable record(const Op& op, std::initializer_list<Variable> inputs, Tensor value, const Extras& extras = {}) {
    return record(op, Inputs(inputs.begin(), inputs.size()), std::move(value), extras);
}

/// Raises "[op] (2,3) x (4,5): what is wrong".
[[noreturn]] void fail(const Op& op, std::initializer_list<Shape> shapes, const std::string& what);
inline void require(bool holds, const Op& op, std::initializer_list<Shape> shapes, const char* what) {
    if (!holds) fail(op, shapes, what);
}

/// Raises "[op] input 1 was declared, but never given a value" before a kernel looks for numbers.
[[noreturn]] void fail_without_value(const Op& op, std::size_t input);
template <class... Values>
void require_values(const Op& op, const Values&... inputs) {
    std::size_t at = 0;
    ((inputs.empty() ? fail_without_value(op, at) : static_cast<void>(++at)), ...);
}

/// The axis counted from the front; raises "[op] (2,3): there is no axis 2: valid are -2 to 1".
int axis_of(const Op& op, const Shape& shape, std::int64_t axis);

/// Sees every op that this thread computes, recorded or not, with its inputs' values: tracing, finding the first
/// non-finite number. No op knows that it exists. Several may watch, the youngest first; what an observer itself
/// computes is not observed. One may end, or begin another, while it is shown an op; the new one sees the next op.
class Observer {
  public:
    Observer();
    virtual ~Observer();
    Observer(const Observer&) = delete;
    Observer& operator=(const Observer&) = delete;
    virtual void computed(const Op& op, Inputs inputs, Attributes attributes, const Variable& output) = 0;
    /// Shows all of this thread's observers an op. For record().
    static void notify(const Op& op, Inputs inputs, Attributes attributes, const Variable& output);

  private:
    Observer* older_;
};

}  // namespace vitro::core::inline VITRO_REAL
