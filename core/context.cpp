// core/context.cpp: the state of each thread.
#include "core/context.hpp"

namespace vitro::core {

Context& context() {
    thread_local Context context;
    return context;
}

Training::Training(std::uint64_t seed, std::uint32_t step)
    : training_(context().training), seed_(context().seed), step_(context().step) {
    context().training = true;
    context().seed = seed;
    context().step = step;
}

Training::~Training() {
    context().training = training_;
    context().seed = seed_;
    context().step = step_;
}

kernels::DropoutKey dropout_here(double probability) {
    const Context& here = context();
    if (!here.training) return {};
    return {.probability = probability, .seed = here.seed, .site = here.path.site(), .step = here.step};
}

}  // namespace vitro::core
