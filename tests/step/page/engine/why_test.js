// tests/step/page/engine/why_test.js: where gradients come from, and why some are 0.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const {Vitro, recordingBytes} = require("./load.js");
const {Program} = require("./build.js");

const recording = Vitro.openRecording(recordingBytes());
const [step] = recording.graphs;
const valueNamed = name => step.values.findIndex(value => value.name === name);

test("shares sum to 1, of every gradient of every graph", () => {
    recording.graphs.forEach((graph, g) => graph.values.forEach(({name}, value) => {
        const {norm, contributions, sharesSum} = Vitro.why(recording, g, value);
        if (contributions.length === 0 || norm === 0) return;
        assert.ok(Math.abs(sharesSum - 1) < 1e-5, `${name}: ${sharesSum}`);
        for (const {cosine, gain, upstream, norm: own} of contributions) {
            assert.ok(Math.abs(cosine) <= 1 + 1e-12);
            assert.ok(upstream === 0 || Math.abs(gain * upstream - own) <= 1e-6 * own);
        }
    }));
});

test("why at an event tells of what had arrived by then", () => {
    const value = valueNamed("decoder.layers.0.norm1.layer_norm"), timeline = Vitro.timeline(recording, 0);
    const arrivals = Array.from({length: timeline.length}, (_, i) => i)
                         .filter(i => timeline.event(i).kind === "ACC" && timeline.event(i).value === value);
    assert.deepEqual(
        [arrivals[0] - 1, ...arrivals].map(i => Vitro.why(recording, 0, value, i).contributions.length), [0, 1, 2, 3]);
});

test("a waterfall goes from a parameter to the loss", () => {
    const value = valueNamed("source_embedding.weight"), {bars, paths} = Vitro.waterfall(recording, 0, value);
    assert.equal(bars[0].value, value);
    const last = bars[bars.length - 1];
    assert.deepEqual([last.name, last.norm, last.log10, last.op], ["cross_entropy", 1, 0, null]);
    for (let i = 0; i + 1 < bars.length; ++i) {
        assert.equal(step.ops[bars[i].op].output, bars[i + 1].value);
        assert.ok(Number.isFinite(bars[i].log10));
    }
    assert.equal(paths.length, 5);
    paths.forEach(({score, hops}, i) => {
        assert.ok(i === 0 || score <= paths[i - 1].score);
        assert.equal(hops[hops.length - 1].upstreamValue, last.value);
        assert.ok(Math.abs(hops.reduce((product, {share}) => product * Math.abs(share), 1) - score) < 1e-9);
    });
});

test("zeros of the lesson: a row that no token picked, a dead unit, keys' biases", () => {
    const reason = (name, index) => Vitro.whyZero(recording, 0, valueNamed(name), index);
    const unused = 0;  // <pad>
    assert.equal(reason("source_embedding.weight", unused * 16).reason, "row not in batch");
    for (const side of ["encoder", "decoder"]) {
        const {reason: why, terms, where} = reason(`${side}.layers.0.self_attn.key.bias`, 3);
        assert.equal(why, "cancels");
        assert.ok(terms[0].product * terms[1].product < 0 && Math.abs(terms[0].product) >= Math.abs(terms[1].product));
        assert.ok(where.gradientOf >= 0);
    }
    const bias = valueNamed("decoder.layers.0.feed_forward.linear1.bias"),
          total = Vitro.gradients(recording, 0).total(bias);
    total.forEach(
        (x, i) => assert.equal(Vitro.whyZero(recording, 0, bias, i).reason, x === 0 ? "saturated" : "not zero"));
    assert.equal(reason("source_positions.constant", 0).reason, "detached");
});

/// The answer for element `index` of value 0 of a small program.
function whyZero(index, build, change) {
    const program = new Program();
    build(program);
    return Vitro.whyZero(change ? Vitro.openRecording(program.bytes(change)) : program.recording(), 0, 0, index);
}
const causal = {
    mask: {causal: 0}
};

test("each kind of zero has its own answer", () => {
    const relu = p => p.op("sum", [p.op("relu", [p.parameter([-1, 2])])]);
    assert.equal(whyZero(0, relu).reason, "saturated");
    assert.equal(whyZero(1, relu).reason, "not zero");
    const mask = p => p.op("sum", [p.op("mask", [p.parameter([1, 2, 3, 4], [2, 2])], {mask: causal, value: 0})]);
    assert.equal(whyZero(1, mask).reason, "masked");
    const softmax = p => p.op("sum",
        [p.op("mul", [p.op("softmax", [p.parameter([1, 2, 3, 4], [2, 2])], {mask: causal}), p.constant([1, 2])])]);
    assert.equal(whyZero(1, softmax).reason, "masked");
    const decisions = {dropout: 0.5, seed: "1", site: 2, step: 3}, kept = Vitro.dropoutFactors(decisions, 8);
    const dropout = p => p.op("sum", [p.op("dropout", [p.parameter([1, 2, 3, 4, 5, 6, 7, 8])], {decisions})]);
    assert.equal(whyZero(kept.indexOf(0), dropout).reason, "dropout");
    assert.equal(whyZero(0, p => {
        const x = p.parameter([1]);
        p.op("detach", [x]);
        p.op("sum", [p.parameter([1])]);
    }).reason, "detached");
    assert.equal(whyZero(0, p => {
        p.parameter([1]);
        p.op("sum", [p.parameter([1])]);
    }).reason, "not on a path");
    assert.equal(whyZero(0, p => {
        p.op("neg", [p.parameter([1])]);
        p.op("sum", [p.parameter([1])]);
    }).reason, "not on a path");
    assert.equal(
        whyZero(3, p => p.op("sum", [p.op("slice", [p.parameter([1, 2, 3, 4])], {axis: 0, start: 0, length: 2})]))
            .reason,
        "not on a path");
    assert.equal(whyZero(0, p => p.op("sum", [p.op("max", [p.parameter([1, 2])], {axis: 0, keep: 0})])).reason,
        "not the maximum");
    assert.equal(whyZero(2,
                     p => p.op("cross_entropy", [p.parameter([1, 2, 3, 4], [2, 2])],
                         {targets: {indices: [2], values: [1, 0]}, smoothing: 0, ignored: 0}))
                     .reason,
        "ignored");
    assert.equal(whyZero(0, p => {
        const x = p.parameter([1, 2]);
        p.op("sum", [p.op("sub", [x, x])]);
    }).reason, "cancels");
    const zero = whyZero(1, p => p.op("sum", [p.op("mul", [p.parameter([1, 2]), p.parameter([3, 0])])]));
    assert.deepEqual([zero.reason, zero.where], ["times zero", {value: 1, index: 1}]);
    const clipped = json => {
        json.optimization.factor = 0;
    };
    assert.equal(whyZero(1, relu, clipped).reason, "clipped");
});

test("keys and values that no query may see are masked", () => {
    const program = new Program(), shape = [1, 2, 2], attributes = {heads: 2, mask: {mask: {lengths: [1]}}};
    const inputs = [[1, 2, 3, 4], [1, 2, 3, 5], [1, 2, 3, 6]].map(numbers => program.parameter(numbers, shape));
    const output = program.op("attention", inputs, {...attributes, dropout: {dropout: 0}});
    program.op("sum", [program.op("mul", [output, program.constant([1, -2, 3, 5], shape)])]);
    const made = program.recording();
    assert.equal(Vitro.whyZero(made, 0, 1, 2).reason, "masked");
    assert.equal(Vitro.whyZero(made, 0, 2, 3).reason, "masked");
    assert.equal(Vitro.whyZero(made, 0, 2, 0).reason, "not zero");
});

test("a zero that was handed down is followed to where it arose", () => {
    const {reason, hops, sentence, where} = whyZero(
        0, p => p.op("sum", [p.op("relu", [p.op("neg", [p.op("scale", [p.parameter([3, -4])], {factor: 2})])])]));
    assert.equal(reason, "saturated");
    assert.deepEqual(hops.map(({value}) => value), [0, 1, 2]);
    assert.match(sentence, /^It was handed down from neg2\[0\]\. /);
    assert.deepEqual(where, {value: 3, index: 0});
});

test("the earliest event that is not finite, in both directions", () => {
    assert.deepEqual(Vitro.firstNonFinite(recording), {forward: null, backward: null});
    const program = new Program(), x = program.parameter([1, 0]);
    program.op("sum", [program.op("exp", [program.op("log", [x])])]);
    const {forward, backward} = Vitro.firstNonFinite(program.recording());
    assert.deepEqual([forward.event, forward.opName, forward.index, forward.operands[0].finite], [0, "log", 1, true]);
    assert.deepEqual([backward.opName, backward.value, backward.index], ["log", 0, 1]);
    assert.equal(backward.operands[0].statistics.zeros, 1);
});
