// tests/step/page/engine/update_test.js: one weight's update by each optimizer, worked out by hand.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const {Vitro} = require("./load.js");
const {Program} = require("./build.js");

/// A weight of 2 with a gradient of 3, summed over 2 tokens and multiplied by 0.5.
function terms(optimization, states = {}, update = {}) {
    const program = new Program();
    program.op("sum", [program.op("scale", [program.parameter([2])], {factor: 3})]);
    const recording = Vitro.openRecording(program.bytes((json, tensors) => {
        json.updates = [{value: 0, states: Object.keys(states), ...update}];
        json.optimization = {step: 2, learning_rate: 0.1, tokens: 2, factor: 0.5, weight_decay: 0, ...optimization};
        tensors["after/0"] = [1.5];
        for (const [name, before] of Object.entries(states)) {
            tensors[`${name}.before/0`] = [before];
            tensors[`${name}.after/0`] = [0];
        }
    }));
    return Vitro.updateTerms(recording, 0, 0);
}
const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-7, `${a} instead of ${b}`);

test("sgd, with decay, and with momentum", () => {
    const plain = terms({optimizer: "sgd", momentum: 0, weight_decay: 0.25});
    assert.deepEqual([plain.g, plain.scaled, plain.velocity, plain.m_before], [3, 1.5, null, null]);
    near(plain.w_after, 2 - 0.1 * (1.5 + 0.25 * 2));
    near(plain.terms.reduce((sum, {product}) => sum + product, 0), plain.total);
    const fast = terms({optimizer: "sgd", momentum: 0.5}, {velocity: 4});
    near(fast.velocity, 0.5 * 4 + 1.5);
    near(fast.step, -0.35);
    near(fast.predicted, 3 * (1.5 - 2) / 2);
    near(fast.predicted_parameter, fast.predicted);
});

test("adam adds decay to the gradient, adamw takes it from the weight", () => {
    const constants = {beta1: 0.5, beta2: 0.75, epsilon: 0, weight_decay: 0.25},
          states = {first_moment: 1, second_moment: 4};
    const adam = terms({optimizer: "adam", ...constants}, states);
    near(adam.m, 0.5 * 1 + 0.5 * 2);
    near(adam.v, 0.75 * 4 + 0.25 * 4);
    near(adam.m_hat, 1.5 / 0.75);
    near(adam.v_hat, 4 / (1 - 0.75 ** 2));
    near(adam.w_after, 2 - 0.1 * adam.m_hat / Math.sqrt(adam.v_hat));
    const adamw = terms({optimizer: "adamw", ...constants}, states);
    near(adamw.m, 0.5 * 1 + 0.5 * 1.5);
    near(adamw.w_after, 2 * (1 - 0.1 * 0.25) - 0.1 * adamw.m_hat / Math.sqrt(adamw.v_hat));
    near(adamw.w_after, 2 + adamw.step);
    const spared = terms({optimizer: "adamw", ...constants}, states, {decayed: false});
    near(spared.w_after, 2 - 0.1 * spared.m_hat / Math.sqrt(spared.v_hat));
});
