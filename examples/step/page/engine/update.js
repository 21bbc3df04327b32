// examples/step/page/engine/update.js: from a gradient to a new weight, term by term. The formulas are at AdamStep and
// SgdStep in kernels/problems.hpp.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});

function adam(o, {w, m, v, scaled, decay}) {
    const decoupled = o.optimizer === "adamw", g = decoupled ? scaled : scaled + decay * w;
    const decayed = decoupled ? w * (1 - o.learning_rate * decay) : w;
    const first = o.beta1 * m + (1 - o.beta1) * g, second = o.beta2 * v + (1 - o.beta2) * g * g;
    const m_hat = first / (1 - o.beta1 ** o.step), v_hat = second / (1 - o.beta2 ** o.step);
    const step = -o.learning_rate * m_hat / (Math.sqrt(v_hat) + o.epsilon);
    return {m: first, v: second, m_hat, v_hat, step: decayed - w + step, w_after: decayed + step};
}
function sgd(o, {w, velocity, scaled, decay}) {
    const g = scaled + decay * w, speed = velocity === null ? g : o.momentum * velocity + g;
    const step = -o.learning_rate * speed;
    return {velocity: velocity === null ? null : speed, step, w_after: w + step};
}

/// sum of gradient * change over a parameter, of the loss per token: how the loss would change if it were straight.
function predictedBy(recording, u) {
    const {value} = recording.updates[u], g = Vitro.gradients(recording, 0).total(value);
    const before = recording.numbers(0, value), after = recording.update(u, "after");
    let sum = 0;
    for (let i = 0; g && i < g.length; ++i) sum += g[i] * (after[i] - before[i]);
    return sum / recording.optimization.tokens;
}

/// Over all parameters: {predicted: sum of gradient * change, actual: loss_after - loss}.
Vitro.predictedChange = function (recording) {
    return {predicted: recording.updates.reduce((sum, _, u) => sum + predictedBy(recording, u), 0),
            actual: recording.loss_after - recording.loss};
};

/// The same shaped as Vitro.cell's: w + step, and the numbers on the way.
function asCell(value, index, {w, step, w_after, ...rest}) {
    const {term, cell} = Vitro.cells, way = ["g", "scaled", "m", "v", "m_hat", "v_hat", "velocity"];
    const steps = way.filter(label => typeof rest[label] === "number").map(label => ({label, number: rest[label]}));
    return cell([term("", [["w", w, {value, index}]]), term("", [["step", step, {gradientOf: value, index}]])],
                {steps, total: w_after});
}

/// Of element `index` of update u: w, g (of the sum over tokens; 0 where none flowed), factor, scaled = factor g; of
/// Adam m_before, v_before, m, v, m_hat, v_hat, of SGD velocity; step, w_after; recorded: the engine's w_after;
/// predicted: this element's, predicted_parameter: the parameter's part of the loss's predicted change; terms, total,
/// steps, text: as of a cell.
Vitro.updateTerms = function (recording, u, index) {
    const {value, decayed = true} = recording.updates[u], o = recording.optimization;
    const decay = decayed ? o.weight_decay : 0;  // often matrices are decayed, biases and gains are not
    const gradient = Vitro.gradients(recording, 0).total(value);
    const state = name => recording.update(u, `${name}.before`)?.[index] ?? null;
    const w = recording.numbers(0, value)[index], g = gradient ? gradient[index] : 0, scaled = g * o.factor;
    const recorded = recording.update(u, "after")[index];
    const before = {m: state("first_moment"), v: state("second_moment"), velocity: state("velocity")};
    const terms = !gradient ? {step: 0, w_after: w} : (o.optimizer === "sgd" ? sgd : adam)(o, {w, scaled, decay, ...before});
    const update = {w, g, factor: o.factor, scaled, m_before: before.m, v_before: before.v,
                    velocity_before: before.velocity, ...terms, recorded,
                    predicted: g * (recorded - w) / o.tokens, predicted_parameter: predictedBy(recording, u)};
    return {...update, ...asCell(value, index, update)};
};
})();
