// core/trace/profile.cpp: an Observer for the way forward, a stepped pass for the way back.
#include "core/trace/profile.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <numeric>
#include <utility>

namespace vitro::core::inline VITRO_REAL {

OpTime& Profile::of(std::string_view name) {
    const auto found = std::ranges::find(ops_, name, &OpTime::name);
    if (found != ops_.end()) return *found;
    return ops_.emplace_back(OpTime{.name = std::string(name)});
}

std::vector<OpTime> Profile::sorted() const {
    std::vector<OpTime> ops = ops_;
    std::ranges::stable_sort(ops, std::greater(), &OpTime::seconds);
    return ops;
}

double Profile::seconds() const {
    return std::accumulate(ops_.begin(), ops_.end(), 0.0,
                           [](double sum, const OpTime& op) { return sum + op.seconds(); });
}

double Profile::flops() const {
    return std::accumulate(ops_.begin(), ops_.end(), 0.0, [](double sum, const OpTime& op) { return sum + op.flops; });
}

double seconds_on_the_wall() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double Stopwatch::since_last() {
    const double before = std::exchange(last_, clock_());
    return last_ - before;
}

void Stopwatch::Watch::computed(const Op& op, Inputs inputs, Attributes attributes, const Variable& output) {
    OpTime& time = stopwatch_.profile_.of(op.name);
    time.forward += stopwatch_.since_last();
    time.flops += static_cast<double>(op.cost(inputs, output.value, attributes).flops);
    ++time.calls;
    stopwatch_.skip();  // what was done here is nobody's time
}

void Stopwatch::backward(const Variable& loss) {
    Backward pass(loss);
    while (pass.step()) profile_.of(pass.node().name()).backward += since_last();
}

void Stopwatch::lap(std::string_view name) {
    OpTime& time = profile_.of(name);
    time.forward += since_last();
    ++time.calls;
}

}  // namespace vitro::core::inline VITRO_REAL
