// tests/step/page/engine/lesson_test.js: the lesson, computed again: every op, every sum, every update.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const {Vitro, recordingBytes} = require("./load.js");

const recording = Vitro.openRecording(recordingBytes());
const [step] = recording.graphs;
const valueNamed = name => step.values.findIndex(value => value.name === name);

test("every op of the step and of every expansion, forward and backward, within 1e-5", () => {
    let compared = 0;
    recording.graphs.forEach((graph, g) => graph.ops.forEach(({op, differentiated}, index) => {
        const {forward, backward, skipped} = Vitro.recompute(recording, g, index);
        assert.equal(skipped, undefined);
        assert.ok(forward.worst <= 1e-5, `graph ${g}, op ${index} (${op}): ${forward.worst}`);
        assert.equal(backward.length, graph.contributions.filter(one => one.op === index).length);
        if (g === 0) assert.equal(backward.length > 0, differentiated);
        for (const {worst, input} of backward)
            assert.ok(worst <= 1e-5, `graph ${g}, op ${index} (${op}), input ${input}: ${worst}`);
        compared += 1 + backward.length;
    }));
    assert.ok(compared > 500);
});

test("all checks together say so, and every copying op shows its sum to the bit", () => {
    const {ok, worst, counts, values, ops} = Vitro.checkAll(recording);
    assert.ok(ok && worst <= 1e-5 && counts.wrong === 0 && counts.skipped === 0 && counts.exact > 0);
    assert.equal(ops.length, recording.graphs.length);
    const seen = values.flat().filter(({witness}) => witness);
    assert.ok(seen.length >= 20 && seen.every(({witness}) => witness.same));
    const broken = Vitro.openRecording(recordingBytes()), residual = valueNamed("decoder.layers.0.add");
    const [contribution] = Vitro.gradients(broken, 0).contributionsTo(residual);
    broken.contribution(0, contribution)[0] += 1e-6;
    assert.equal(Vitro.conservation(recording, 0, residual).ok, true);
    assert.equal(Vitro.conservation(broken, 0, residual).ok, false);
});

test("a wrong number is called wrong", () => {
    const broken = Vitro.openRecording(recordingBytes()), value = valueNamed("output.linear");
    broken.numbers(0, value)[3] += 0.01;
    const {forward} = Vitro.recompute(broken, 0, step.values[value].maker);
    assert.deepEqual([forward.verdict, forward.index], ["wrong", 3]);
    broken.numbers(0, value)[3] = NaN;
    assert.equal(Vitro.recompute(broken, 0, step.values[value].maker).forward.verdict, "wrong");
    assert.equal(Vitro.checkAll(broken).ok, false);
});

test("cells and gradient cells sum to what was recorded", () => {
    const bound = data => 1e-5 * data.reduce((most, x) => Math.max(most, Math.abs(x)), 1e-3);
    const each = (data, check) => {
        for (let n = 0; n < Math.min(data.length, 6); ++n) check((n * 37 + 5) % data.length);
    };
    recording.graphs.forEach((graph, g) => {
        graph.ops.forEach(({op, output}, index) => {
            const data = recording.numbers(g, output);
            each(data,
                i => assert.ok(
                    Math.abs(Vitro.cell(recording, g, index, i).total - data[i]) <= bound(data), `${g} ${op} ${i}`));
        });
        graph.contributions.forEach(({op}, index) => {
            const data = recording.contribution(g, index);
            each(data, i => {
                const {terms, total} = Vitro.gradientCell(recording, g, index, i, {largestFirst: true});
                assert.ok(Math.abs(total - data[i]) <= bound(data), `${g} ${graph.ops[op].op} ${i}`);
                terms.forEach(({product, link}, n) => {
                    assert.ok(n === 0 || Math.abs(product) <= Math.abs(terms[n - 1].product));
                    assert.ok(link !== null);
                });
            });
        });
    });
});

test("an element's terms lead to the loss", () => {
    let value = valueNamed("source_embedding.weight"), index = recording.labels[0].ids.values[0] * 16 + 2, hops = 0;
    for (; value !== valueNamed("cross_entropy"); ++hops) {
        const cells = Vitro.gradients(recording, 0)
                          .contributionsTo(value)
                          .flatMap(c => Vitro.gradientCell(recording, 0, c, index).terms);
        const {link} = Vitro.cells.largestFirst(cells)[0];
        [value, index] = [link.gradientOf, link.index];
        assert.ok(hops < 60 && value !== undefined);
    }
    assert.ok(hops > 10);
});

test("a replay without changes is the step", () => {
    const {loss, values, gradients} = Vitro.replay(recording);
    assert.ok(Math.abs(loss - recording.loss) <= 1e-6);
    for (const [value, {data}] of values)
        assert.ok(Vitro.checks.compare(recording.numbers(0, value), data).worst <= 1e-5, step.values[value].name);
    for (const [value, data] of gradients) {
        const bound =
            step.values[value].name.endsWith("key.bias") ? 1e-4 : 1e-5;  // what should cancel, by the floor of 1e-3
        assert.ok(Vitro.checks.compare(Vitro.gradients(recording, 0).total(value), data).worst <= bound,
            step.values[value].name);
    }
    const flowed = step.values.filter((_, value) => Vitro.gradients(recording, 0).total(value)).length;
    assert.equal(gradients.size, flowed);
});

test("a replay with the new weights has the loss after the step", () => {
    const changes = recording.updates.flatMap(
        ({value}, u) => [...recording.update(u, "after")].map((number, index) => ({value, index, number})));
    assert.ok(Math.abs(Vitro.replay(recording, changes).loss - recording.loss_after) <= 1e-6);
});

test("what if: a result of the middle, and another token", () => {
    const base = Vitro.replay(recording), value = valueNamed("decoder.layers.0.add");
    const edited = Vitro.replay(recording, [{value, index: 2, number: 5}, {value, index: 3, number: 6}]);
    assert.deepEqual([...edited.values.get(value).data.slice(2, 4)], [5, 6]);
    assert.notEqual(edited.loss, base.loss);
    assert.equal(edited.values.get(valueNamed("encoder.norm.layer_norm")).data[0],
        base.values.get(valueNamed("encoder.norm.layer_norm")).data[0]);
    const embedding = step.ops.findIndex(({op}) => op === "embedding"),
          wanted = step.ops.findIndex(({op}) => op === "cross_entropy");
    const token = recording.labels[0].ids.values[1];
    assert.notEqual(Vitro.replay(recording, [{op: embedding, index: 0, token}]).loss, base.loss);
    assert.notEqual(Vitro.replay(recording, [{op: wanted, index: 0, token}]).loss, base.loss);
    assert.equal(Vitro.replay(recording).loss, base.loss);
});

test("central differences agree with gradients within 1e-6, the keys' bias included", () => {
    const names = [
        "source_embedding.weight", "encoder.layers.0.self_attn.key.bias", "decoder.layers.0.self_attn.key.bias",
        "decoder.layers.0.self_attn.query.weight", "encoder.layers.0.norm1.gain",
        "decoder.layers.0.feed_forward.linear1.weight", "decoder.norm.bias", "output.weight", "output.bias",
        "decoder.layers.0.add", "encoder.layers.0.self_attn.attention"
    ];
    for (const name of names) {
        const value = valueNamed(name), total = Vitro.gradients(recording, 0).total(value);
        const largest = total.reduce((best, x, i) => Math.abs(x) > Math.abs(total[best]) ? i : best, 0);
        for (const index of [largest, 3]) {
            const {error, ok, sweep} = Vitro.finiteDifference(recording, value, index);
            assert.ok(error <= 1e-6 && ok, `${name}[${index}]: ${error}`);
            assert.equal(sweep.length, 9);
        }
    }
});

test("the update's terms are the engine's", () => {
    recording.updates.forEach(({value}, u) => {
        const after = recording.update(u, "after");
        for (const index of [0, after.length - 1]) {
            const terms = Vitro.updateTerms(recording, u, index);
            assert.ok(Math.abs(terms.w_after - after[index]) <= 1e-6 * (1e-2 + Math.abs(after[index])),
                `${step.values[value].name}: ${terms.w_after}, ${after[index]}`);
            assert.ok(Math.abs(terms.m - recording.update(u, "first_moment.after")[index]) <=
                1e-8 + 1e-6 * Math.abs(terms.m));
            assert.ok(Math.abs(terms.v - recording.update(u, "second_moment.after")[index]) <=
                1e-12 + 1e-6 * Math.abs(terms.v));
        }
    });
    const {predicted, actual} = Vitro.predictedChange(recording);
    assert.ok(predicted < 0 && actual < 0 && Math.abs(predicted - actual) < 0.5 * Math.abs(actual));
    const sum =
        recording.updates.reduce((total, _, u) => total + Vitro.updateTerms(recording, u, 0).predicted_parameter, 0);
    assert.ok(Math.abs(sum - predicted) < 1e-12);
});

test("attention's weights are those of its expansion, head by head", () => {
    step.ops.forEach(({op, expansion}, index) => {
        if (op !== "attention") return;
        const all = Vitro.attentionOf(recording, 0, index), graph = recording.graphs[expansion];
        const weights = graph.ops.filter(({op}) => op === "div").pop().output, end = graph.events.length - 1;
        assert.deepEqual(graph.values[weights].shape, [all.batch, all.heads, all.queries, all.keys]);
        assert.ok(Vitro.checks.compare(recording.numbers(expansion, weights), all.weights).worst <= 1e-5);
        assert.ok(
            Vitro.checks.compare(Vitro.timeline(recording, expansion).gradientAt(weights, end).numbers, all.gradients)
                .worst <= 1e-5);
        assert.equal(all.perHead.length, all.batch * all.heads);
        for (const {weights, allowed} of all.perHead)
            for (let i = 0; i < all.queries; ++i) {
                assert.ok(
                    Math.abs(weights.slice(i * all.keys, (i + 1) * all.keys).reduce((a, b) => a + b) - 1) < 1e-12);
                for (let j = 0; j < all.keys; ++j)
                    if (!allowed[i * all.keys + j]) assert.equal(weights[i * all.keys + j], 0);
            }
    });
});
