// examples/step/page/engine/op_local.js: ops each of whose results depends on at most one element of each input:
// the elementwise ones, stretched as needed, and those that only move numbers.
//
// Such an op says of result i: at(k, i), the element of input k that it reads, or -1; value(i); and slope(k, i, y), its
// derivative by that element, or null where nothing flows whatever the upstream is. The rest is the same for all:
//   dx_k[e] = sum of dy_i slope(k, i) over all i with at(k, i) = e
// which is also how the gradient of a stretched operand is a sum, and that of a repeated row a scatter.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});
const ops = (Vitro.ops ??= {});

function local(read) {
    return {
        read,
        forward(inputs, attributes) {
            const {shape, value} = read(inputs, attributes);
            return {shape, data: Float64Array.from({length: Vitro.shapes.size(shape)}, (_, i) => value(i))};
        },
        vjp(inputs, attributes, output, upstream) {
            const {at, slope} = read(inputs, attributes);
            return inputs.map((input, k) => {
                const gradient = new Float64Array(input.data.length);
                for (let i = 0; i < upstream.length; ++i) {
                    const element = at(k, i), factor = element < 0 ? null : slope(k, i, output.data[i]);
                    if (factor !== null) gradient[element] += upstream[i] * factor;
                }
                return gradient;
            });
        },
    };
}

// Elementwise ---------------------------------------------------------------------------------------------------------

/// Of positive terms only where |x| is small, a continued fraction where it is large: to the last digits of a double.
function erf(x) {
    const size = Math.abs(x);
    if (!(size < 6)) return Number.isNaN(x) ? x : Math.sign(x);
    if (size < 3) {
        let term = x, sum = x;
        for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); ++n) sum += term *= 2 * x * x / (2 * n + 1);
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
    let fraction = size;
    for (let n = 60; n > 0; --n) fraction = size + n / 2 / fraction;
    return Math.sign(x) * (1 - Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction);
}

const kGeluRoot = Math.sqrt(2 / Math.PI), kGeluCubic = 0.044715;
const sigmoid = x => 1 / (1 + Math.exp(-x));
const normal = x => (1 + erf(x / Math.SQRT2)) / 2;
const geluTanh = x => Math.tanh(kGeluRoot * (x + kGeluCubic * x * x * x));

/// name: [y of x, dy/dx of x and y].
const unary = {
    neg: [x => -x, () => -1],
    exp: [Math.exp, (x, y) => y],
    log: [Math.log, x => 1 / x],
    sqrt: [Math.sqrt, (x, y) => 1 / (2 * y)],
    tanh: [Math.tanh, (x, y) => 1 - y * y],
    sigmoid: [sigmoid, (x, y) => y * (1 - y)],
    relu: [x => x <= 0 ? 0 : x, (x, y) => y <= 0 ? null : 1],
    erf: [erf, x => 2 / Math.sqrt(Math.PI) * Math.exp(-x * x)],
    gelu: [x => x * normal(x), x => normal(x) + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI)],
    gelu_tanh: [x => x / 2 * (1 + geluTanh(x)), x => {
        const t = geluTanh(x), du = x * x < 1e8 ? kGeluRoot * (1 + 3 * kGeluCubic * x * x) : 0;
        return (1 + t) / 2 + x / 2 * (1 - t * t) * du;
    }],
    silu: [x => x * sigmoid(x), x => sigmoid(x) * (1 + x * (1 - sigmoid(x)))],
    none: [x => x, () => 1],
};
/// name: [y, dy/da, dy/db of a and b].
const binary = {
    add: [(a, b) => a + b, () => 1, () => 1],
    sub: [(a, b) => a - b, () => 1, () => -1],
    mul: [(a, b) => a * b, (a, b) => b, a => a],
    div: [(a, b) => a / b, (a, b) => 1 / b, (a, b) => -a / b / b],
};

function readUnary(value, slope) {
    return ([{shape, data}]) =>
        ({shape, at: (k, i) => i, value: i => value(data[i]), slope: (k, i, y) => slope(data[i], y)});
}
for (const name of Object.keys(unary)) if (name !== "none") ops[name] = local(readUnary(...unary[name]));

function readBinary([value, ...slopes]) {
    return ([a, b]) => {
        const shape = Vitro.shapes.broadcast(a.shape, b.shape);
        const places = [a, b].map(operand => Vitro.shapes.stretched(operand.shape, shape));
        const with_ = (f, i) => f(a.data[places[0][i]], b.data[places[1][i]]);
        return {shape, at: (k, i) => places[k][i], value: i => with_(value, i), slope: (k, i) => with_(slopes[k], i)};
    };
}
for (const name of Object.keys(binary)) ops[name] = local(readBinary(binary[name]));

/// y_i = factor(i) x_i.
function scaled({shape, data}, factor) {
    return {shape, at: (k, i) => i, value: i => factor(i) * data[i], slope: (k, i) => factor(i)};
}
ops.scale = local(([x], {factor}) => scaled(x, () => Vitro.shapes.number(factor)));
ops.dropout = local(([x], {decisions}) => {
    const factors = Vitro.dropoutFactors(decisions, x.data.length);
    return scaled(x, i => factors[i]);
});
/// A selection: what is cut off may be infinite, and its gradient is exactly 0.
ops.mask = local(([{shape, data}], {mask, value}) => {
    const open = Vitro.shapes.allowed({mask: mask.mask}, shape), instead = Math.fround(Vitro.shapes.number(value));
    const at = (k, i) => !open || open[i] ? i : -1;
    return {shape, at, value: i => at(0, i) < 0 ? instead : data[i], slope: () => 1};
});

// Moves: result i is element from[i] of the input ---------------------------------------------------------------------

function moved({data}, shape, from) {
    return {shape, at: (k, i) => from[i], value: i => data[from[i]], slope: () => 1};
}
const same = shape => Int32Array.from({length: Vitro.shapes.size(shape)}, (_, i) => i);

ops.reshape = local(([x], {shape}) => moved(x, shape.shape, same(x.shape)));
ops.detach = local(([x]) => ({...moved(x, x.shape, same(x.shape)), slope: () => null}));
ops.permute = local(([x], {order}) => {
    const own = Vitro.shapes.strides(x.shape), shape = order.shape.map(axis => x.shape[axis]);
    return moved(x, shape, Vitro.shapes.places(shape, order.shape.map(axis => own[axis])));
});
ops.slice = local(([x], {axis, start, length}) => {
    const shape = x.shape.map((size, i) => i === axis ? length : size);
    const {count, inner} = Vitro.shapes.around(x.shape, axis);
    const from = same(shape).map(i => i + inner * (start + Math.floor(i / (length * inner)) * (count - length)));
    return moved(x, shape, from);
});
ops.embedding = local(([table], {ids}) => {
    const width = table.shape[1], shape = [...ids.indices, width];
    return moved(table, shape, same(shape).map(i => ids.values[Math.floor(i / width)] * width + i % width));
});
ops.concat = local((parts, {axis}) => {
    const lengths = parts.map(({shape}) => shape[axis]), total = lengths.reduce((a, b) => a + b);
    const shape = parts[0].shape.map((size, i) => i === axis ? total : size);
    const {inner} = Vitro.shapes.around(shape, axis);
    const starts = lengths.map((_, k) => lengths.slice(0, k).reduce((a, b) => a + b, 0));
    const at = (k, i) => {
        const entry = Math.floor(i / inner) % total - starts[k], outer = Math.floor(i / (inner * total));
        return entry < 0 || entry >= lengths[k] ? -1 : (outer * lengths[k] + entry) * inner + i % inner;
    };
    const value = i => {
        const k = parts.findIndex((_, k) => at(k, i) >= 0);
        return parts[k].data[at(k, i)];
    };
    return {shape, at, value, slope: () => 1};
});

Vitro.unary = unary;
})();
