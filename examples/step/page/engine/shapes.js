// examples/step/page/engine/shapes.js: row-major shapes: sizes, axes, stretching, and which cells a mask lets through.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});

const size = shape => shape.reduce((a, b) => a * b, 1);
const cols = shape => shape[shape.length - 1];
const rows = shape => size(shape.slice(0, -1));
const axisOf = (shape, axis) => axis < 0 ? axis + shape.length : axis;

/// x[outer, count, inner] around an axis.
function around(shape, axis) {
    return {outer: size(shape.slice(0, axis)), count: shape[axis], inner: size(shape.slice(axis + 1))};
}

/// Aligned at the end; a size of 1 stretches.
function broadcast(a, b) {
    const rank = Math.max(a.length, b.length);
    return Array.from({length: rank}, (_, i) => {
        const x = a[i - rank + a.length] ?? 1, y = b[i - rank + b.length] ?? 1;
        return x === 1 ? y : x;
    });
}

/// The distance of neighbours on each of `rank` axes, 0 where the operand is repeated.
function strides(shape, rank = shape.length) {
    const result = new Array(rank).fill(0);
    let stride = 1;
    for (let axis = 1; axis <= shape.length; ++axis) {
        if (shape[shape.length - axis] !== 1) result[rank - axis] = stride;
        stride *= shape[shape.length - axis];
    }
    return result;
}

/// For each element of `shape`, in order, the place that the strides give it.
function places(shape, stride) {
    const result = new Int32Array(size(shape)), index = new Array(shape.length).fill(0);
    for (let i = 0, place = 0; i < result.length; ++i) {
        result[i] = place;
        for (let axis = shape.length - 1; axis >= 0; --axis) {
            place += stride[axis];
            if (++index[axis] < shape[axis]) break;
            place -= stride[axis] * shape[axis];
            index[axis] = 0;
        }
    }
    return result;
}

/// Which element of an operand each element of the stretched shape is.
const stretched = (shape, over) => places(over, strides(shape, over.length));

function unravel(shape, index) {
    const result = new Array(shape.length);
    for (let axis = shape.length - 1; axis >= 0; --axis) {
        result[axis] = index % shape[axis];
        index = Math.floor(index / shape[axis]);
    }
    return result;
}
const at = (shape, index) => `[${unravel(shape, index).join(",")}]`;

/// 1 where scores [batch, heads, queries, keys], or the last axes of it, may be attended to; null: everywhere.
function allowed({mask}, shape) {
    const {causal, lengths, allowed: table} = mask;
    if (causal === undefined && !lengths && !table) return null;
    const full = [1, 1, 1, 1, ...shape].slice(-4), [, heads, queries, keys] = full;
    const entry = table && stretched(table.shape, full);
    return Uint8Array.from({length: size(full)}, (_, i) => {
        const row = Math.floor(i / keys), key = i % keys;
        if (causal !== undefined && key > (row % queries) + causal) return 0;
        if (lengths && key >= lengths[Math.floor(row / (heads * queries))]) return 0;
        return table ? table.values[entry[i]] : 1;
    });
}

/// An attribute's number; JSON has no infinities, so these are text.
const number = x => typeof x === "number" ? x : Number(x.number.replace("inf", "Infinity"));

Vitro.shapes = {size, cols, rows, axisOf, around, broadcast, strides, places, stretched, unravel, at, allowed, number};
})();
