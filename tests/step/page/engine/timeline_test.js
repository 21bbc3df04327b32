// tests/step/page/engine/timeline_test.js: walking the lesson's events, there and back.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const {Vitro, recordingBytes} = require("./load.js");

const recording = Vitro.openRecording(recordingBytes());
const valueNamed = name => recording.graphs[0].values.findIndex(value => value.name === name);

/// Everything that can be seen of a graph at event i.
function look(timeline, graph, i) {
    return graph.values.map((_, value) => {
        const {state, part, parts, numbers} = timeline.gradientAt(value, i);
        return `${timeline.stateOf(value, i)} ${state} ${part}/${parts} ${
            numbers && Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString("base64")}`;
    });
}

test("forward, backward, forward: the same states, of the step and of every expansion", () => {
    recording.graphs.forEach((graph, g) => {
        const events = Array.from({length: graph.events.length + 1}, (_, i) => i - 1);
        const there = Vitro.timeline(recording, g), first = events.map(i => look(there, graph, i));
        for (const i of [...events].reverse()) assert.deepEqual(look(there, graph, i), first[i + 1]);
        const back = Vitro.timeline(Vitro.openRecording(recordingBytes()), g);
        for (const i of [...events].reverse()) assert.deepEqual(look(back, graph, i), first[i + 1]);
        for (const i of events) assert.deepEqual(look(there, graph, i), first[i + 1]);
    });
});

test("gradients are the sums of contributions in their order, rounded after each, bit for bit", () => {
    recording.graphs.forEach((graph, g) => {
        const timeline = Vitro.timeline(recording, g), sums = new Map();
        graph.events.forEach(({kind, index, part, parts}, i) => {
            if (kind !== "ACC") return;
            const {value} = graph.contributions[index], c = recording.contribution(g, index), before = sums.get(value);
            sums.set(value, before ? before.map((x, n) => Math.fround(x + c[n])) : c);
            const seen = timeline.gradientAt(value, i);
            assert.deepEqual([seen.part, seen.parts, seen.state], [part, parts, part === parts ? "final" : "partial"]);
            assert.deepEqual(seen.numbers, sums.get(value));
        });
    });
});

test("the life of a gradient: stale, wiped, unset, partial, final, used", () => {
    const timeline = Vitro.timeline(recording, 0), value = valueNamed("decoder.layers.0.norm1.gain");
    const zero = timeline.find("decoder.layers.0.norm1.gain (zero)"), seed = timeline.find("B0"),
          update = timeline.find("decoder.layers.0.norm1.gain (update)");
    assert.deepEqual([zero - 1, zero, seed, update].map(i => timeline.stateOf(value, i)),
        ["grad stale", "value", "grad unset", "updated"]);
    assert.equal(timeline.gradientAt(value, zero - 1).numbers.length, 16);
    assert.equal(timeline.gradientAt(value, zero).numbers, null);
    const residual = valueNamed("decoder.layers.0.add"), states = new Set();
    for (let i = -1; i < timeline.length; ++i) states.add(timeline.stateOf(residual, i));
    assert.deepEqual([...states], ["not yet computed", "value", "grad unset", "grad partial 1 of 2", "grad final"]);
    const loss = valueNamed("cross_entropy");
    assert.deepEqual(timeline.gradientAt(loss, seed), {state: "final", part: 1, parts: 1, numbers: Float32Array.of(1)});
    assert.equal(timeline.gradientAt(loss, seed - 1).state, "unset");
    assert.equal(timeline.gradientAt(valueNamed("source_positions.constant"), seed).state, "none");
});

test("an expansion is seeded with what flowed into its op", () => {
    recording.graphs[0].ops.forEach(({expansion, output}) => {
        if (expansion === undefined) return;
        const end = Vitro.timeline(recording, expansion), last = end.length - 1;
        assert.deepEqual(end.gradientAt(recording.graphs[expansion].output, last).numbers,
            Vitro.timeline(recording, 0).gradientAt(output, recording.graphs[0].events.length - 1).numbers);
    });
});

test("phases cover all events once and in order", () => {
    const {phases, length} = Vitro.timeline(recording, 0);
    assert.deepEqual(phases.map(({name}) => name), ["zero", "forward", "loss", "backward", "update"]);
    phases.forEach(({first, last}, i) => assert.ok(first <= last && first === (i === 0 ? 0 : phases[i - 1].last + 1)));
    assert.equal(phases[4].last, length - 1);
});

test("names are unique and lead back to their events, numbers and jumps too", () => {
    recording.graphs.forEach((graph, g) => {
        const timeline = Vitro.timeline(recording, g), names = graph.events.map((_, i) => timeline.name(i));
        assert.equal(new Set(names).size, names.length);
        names.forEach((name, i) => assert.equal(timeline.find(name), i));
    });
    const timeline = Vitro.timeline(recording, 0), {phases} = timeline;
    assert.deepEqual(["F0", "L", "B0", "U0", "end", "213", " 7 "].map(timeline.find),
        [...phases.slice(1).map(({first}) => first), timeline.length - 1, 213, 7]);
    assert.equal(timeline.name(timeline.find("cross_attn.attention")), "decoder.layers.0.cross_attn.attention");
    assert.equal(timeline.name(timeline.find("cross_attn.attention (backward)")),
        "decoder.layers.0.cross_attn.attention (backward)");
    assert.deepEqual(["nothing like this", "", "99999"].map(timeline.find), [-1, -1, -1]);
    assert.equal(timeline.findAll("cross_attn.attention").length, 3);
});

test("twins are each other's, and an op's events are its own", () => {
    const timeline = Vitro.timeline(recording, 0);
    for (let i = 0; i < timeline.length; ++i) {
        const {kind, op} = timeline.event(i), twin = timeline.twin(i);
        if (kind === "F" && twin >= 0)
            assert.deepEqual([timeline.event(twin).kind, timeline.event(twin).op, timeline.twin(twin)], ["B", op, i]);
        if (kind === "ACC") assert.deepEqual([timeline.event(twin).kind, timeline.event(twin).op], ["B", op]);
        if (kind === "LOSS" || kind === "ZERO") assert.equal(timeline.twin(twin), i);
        if (op !== null) assert.ok(timeline.eventsOfOp(op).includes(i));
    }
});

test("a step costs less than a millisecond at ten thousand events", () => {
    const events = [], ops = [], values = [{role: "parameter", name: "x", shape: [16], axes: [""], gradient: true}],
          contributions = [];
    for (let i = 0; i < 5000; ++i) {
        values.push({role: "result", name: `y${i}`, shape: [16], axes: [""], gradient: true, maker: i});
        ops.push({op: "neg", inputs: [0], output: i + 1, attributes: {}});
        contributions.push({op: i, input: 0, value: 0});
    }
    ops.forEach((_, index) => events.push({kind: "F", index}));
    events.push({kind: "SEED", index: 5000});
    ops.forEach((_, index) => events.push({kind: "ACC", index, part: index + 1, parts: 5000}));
    const graph = {values, ops, contributions, events}, numbers = new Float32Array(16).fill(0.1);
    const timeline =
        Vitro.timeline({graphs: [graph], updates: [], labels: [], contribution: () => numbers, update: () => null}, 0);
    timeline.gradientAt(0, timeline.length - 1);
    const start = performance.now();
    for (let i = 0; i < timeline.length; ++i) timeline.gradientAt(0, i), timeline.stateOf(0, i);
    assert.ok((performance.now() - start) / timeline.length < 1);
});
