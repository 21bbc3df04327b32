// examples/step/page/app/tensor.js: a tensor as matrices with names on their axes.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});

const product = sizes => sizes.reduce((a, b) => a * b, 1);

/** The last two axes are a matrix; those before choose which. A vector is one row. Of a tensor of which only the first
 *  numbers were recorded (known) there are as many whole rows as these. */
app.matrices = (shape, known = Infinity) => {
    const rank = shape.length, cols = rank > 0 ? shape[rank - 1] : 1, rows = rank > 1 ? shape[rank - 2] : 1;
    const lead = shape.slice(0, Math.max(0, rank - 2));
    if (known < product(shape)) return {rows: Math.max(1, Math.min(rows, Math.floor(known / cols))), cols: Math.min(cols, known), lead: [], count: 1, size: rows * cols};
    return {rows, cols, lead, count: product(lead), size: rows * cols};
};
app.shapeText = shape => shape.length === 0 ? "scalar" : shape.join("×");

/** The words along an axis, for the matrix `which`; null where it has none. A text's words are those of its sentence. */
app.wordsOf = (value, axis, which = 0) => {
    if (axis < 0) return null;
    const labels = app.recording.labels.find(({name}) => name === value.axes[axis]), size = value.shape[axis];
    if (!labels) return null;
    const ids = labels.ids?.indices, sentences = ids && ids.length > 1 ? ids[0] : 1;
    if (sentences === 1) return labels.words.slice(0, size);
    const perSentence = Math.max(1, product(value.shape.slice(0, Math.max(0, value.shape.length - 2))) / sentences);
    const sentence = Math.min(sentences - 1, Math.floor(which / perSentence));
    return labels.words.slice(sentence * size, (sentence + 1) * size);
};

/** A name for one matrix of many: "head 1", "horse", "sentence 2". */
app.leadName = (value, which, op) => {
    const {lead} = app.matrices(value.shape), places = [];
    for (let axis = lead.length - 1, rest = which; axis >= 0; --axis) places.unshift(rest % lead[axis]), rest = Math.floor(rest / lead[axis]);
    const heads = op?.attributes?.heads;
    return places.map((place, axis) => {
        if (lead[axis] === 1) return null;
        const words = app.wordsOf(value, axis, 0);
        if (words) return words[place];
        return axis === 0 ? `sentence ${place}` : `${heads === lead[axis] || axis === 1 ? "head" : "part"} ${place}`;
    }).filter(Boolean).join(", ");
};
/** "[5, 3]" of a flat index, and "[horse, 3]" in words. */
app.placeOf = (shape, index) => {
    const places = [];
    for (let axis = shape.length - 1; axis >= 0; --axis) places.unshift(index % shape[axis]), index = Math.floor(index / shape[axis]);
    return places;
};
app.placeText = (value, index) => {
    const which = Math.floor(index / app.matrices(value.shape).size);
    return `[${app.placeOf(value.shape, index).map((place, axis) => app.wordsOf(value, axis, which)?.[place] ?? place).join(", ")}]`;
};

/** Few characters for a cell. */
app.brief = x => {
    if (Number.isNaN(x)) return "nan";
    if (!Number.isFinite(x)) return x > 0 ? "inf" : "−inf";
    const size = Math.abs(x), sign = x < 0 ? "−" : "";
    if (size === 0) return "0";
    if (size >= 1e4 || size < 9.5e-4) {
        const [digit, power] = size.toExponential(0).split("e");
        return `${sign}${digit}e${power.replace("+", "").replace("-", "−")}`;
    }
    if (size >= 100) return sign + size.toFixed(0);
    if (size >= 10) return sign + size.toFixed(1);
    return sign + (size >= 1 ? size.toFixed(2) : size < 0.01 ? size.toFixed(4).slice(1) : size.toFixed(size < 0.1 ? 3 : 2).replace(/^0/, ""));
};
const known = new WeakMap();
/** Of numbers that do not change; computed once. */
app.statistics = numbers => {
    if (!known.has(numbers)) known.set(numbers, Vitro.numbers.statistics(numbers));
    return known.get(numbers);
};
/** For reading: four digits. */
app.plain = x => Vitro.numbers.text(x, 4).replace("-", "−");
app.exact = x => Vitro.numbers.text(x, 9);

/** What of a value is seen at event i: {numbers, shape, title, note}; numbers null where there are none yet. */
app.seen = (g, value, view, i, contribution = null) => {
    const {recording} = app, graph = recording.graphs[g], timeline = app.timelineOf(g), name = graph.values[value].name;
    const update = g === 0 ? recording.updates.findIndex(one => one.value === value) : -1;
    if (view === "v") {
        const there = timeline.stateOf(value, i) !== "not yet computed";
        return {numbers: there ? recording.numbers(g, value) : null, title: name, note: there ? "value" : "not yet computed"};
    }
    if (view === "u") {
        if (update < 0) return {numbers: null, title: `Δ ${name}`, note: "only parameters are updated"};
        const after = recording.update(update, "after"), before = recording.numbers(g, value);
        const done = timeline.stateOf(value, i) === "updated";
        return {numbers: done ? after.map((x, k) => x - before[k]) : null, title: `new − old ${name}`,
                note: done ? "update" : "not yet updated"};
    }
    if (view === "k") {
        const chosen = contribution ?? app.contributionNow(g, value, i);
        return {numbers: chosen === null ? null : recording.contribution(g, chosen), contribution: chosen, title: `contribution to ∂L/∂ ${name}`,
                note: chosen === null ? "no contribution yet" : `of ${graph.values[graph.ops[graph.contributions[chosen].op].output].name}`};
    }
    const {state, part, parts, numbers} = timeline.gradientAt(value, i);
    const note = {none: "no gradient flows here", unset: "gradient unset", stale: "stale: of the step before",
                  partial: `gradient so far: ${part} of ${parts}`, final: `gradient, ${parts} of ${parts}`}[state];
    return {numbers: numbers ?? null, title: `∂L/∂ ${name}`, note, state, part, parts};
};
/** The contribution to a value that an event is about, or the last one before it. */
app.contributionNow = (g, value, i) => {
    const graph = app.recording.graphs[g], timeline = app.timelineOf(g), event = timeline.event(i);
    if (event.kind === "ACC" && event.value === value) return event.contribution;
    const all = Vitro.gradients(app.recording, g).contributionsTo(value);
    if (event.op !== null && event.phase === "backward") {
        const own = all.find(k => graph.contributions[k].op === event.op);
        if (own !== undefined) return own;
    }
    const part = timeline.partAt(value, i);
    return part > 0 && all.length ? all[Math.min(part, all.length) - 1] : null;
};
})();
