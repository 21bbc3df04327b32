// examples/step/page/engine/attention.js: what an attention op looked at, for each head, computed from its inputs.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});

/// {batch, heads, queries, keys, width, perHead, axes} and, each [batch, heads, queries, keys] in one Float64Array:
/// scores (before the mask), allowed (0 or 1), weights (before dropout), dropped (after), gradients = dL/dweights,
/// scoreGradients = dL/dscores. Both gradients are null where nothing flowed back. perHead has the same, cut up.
Vitro.attentionOf = function (recording, g, op) {
    const it = Vitro.graph.application(recording, g, op), upstream = Vitro.graph.upstream(recording, g, op);
    const parts = it.definition.parts(it.inputs, it.attributes), {batch, heads, queries, keys, width} = parts;
    const back = upstream && it.definition.scoreGradients(parts, it.inputs[2].data, upstream);
    const all = {scores: parts.scores, weights: parts.weights, dropped: parts.dropped,
                 allowed: parts.allowed ?? new Uint8Array(parts.scores.length).fill(1),
                 gradients: back?.weights ?? null, scoreGradients: back?.scores ?? null};
    const plane = queries * keys, axis = input => recording.graphs[g].values[it.values[input]].axes[1];
    const cut = n => ([name, data]) => [name, data && data.subarray(n * plane, (n + 1) * plane)];
    const perHead = Array.from({length: batch * heads}, (_, n) =>
        ({batch: Math.floor(n / heads), head: n % heads, ...Object.fromEntries(Object.entries(all).map(cut(n)))}));
    return {batch, heads, queries, keys, width, ...all, perHead, axes: {queries: axis(0), keys: axis(1)}};
};
})();
