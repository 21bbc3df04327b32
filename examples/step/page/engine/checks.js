// examples/step/page/engine/checks.js: three independent checks of what the engine recorded: computing each op again in
// f64, adding contributions up, and finite differences (finite_difference.js).
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});

/// Errors are measured per tensor: max|a - b| / max(max|b|, least). The least is for gradients that truly are 0, as that
/// of the keys' bias, whose terms cancel: kFloor, or the size of the terms, which is that of the upstream gradient.
const kBound = 1e-5, kFloor = 1e-3;

/// How far recorded floats are from what they should be. verdict: 'exact' (each is the nearest float), 'approx',
/// 'wrong'.
function compare(recorded, expected, least = kFloor) {
    let difference = 0, index = 0, largest = least, exact = recorded.length === expected.length;
    for (let i = 0; i < expected.length; ++i) {
        const a = recorded[i], b = expected[i], apart = Object.is(a, b) || a === b ? 0 : Math.abs(a - b);
        if (!Object.is(a, Math.fround(b)) && a !== Math.fround(b)) exact = false;
        if (Number.isFinite(b)) largest = Math.max(largest, Math.abs(b));
        if (apart > difference || Number.isNaN(apart)) difference = Number.isNaN(apart) ? Infinity : apart, index = i;
    }
    const worst = recorded.length === expected.length ? difference / largest : Infinity;
    return {worst, bound: kBound, index, verdict: exact ? "exact" : worst <= kBound ? "approx" : "wrong"};
}

/// What the terms of a sum or a mean come to without their signs: they may cancel, as in the mean of a layer norm.
function sizeOfTerms(op, input, sums) {
    if (op !== "mean" && op !== "sum") return 0;
    const all = input.data.reduce((total, x) => total + (Math.abs(x) || 0), 0);
    return all / (op === "sum" ? sums : input.data.length);
}

/// {forward, backward: [..]}, each {worst, bound, index, verdict}; backward's also contribution, input, value. Where
/// numbers were not recorded in full: {skipped: why}.
Vitro.recompute = function recompute(recording, g, op) {
    const skipped = Vitro.graph.missing(recording, g, op);
    if (skipped) return {skipped, forward: null, backward: []};
    const {definition, inputs, attributes, output} = Vitro.graph.application(recording, g, op);
    const terms = sizeOfTerms(recording.graphs[g].ops[op].op, inputs[0], output.data.length);
    const forward = compare(output.data, definition.forward(inputs, attributes).data, Math.max(kFloor, terms));
    const upstream = Vitro.graph.upstream(recording, g, op);
    if (!upstream) return {forward, backward: []};
    const expected = definition.vjp(inputs, attributes, output, upstream);
    const least = upstream.reduce((most, x) => Math.max(most, Math.abs(x) || 0), kFloor);
    const backward = contributionsOf(recording, g, op).map(contribution => {
        const {input, value} = recording.graphs[g].contributions[contribution];
        return {...compare(recording.contribution(g, contribution), expected[input], least), contribution, input, value};
    });
    return {forward, backward};
};
function contributionsOf(recording, g, op) {
    return recording.graphs[g].contributions.flatMap((one, i) => one.op === op ? [i] : []);
}

/// Ops that hand their upstream gradient on as it is, to an input of the same size.
const kCopies = ["add", "reshape"];

/// A value's maker computed with the engine's own sum of these contributions; where it only copied, the copy shows that
/// sum to the bit.
function witness(recording, g, value, total) {
    const {values, ops} = recording.graphs[g], {maker} = values[value];
    if (maker === undefined || !kCopies.includes(ops[maker].op)) return null;
    for (const contribution of contributionsOf(recording, g, maker)) {
        const copy = recording.contribution(g, contribution);
        if (copy.length === total.length) return {contribution, same: copy.every((x, i) => Object.is(x, total[i]))};
    }
    return null;
}

/// {parts, numbered: each event counts on by one, witness: null or {contribution, same: to the bit}, view: null or
/// whether it shares its numbers, ok}.
Vitro.conservation = function conservation(recording, g, value) {
    const {events, contributions, values} = recording.graphs[g], gradients = Vitro.gradients(recording, g);
    const own = events.filter(({kind, index}) => kind === "ACC" && contributions[index].value === value);
    const numbered = own.every(({part, parts}, i) => part === i + 1 && parts === own.length);
    const total = gradients.total(value), seen = total && own.length > 0 ? witness(recording, g, value, total) : null;
    const {view_of: of} = values[value];
    const view = of === undefined ? null : recording.numbers(g, value) === recording.numbers(g, of);
    const ok = numbered && seen?.same !== false && view !== false;
    return {value, parts: own.length, numbered, witness: seen, view, ok};
};

/// Every op and every value of every graph: {ok, worst, ops: [graph][op], values: [graph][value], counts: verdicts}.
Vitro.checkAll = function checkAll(recording) {
    const counts = {exact: 0, approx: 0, wrong: 0, skipped: 0};
    let worst = 0, ok = true;
    const note = one => {
        ++counts[one.verdict];
        worst = Math.max(worst, one.worst);
        ok &&= one.verdict !== "wrong";
    };
    const ops = recording.graphs.map((graph, g) => graph.ops.map((_, op) => {
        const result = Vitro.recompute(recording, g, op);
        if (result.skipped) ++counts.skipped; else [result.forward, ...result.backward].forEach(note);
        return result;
    }));
    const values = recording.graphs.map((graph, g) =>
        graph.values.map((_, value) => Vitro.conservation(recording, g, value)));
    ok &&= values.flat().every(one => one.ok);
    return {ok, worst, ops, values, counts};
};
Vitro.checks = {compare, kBound, kFloor};
})();
