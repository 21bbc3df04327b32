// core/ops/broadcasting.cpp: the gradient of repeating is summing.
#include "core/ops/broadcasting.hpp"

#include "core/runtime.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

/// Neighbouring axes that are summed away together: x[outer, count, inner] -> x[outer, inner].
struct Run {
    std::int64_t outer = 1, count = 1, inner = 1;
};

/// The runs of axes along which `to` is repeated, innermost first. Each finds the ones before it summed already.
/// Four axes hold at most two runs.
int find_runs(const kernels::Layout& full, const kernels::Layout& to, Run (&runs)[2]) {
    int found = 0;
    std::int64_t inner = 1, outer = full.total();
    for (int axis = 3; axis >= 0; --axis) {
        const bool repeated = full.size[axis] != to.size[axis];
        const bool continues = axis < 3 && full.size[axis + 1] != to.size[axis + 1];
        outer /= full.size[axis];
        if (repeated && !continues) runs[found++] = {outer, 1, inner};
        if (repeated) {
            runs[found - 1].count *= full.size[axis];
            runs[found - 1].outer = outer;
        }
        inner *= to.size[axis];
    }
    return found;
}

}  // namespace

void sum_to(const Slot& dst, const Shape& to, const Tensor& full, real factor) {
    const auto& kernels = runtime::kernels();
    const kernels::Layout from = layout_of(full.shape()), target = layout_of(to);
    if (full.size() == 0) return kernels.sum(dst.data, dst.accumulate, full.data(), 1, 1, 0, to.size());
    Run runs[2];
    const int count = find_runs(from, target, runs);
    if (count == 0) return kernels.scale(dst.data, dst.accumulate, full.data(), factor, full.size());
    Tensor rest = full;
    if (count == 2) {
        rest = Tensor(Shape{runs[0].outer, runs[0].inner});
        kernels.sum(rest.write(), false, full.data(), 1, runs[0].outer, runs[0].count, runs[0].inner);
    }
    const Run& last = runs[count - 1];
    kernels.sum(dst.data, dst.accumulate, rest.data(), factor, last.outer, last.count, last.inner);
}

}  // namespace vitro::core::inline VITRO_REAL
