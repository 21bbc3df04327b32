// examples/step/page/engine/graph.js: what an op of a recording had in its hands: its inputs, its output, its upstream.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});

const tensor = (recording, g, value) =>
    ({shape: recording.graphs[g].values[value].shape, data: recording.numbers(g, value)});
const application = (recording, g, op) => {
    const {inputs, output, attributes, op: name} = recording.graphs[g].ops[op];
    return {name, definition: Vitro.ops[name], attributes, values: inputs, result: output,
            inputs: inputs.map(value => tensor(recording, g, value)), output: tensor(recording, g, output)};
};
/// What flowed into an op from behind; null where nothing did.
const upstream = (recording, g, op) => Vitro.gradients(recording, g).total(recording.graphs[g].ops[op].output);
/// Whether all numbers of a value were recorded. Of a large one only a window was, and nothing can be computed from it.
const isWhole = (recording, g, value) => recording.captured(g, value) === null;
/// The reason why an op cannot be computed again, or null.
function missing(recording, g, op) {
    const {inputs, output, op: name} = recording.graphs[g].ops[op];
    if (!Vitro.ops[name]) return `This page does not know the op ${name}.`;
    const value = [...inputs, output].find(value => !isWhole(recording, g, value));
    return value === undefined ? null : `Of ${recording.graphs[g].values[value].name} only a part was recorded.`;
}

Vitro.graph = {tensor, application, upstream, isWhole, missing};
})();
