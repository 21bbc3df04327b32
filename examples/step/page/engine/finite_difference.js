// examples/step/page/engine/finite_difference.js: a gradient from the loss alone: (L(x + h) - L(x - h)) / 2h.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});

/// From too long, where the loss is no straight line, to too short, where a double's digits are used up.
const kSteps = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9];
const kChosen = 1e-5, kBound = 1e-5;

/// The step's gradient of one number against central differences of several steps h: {gradient: the recorded one,
/// sweep: [{step, derivative, error}], step, derivative and error of the step 1e-5 or the nearest, bound, ok}. Errors
/// are per tensor, as in checks.js; where terms cancel, as in the bias of attention's keys, by the sizes of these
/// terms.
Vitro.finiteDifference = function (recording, value, index, {steps = kSteps} = {}) {
    const loss = Vitro.lossOf(recording, value, index), total = Vitro.gradients(recording, 0).total(value);
    const number = recording.numbers(0, value)[index], gradient = total ? total[index] : 0;
    const terms = Vitro.gradients(recording, 0).contributionsTo(value)
        .flatMap(one => Vitro.gradientCell(recording, 0, one, index).terms.map(({product}) => product));
    const sizes = terms.reduce((sum, product) => sum + Math.abs(product), Vitro.checks.kFloor);
    const largest = (total ?? []).reduce((most, x) => Math.max(most, Math.abs(x)), sizes);
    const sweep = steps.map(step => {
        const derivative = (loss(number + step) - loss(number - step)) / (2 * step);
        return {step, derivative, error: Math.abs(derivative - gradient) / largest};
    });
    const near = step => Math.abs(Math.log10(step / kChosen));
    const chosen = sweep.reduce((a, b) => near(b.step) < near(a.step) ? b : a);
    return {value, index, gradient, sweep, ...chosen, bound: kBound, ok: chosen.error <= kBound};
};
})();
