// examples/step/analysis/update_rule.cpp: the formulas, a weight at a time.
//
//   g = factor * gradient (+ decay * w, unless decoupled)
//   adam   m = b1 m + (1 - b1) g,  v = b2 v + (1 - b2) g^2,  w -= lr (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps)
//   adamw  the same, w -= lr decay w first          sgd   velocity = momentum velocity + g,  w -= lr velocity
//
// with a decay of 0 for a parameter that is not decayed.
#include "examples/step/analysis/update_rule.hpp"

#include <cmath>

#include "core/error.hpp"
#include "examples/step/analysis/elements.hpp"

namespace vitro::step {
namespace {

void adam(const trace::Optimization& o, double decay, double& w, double g, double& m, double& v) {
    const double t = static_cast<double>(o.step);
    if (o.optimizer == "adamw")
        w -= o.learning_rate * decay * w;
    else
        g += decay * w;
    m = o.beta1 * m + (1 - o.beta1) * g;
    v = o.beta2 * v + (1 - o.beta2) * g * g;
    const double m_hat = m / (1 - std::pow(o.beta1, t)), v_hat = v / (1 - std::pow(o.beta2, t));
    w -= o.learning_rate * m_hat / (std::sqrt(v_hat) + o.epsilon);
}

void sgd(const trace::Optimization& o, double decay, double& w, double g, double* velocity) {
    g += decay * w;
    if (velocity != nullptr) g = *velocity = o.momentum * *velocity + g;
    w -= o.learning_rate * g;
}

}  // namespace

Updated updated(const Timeline& timeline, const trace::Update& update) {
    const trace::Optimization& o = timeline.recording().optimization;
    const trace::Captured& before = timeline.value(update.value).numbers;
    const std::vector<float> gradient = timeline.final_gradient(update.value);
    if (!before.whole() || !timeline.is_whole(update.value)) throw core::Error("it is not recorded whole");
    Updated result{to_doubles(before.numbers), {}};
    for (const trace::State& state : update.states) result.states.push_back(to_doubles(state.before.numbers));
    if (gradient.empty()) return result;  // nothing arrived: nothing is done
    const bool is_adam = o.optimizer == "adam" || o.optimizer == "adamw";
    if (is_adam ? result.states.size() != 2 : o.optimizer != "sgd")
        throw core::Error("its optimizer is not one that is known here");
    const double decay = update.decayed ? o.weight_decay : 0;
    for (std::size_t i = 0; i < result.weight.size(); ++i) {
        const double g = o.factor * static_cast<double>(gradient[i]);
        if (is_adam)
            adam(o, decay, result.weight[i], g, result.states[0][i], result.states[1][i]);
        else
            sgd(o, decay, result.weight[i], g, result.states.empty() ? nullptr : &result.states[0][i]);
    }
    return result;
}

}  // namespace vitro::step
