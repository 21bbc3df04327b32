// examples/step/page/engine/op_attention.js: scaled dot-product attention; heads lie side by side in the last axis.
//
//   S = Q K^T / sqrt(width),  P = softmax(S over what is allowed),  D = dropout's factors,  O = (P D) V
//   dV = (P D)^T dO,  dP = D (dO V^T),  dS = P (dP - rowsum(dP P)),  dQ = dS K / sqrt(width),  dK = dS^T Q /
// sqrt(width)
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});
const ops = (Vitro.ops ??= {});

/// Sizes, and where element w of a head's vector is: place(b, h, t, w, times).
function sizesOf([query, key], {heads}) {
    const [batch, queries, model] = query.shape, keys = key.shape[1], width = model / heads;
    const place = (b, h, t, w, times) => (b * times + t) * model + h * width + w;
    return {batch, heads, queries, keys, width, scale: 1 / Math.sqrt(width), place};
}

/// visit(b, h, i, j, cell) for each query i and key j; cell counts through [batch, heads, queries, keys].
function forEachPair({batch, heads, queries, keys}, visit) {
    let cell = 0;
    for (let b = 0; b < batch; ++b)
        for (let h = 0; h < heads; ++h)
            for (let i = 0; i < queries; ++i)
                for (let j = 0; j < keys; ++j) visit(b, h, i, j, cell++);
}

/// a_i . b_j for each pair.
function products(sizes, a, b) {
    const {queries, keys, width, place} = sizes, result = new Float64Array(sizes.batch * sizes.heads * queries * keys);
    forEachPair(sizes, (b_, h, i, j, cell) => {
        const from = place(b_, h, i, 0, queries), to = place(b_, h, j, 0, keys);
        for (let w = 0; w < width; ++w) result[cell] += a[from + w] * b[to + w];
    });
    return result;
}

/// Every intermediate number of the forward pass, [batch, heads, queries, keys] each; allowed is null for everything.
function parts(inputs, attributes) {
    const sizes = sizesOf(inputs, attributes), {batch, heads, queries, keys} = sizes;
    const shape = [batch, heads, queries, keys];
    const open = Vitro.shapes.allowed(attributes.mask, shape);
    const scores = products(sizes, inputs[0].data, inputs[1].data).map(s => s * sizes.scale);
    const weights = ops.softmax.forward([{shape, data: scores}], attributes).data;
    const factors = Vitro.dropoutFactors(attributes.dropout, scores.length);
    const dropped = weights.map((p, cell) => p * factors[cell]);
    return {...sizes, shape, allowed: open, scores, weights, factors, dropped};
}

/// dL/dP, what is hidden included, and dL/dS, like parts.
function scoreGradients(parts, value, upstream) {
    const along = products(parts, upstream, value);
    const weights = along.map((d, cell) => d * parts.factors[cell]), scores = new Float64Array(weights.length);
    Vitro.rows.forEachRow(parts.shape, (from, keys) => scores.set(Vitro.rows.softmaxGradient(
        Vitro.rows.rowOf(parts.weights, from, keys), Vitro.rows.rowOf(weights, from, keys)), from));
    return {weights, scores};
}

/// result[query side or key side] += coefficient of the pair * x of the other side.
function combine(sizes, coefficients, x, toQueries, shape) {
    const {queries, keys, width, place} = sizes, result = new Float64Array(Vitro.shapes.size(shape));
    forEachPair(sizes, (b, h, i, j, cell) => {
        if (coefficients[cell] === 0) return;  // of a hidden key neither number counts
        const query = place(b, h, i, 0, queries), key = place(b, h, j, 0, keys);
        for (let w = 0; w < width; ++w)
            result[(toQueries ? query : key) + w] += coefficients[cell] * x[(toQueries ? key : query) + w];
    });
    return result;
}

ops.attention = {
    parts, scoreGradients,
    forward(inputs, attributes) {
        const all = parts(inputs, attributes), [{shape}, , value] = inputs;
        return {shape, data: combine(all, all.dropped, value.data, true, shape)};
    },
    vjp(inputs, attributes, output, upstream) {
        const all = parts(inputs, attributes), [query, key, value] = inputs;
        const scaled = scoreGradients(all, value.data, upstream).scores.map(d => d * all.scale);
        return [combine(all, scaled, key.data, true, query.shape), combine(all, scaled, query.data, false, key.shape),
                combine(all, all.dropped, upstream, false, value.shape)];
    },
};
})();
