// examples/step/page/engine/op_rows.js: ops over the last axis: softmax, log_softmax, layer_norm, cross_entropy.
// The derivations are at the head of core/ops/{softmax,layer_norm,cross_entropy}.cpp.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});
const ops = (Vitro.ops ??= {});

/// put(row, the row's parts) for each row of the last axis.
function forEachRow(shape, visit) {
    const width = Vitro.shapes.cols(shape), count = width && Vitro.shapes.size(shape) / width;
    for (let row = 0; row < count; ++row) visit(row * width, width, row);
}
const rowOf = (data, from, width) => data.subarray(from, from + width);

/// {max, sum, exps} of the x_j that are open. Where none is, or all are -infinity, the exps are 0.
function exponentials(x, open) {
    let max = -Infinity, sum = 0;
    for (let j = 0; j < x.length; ++j) if (!open || open[j]) max = Math.max(max, x[j]);
    const exps = Float64Array.from(x, (x_j, j) => max === -Infinity || (open && !open[j]) ? 0 : Math.exp(x_j - max));
    for (const e of exps) sum += e;
    return {max, sum, exps};
}
const softmaxRow = (x, open) => {
    const {sum, exps} = exponentials(x, open);
    return sum === 0 ? exps : exps.map(e => e / sum);
};
/// p_j (g_j - sum g p).
const softmaxGradient = (p, g) => {
    const mean = Vitro.numbers.dot(p, g);
    return Float64Array.from(p, (p_j, j) => p_j * (g[j] - mean));
};

ops.softmax = {
    forward([{shape, data}], attributes) {
        const open = Vitro.shapes.allowed(attributes.mask, shape), y = new Float64Array(data.length);
        forEachRow(shape, (from, width) =>
            y.set(softmaxRow(rowOf(data, from, width), open && rowOf(open, from, width)), from));
        return {shape, data: y};
    },
    vjp(inputs, attributes, {shape, data}, upstream) {
        const dx = new Float64Array(data.length);
        forEachRow(shape, (from, width) =>
            dx.set(softmaxGradient(rowOf(data, from, width), rowOf(upstream, from, width)), from));
        return [dx];
    },
};

ops.log_softmax = {
    forward([{shape, data}]) {
        const y = new Float64Array(data.length);
        forEachRow(shape, (from, width) => {
            const x = rowOf(data, from, width), {max, sum} = exponentials(x);
            for (let j = 0; j < width; ++j) y[from + j] = x[j] - max - Math.log(sum);
        });
        return {shape, data: y};
    },
    vjp(inputs, attributes, {shape, data}, upstream) {
        const dx = new Float64Array(data.length);
        forEachRow(shape, (from, width) => {
            const sum = rowOf(upstream, from, width).reduce((a, b) => a + b, 0);
            for (let j = from; j < from + width; ++j) dx[j] = upstream[j] - Math.exp(data[j]) * sum;
        });
        return [dx];
    },
};

/// {mean, variance, rstd, normal: x-hat} of a row.
function normalised(x, epsilon) {
    const mean = x.reduce((a, b) => a + b, 0) / x.length;
    const variance = x.reduce((sum, x_i) => sum + (x_i - mean) ** 2, 0) / x.length;
    const rstd = 1 / Math.sqrt(variance + epsilon);
    return {mean, variance, rstd, normal: Float64Array.from(x, x_i => (x_i - mean) * rstd)};
}

ops.layer_norm = {
    normalised,
    forward([{shape, data}, gain, bias], {epsilon}) {
        const y = new Float64Array(data.length);
        forEachRow(shape, (from, width) => {
            const {normal} = normalised(rowOf(data, from, width), epsilon);
            for (let j = 0; j < width; ++j) y[from + j] = gain.data[j] * normal[j] + bias.data[j];
        });
        return {shape, data: y};
    },
    vjp([{shape, data}, gain], {epsilon}, output, upstream) {
        const dx = new Float64Array(data.length), dg = new Float64Array(gain.data.length);
        const db = new Float64Array(dg.length);
        forEachRow(shape, (from, width) => {
            const {rstd, normal} = normalised(rowOf(data, from, width), epsilon), dy = rowOf(upstream, from, width);
            const u = Float64Array.from(dy, (dy_j, j) => dy_j * gain.data[j]);
            const mean = u.reduce((a, b) => a + b, 0) / width, along = Vitro.numbers.dot(u, normal) / width;
            for (let j = 0; j < width; ++j) {
                dx[from + j] = rstd * (u[j] - mean - normal[j] * along);
                dg[j] += dy[j] * normal[j];
                db[j] += dy[j];
            }
        });
        return [dx, dg, db];
    },
};

/// What the loss wants of class j of a row: (1 - s) one-hot + s / classes, and nothing of a row that is ignored.
function wanted({targets, smoothing, ignored}, row, j, classes) {
    const target = targets.values[row];
    return target === ignored ? 0 : smoothing / classes + (j === target ? 1 - smoothing : 0);
}
/// -sum_j q_j log p_j of a row; a class with q = 0 does not count, whatever its logit.
function rowLoss(x, attributes, row) {
    const {max, sum} = exponentials(x), logsumexp = max + Math.log(sum);
    let loss = 0;
    for (let j = 0; j < x.length; ++j) {
        const q = wanted(attributes, row, j, x.length);
        if (q !== 0) loss += q * (logsumexp - x[j]);
    }
    return loss;
}

ops.cross_entropy = {
    wanted, rowLoss,
    forward([{shape, data}], attributes) {
        let loss = 0;
        forEachRow(shape, (from, width, row) => { loss += rowLoss(rowOf(data, from, width), attributes, row); });
        return {shape: [], data: Float64Array.of(loss)};
    },
    vjp([{shape, data}], attributes, output, upstream) {
        const dx = new Float64Array(data.length), {targets, ignored} = attributes;
        forEachRow(shape, (from, width, row) => {
            if (targets.values[row] === ignored) return;
            const p = softmaxRow(rowOf(data, from, width));
            for (let j = 0; j < width; ++j) dx[from + j] = upstream[0] * (p[j] - wanted(attributes, row, j, width));
        });
        return [dx];
    },
};

Vitro.rows = {forEachRow, rowOf, exponentials, softmaxRow, softmaxGradient};
})();
