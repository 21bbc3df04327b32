// examples/step/page/engine/attention.js: what an attention op looked at, for each head: computed again from its inputs.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});

/// {batch, heads, queries, keys, width, perHead, axes} and, each [batch, heads, queries, keys] in one Float64Array:
/// scores (before the mask), allowed (0 or 1), weights (before dropout), dropped (after), gradients = dL/dweights,
/// scoreGradients = dL/dscores. Both gradients are null where nothing flowed back. perHead has the same, cut up.
Vitro.attentionOf = function (recording, g, op) {
    const it = Vitro.graph.application(recording, g, op), upstream = Vitro.graph.upstream(recording, g, op);
    const {batch, heads, queries, keys, width, scores, allowed, weights, dropped} = it.definition.parts(it.inputs, it.attributes);
    const back = upstream && it.definition.scoreGradients(it.definition.parts(it.inputs, it.attributes), it.inputs[2].data, upstream);
    const all = {scores, weights, dropped, allowed: allowed ?? new Uint8Array(scores.length).fill(1),
                 gradients: back?.weights ?? null, scoreGradients: back?.scores ?? null};
    const {values} = recording.graphs[g], [query, key] = it.values, plane = queries * keys;
    const perHead = Array.from({length: batch * heads}, (_, n) => ({
        batch: Math.floor(n / heads), head: n % heads,
        ...Object.fromEntries(Object.entries(all).map(([name, data]) => [name, data && data.subarray(n * plane, (n + 1) * plane)])),
    }));
    return {batch, heads, queries, keys, width, ...all, perHead, axes: {queries: values[query].axes[1], keys: values[key].axes[1]}};
};
})();
