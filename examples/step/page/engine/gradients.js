// examples/step/page/engine/gradients.js: gradients from contributions, to the bit what the engine had.
//
// The recording stores what was added to each gradient, in order. A gradient is the sum of those so far, rounded to a
// float after each. Sums are kept, so that a step costs a search.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});

/// The step's op that graph g is the expansion of.
function outerOp(recording, g) {
    return g === 0 ? -1 : recording.graphs[0].ops.findIndex(op => op.expansion === g);
}

/// dL/dL = 1; of an expansion what flowed into the op that it expands.
function seedOf(recording, g) {
    const {events, values} = recording.graphs[g];
    const outer = outerOp(recording, g);
    if (outer >= 0) return Vitro.gradients(recording, 0).total(recording.graphs[0].ops[outer].output);
    const seed = events.find(({kind}) => kind === "SEED");
    return seed && new Float32Array(values[seed.index].shape.reduce((a, b) => a * b, 1)).fill(1);
}

function sumOf(before, contribution) {
    const sum = new Float32Array(contribution.length);
    for (let i = 0; i < sum.length; ++i) sum[i] = Math.fround(before[i] + contribution[i]);
    return sum;
}

/// The events that write each value's gradient: [{event, contribution}], contribution -1 for a seed.
function writesOf(graph) {
    const writes = graph.values.map(() => []);
    graph.events.forEach(({kind, index}, event) => {
        if (kind === "ACC") writes[graph.contributions[index].value].push({event, contribution: index});
        if (kind === "SEED") writes[index].push({event, contribution: -1});
    });
    return writes;
}

function build(recording, g) {
    const writes = writesOf(recording.graphs[g]);
    const sums = new Map();
    const numbers = contribution => contribution < 0 ? seedOf(recording, g) : recording.contribution(g, contribution);

    /// After so many writes; null after none.
    function partial(value, count) {
        if (count === 0) return null;
        const known = sums.get(value) ?? [];
        sums.set(value, known);
        while (known.length < count) {
            const next = numbers(writes[value][known.length].contribution);
            known.push(known.length === 0 ? next : sumOf(known[known.length - 1], next));
        }
        return known[count - 1];
    }
    /// How many writes are done at event i.
    function done(value, i) {
        const list = writes[value];
        let low = 0, high = list.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (list[middle].event <= i) low = middle + 1; else high = middle;
        }
        return low;
    }
    return {
        partial, done,
        parts: value => writes[value].length,
        /// At the end; null where none flowed.
        total: value => partial(value, writes[value].length),
        /// Those added to a value, as indices of the graph's contributions.
        contributionsTo: value => writes[value].map(write => write.contribution).filter(index => index >= 0),
    };
}

const known = new WeakMap();
Vitro.gradients = function gradients(recording, g) {
    if (!known.has(recording)) known.set(recording, []);
    return (known.get(recording)[g] ??= build(recording, g));
};
Vitro.outerOp = outerOp;
})();
