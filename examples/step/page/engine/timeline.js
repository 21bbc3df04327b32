// examples/step/page/engine/timeline.js: the events of a graph as a line to walk along, and what is known at each.
//
// "At event i" means that events 0 to i have happened; i = -1 is before all. Walking is moving an index: nothing here
// changes.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});

const kPhases = {ZERO: "zero", INPUT: "forward", F: "forward", LOSS: "loss", SEED: "backward", B: "backward",
                 ACC: "backward", MEAN: "update", CLIP: "update", U: "update"};

/// An event with what it is about: op, value, contribution, update (indices) or null.
function describe(graph, recording, {kind, index, part, parts}) {
    const event = {kind, index, part, parts, phase: kPhases[kind],
                   op: null, value: null, contribution: null, update: null};
    if (kind === "F" || kind === "B") event.op = index, event.value = graph.ops[index].output;
    if (kind === "LOSS" || kind === "SEED") event.value = index;
    if (kind === "ACC") ({op: event.op, value: event.value} = graph.contributions[index]), event.contribution = index;
    if (kind === "ZERO" || kind === "U") event.update = index, event.value = recording.updates[index].value;
    return Object.freeze(event);
}

function nameOf(graph, recording, {kind, index, value, part, parts}) {
    const name = value === null ? "" : graph.values[value].name;
    switch (kind) {
        case "F": return name;
        case "B": return `${name} (backward)`;
        case "ACC": return `${name} (gradient ${part} of ${parts})`;
        case "ZERO": return `${name} (zero)`;
        case "U": return `${name} (update)`;
        case "INPUT": return `input: ${recording.labels[index].name}`;
        case "LOSS": return `${name} (loss)`;
        case "SEED": return `${name} (seed)`;
        default: return kind.toLowerCase();
    }
}

/// A name that comes again gets a number: "x", "x#2".
function uniqueNames(names) {
    const uses = new Map(), taken = new Set(names);
    return names.map(name => {
        const use = (uses.get(name) ?? 0) + 1;
        uses.set(name, use);
        let unique = use === 1 ? name : `${name}#${use}`;
        while (use > 1 && taken.has(unique)) unique += "'";
        taken.add(unique);
        return unique;
    });
}

/// Runs of events of one phase: [{name, first, last}].
function phasesOf(events) {
    const phases = [];
    events.forEach(({phase}, i) => {
        if (phases[phases.length - 1]?.name !== phase) phases.push({name: phase, first: i, last: i});
        phases[phases.length - 1].last = i;
    });
    return phases;
}

function twinsOf(events) {
    const place = new Map(events.map(({kind, index}, i) => [`${kind}/${index}`, i]));
    const of = {F: "B", B: "F", LOSS: "SEED", SEED: "LOSS", ZERO: "U", U: "ZERO"};
    return events.map(({kind, index, op}) => place.get(kind === "ACC" ? `B/${op}` : `${of[kind]}/${index}`) ?? -1);
}

/// When each value is first there, and when it is updated; -1: from the start, Infinity: never.
function momentsOf(graph, events) {
    const born = graph.values.map(({maker}) => maker === undefined ? -1 : Infinity);
    const wiped = graph.values.map(() => -1), updated = graph.values.map(() => Infinity);
    events.forEach(({kind, value}, i) => {
        if (kind === "F") born[value] = Math.min(born[value], i);
        if (kind === "ZERO") wiped[value] = i;
        if (kind === "U") updated[value] = i;
    });
    return {born, wiped, updated};
}

function finder(names) {
    const jumps = {F0: "forward", L: "loss", B0: "backward", U0: "update"};
    return (text, phases) => {
        const wanted = String(text).trim();
        if (/^\d+$/.test(wanted)) return Number(wanted) < names.length ? Number(wanted) : -1;
        if (wanted === "end") return names.length - 1;
        if (jumps[wanted]) return phases.find(({name}) => name === jumps[wanted])?.first ?? -1;
        const exact = names.indexOf(wanted);
        return exact >= 0 || wanted === "" ? exact : names.findIndex(name => name.endsWith(wanted));
    };
}

Vitro.timeline = function timeline(recording, g) {
    const graph = recording.graphs[g];
    const events = graph.events.map(event => describe(graph, recording, event));
    const names = uniqueNames(events.map(event => nameOf(graph, recording, event)));
    const phases = phasesOf(events), twins = twinsOf(events), find = finder(names);
    const {born, wiped, updated} = momentsOf(graph, events);
    const gradients = Vitro.gradients(recording, g);
    const updates = new Map(g === 0 ? recording.updates.map(({value}, u) => [value, u]) : []);
    const seeded = events.findIndex(({kind}) => kind === "SEED");
    const ofOp = graph.ops.map(() => []);
    events.forEach(({op}, i) => { if (op !== null) ofOp[op].push(i); });

    /// state: 'none' (no gradient ever flows here), 'unset', 'stale' (of the step before), 'partial', 'final'.
    function gradientAt(value, i) {
        const state = stateAt(value, i), parts = gradients.parts(value);
        if (state === "stale") return {state, part: 0, parts, numbers: recording.update(updates.get(value), "stale")};
        const part = gradients.done(value, i);
        return {state, part, parts, numbers: gradients.partial(value, part)};
    }
    /// The state alone, without the numbers.
    function stateAt(value, i) {
        const part = gradients.done(value, i), parts = gradients.parts(value);
        if (i < wiped[value] && recording.update(updates.get(value), "stale")) return "stale";
        return parts === 0 ? "none" : part === 0 ? "unset" : part < parts ? "partial" : "final";
    }
    function stateOf(value, i) {
        if (i < born[value]) return "not yet computed";
        if (i >= updated[value]) return "updated";
        const state = stateAt(value, i);
        if (state === "partial") return `grad partial ${gradients.done(value, i)} of ${gradients.parts(value)}`;
        if (state === "none" || (state === "unset" && (seeded < 0 || i < seeded))) return "value";
        return `grad ${state}`;
    }
    return {
        length: events.length, phases, gradientAt, stateAt, stateOf,
        partAt: (value, i) => i < wiped[value] ? 0 : gradients.done(value, i),
        partsOf: value => gradients.parts(value),
        event: i => events[i],
        name: i => names[i],
        twin: i => twins[i],
        eventsOfOp: op => ofOp[op],
        find: text => find(text, phases),
        findAll: text => names.flatMap((name, i) => name.includes(text) ? [i] : []),
    };
};
})();
