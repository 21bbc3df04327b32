// tests/step/page/engine/cases.js: for every op small inputs by hand: [op, inputs [shape, numbers], attributes].
"use strict";

const size = shape => shape.reduce((a, b) => a * b, 1);
/// Numbers of no pattern, from -2 to 2, none near 0.
const some = (shape, from = 1) => Array.from({length: size(shape)}, (_, i) => {
    const x = ((from * 7919 + i * 104729) % 1009) / 1009 * 4 - 2;
    return Math.abs(x) < 0.05 ? x + 0.2 : x;
});
const positive = (shape, from) => some(shape, from).map(x => Math.abs(x) + 0.1);
const of = (shape, from, make = some) => ({shape, data: Float64Array.from(make(shape, from))});

const none = {
    mask: {}
},
      causal = {
          mask: {causal: 0}
      };
const dropout = (probability, site = 3) => ({dropout: probability, seed: "12345678901234567890", site, step: 7});
const activation = name => ({activation: {activation: name}});
const indices = (shape, values) => ({indices: shape, values});

const unary = ["neg", "exp", "tanh", "sigmoid", "relu", "erf", "gelu", "gelu_tanh", "silu"].map(
    name => [name, [of([2, 3], 1)], {}]);
const binary = ["add", "sub", "mul", "div"].flatMap(
    name => [[name, [of([2, 3], 1), of([2, 3], 2, positive)], {}], [name, [of([2, 3], 1), of([3], 2, positive)], {}],
        [name, [of([3, 1], 3), of([2, 1, 4], 4, positive)], {}], [name, [of([], 3), of([2, 2], 4, positive)], {}]]);
const reductions = ["sum", "mean", "max"].flatMap(
    name => [...(name === "max" ? [] : [[name, [of([2, 3], 5)], {}]]), [name, [of([2, 3, 2], 5)], {axis: 1, keep: 0}],
        [name, [of([2, 3], 6)], {axis: 1, keep: 1}], [name, [of([2, 3], 6)], {axis: 0, keep: 0}]]);
const products = [
    ["matmul", [of([2, 3], 1), of([3, 4], 2)], {transpose_a: 0, transpose_b: 0}],
    ["matmul", [of([3, 2], 1), of([4, 3], 2)], {transpose_a: 1, transpose_b: 1}],
    ["matmul", [of([2, 2, 3], 1), of([3, 2], 2)], {transpose_a: 0, transpose_b: 0}],
    ["matmul", [of([2, 1, 3, 2], 3), of([1, 2, 3, 2], 4)], {transpose_a: 0, transpose_b: 1}],
    ["matmul", [of([3, 2], 3), of([2, 3, 2], 4)], {transpose_a: 1, transpose_b: 0}],
    ...["none", "relu", "gelu", "gelu_tanh", "silu"].map(
        name => ["linear", [of([2, 2, 3], 5), of([3, 2], 6), of([2], 7)], activation(name)]),
    ["linear", [of([3], 5), of([3, 2], 6)], activation("none")]
];
const rows = [
    ["softmax", [of([2, 3], 8)], {mask: none}],
    ["softmax", [of([2, 2, 3, 3], 9)], {mask: {mask: {causal: 0, lengths: [3, 2]}}}],
    ["softmax", [of([2, 3], 9)], {mask: {mask: {allowed: {shape: [2, 3], values: [0, 0, 0, 1, 0, 1]}}}}],
    ["log_softmax", [of([2, 3], 10)], {}],
    ["layer_norm", [of([2, 2, 4], 11), of([4], 12), of([4], 13)], {epsilon: 1e-5}],
    ["cross_entropy", [of([3, 4], 14)], {targets: indices([3], [2, 0, 1]), smoothing: 0, ignored: 0}],
    ["cross_entropy", [of([3, 4], 14)], {targets: indices([3], [2, 0, 1]), smoothing: 0.1, ignored: -1}]
];
const attention =
    [
        {mask: none}, {mask: causal, heads: 1}, {mask: {mask: {lengths: [2, 3]}}, dropout: dropout(0.4)},
        {mask: {mask: {causal: -1}}},  // the first query sees nothing
        {mask: {mask: {allowed: {shape: [2, 1, 1, 3], values: [1, 0, 1, 1, 1, 0]}}}}
    ].map(attributes => ["attention", [of([2, 3, 4], 15), of([2, 3, 4], 16), of([2, 3, 4], 17)],
              {heads: 2, dropout: dropout(0), ...attributes}]);

module.exports = [
    ...unary,
    ["log", [of([2, 3], 1, positive)], {}],
    ["sqrt", [of([2, 3], 1, positive)], {}],
    ...binary,
    ["scale", [of([2, 3], 1)], {factor : -2.5}],
    ["dropout", [of([3, 5], 2)], {decisions : dropout(0.5)}],
    ["mask", [of([2, 3], 3)], {mask : causal, value : {number : "-inf"}}],
    ["mask", [of([2, 3], 3)], {mask : causal, value : 0}],
    ...reductions,
    ["reshape", [of([2, 3], 1)], {shape : {shape : [3, 2]}}],
    ["permute", [of([2, 3, 4], 1)], {order : {shape : [2, 0, 1]}}],
    ["slice", [of([2, 4, 2], 1)], {axis : 1, start : 1, length : 2}],
    ["concat", [of([2, 1, 2], 1), of([2, 3, 2], 2), of([2, 1, 2], 3)], {axis : 1, lengths : indices([3], [1, 3, 1])}],
    ["detach", [of([3], 1)], {}],
    ["embedding", [of([5, 2], 1)], {ids : indices([2, 2], [3, 0, 3, 1])}],
    ...products,
    ...rows,
    ...attention,
    ["rotary", [of([2, 3, 4], 18)], {heads : 2, first : 0, base : 10000}],
    ["rotary", [of([1, 2, 12], 19)], {heads : 2, first : 5, base : 3.5}],
];
