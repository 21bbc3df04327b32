// tests/step/page/engine/others_test.js: steps of people's own models, computed again: each op that they may have.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const {Vitro} = require("./load.js");

const folder = process.env.VITRO_RECORDINGS;
if (!folder) throw new Error("VITRO_RECORDINGS must name a folder of recordings (vitro step --trace FILE writes one)");
const names = fs.readdirSync(folder).filter(name => name.endsWith(".safetensors")).sort();
const open = name => {
    const bytes = fs.readFileSync(path.join(folder, name));
    return Vitro.openRecording(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
};

test("there are some", () => assert.ok(names.length > 0));

for (const name of names) test(`${name}: every op is known, every number is right, a replay is the step`, () => {
    const recording = open(name);
    recording.graphs.forEach((graph, g) => graph.ops.forEach(({op}, index) => {
        const {forward, skipped} = Vitro.recompute(recording, g, index);
        assert.equal(skipped, undefined, `graph ${g}, op ${index} (${op})`);
        assert.notEqual(forward.verdict, "wrong", `graph ${g}, op ${index} (${op}): ${forward.worst}`);
    }));
    const {ok, counts} = Vitro.checkAll(recording);
    assert.ok(ok && counts.wrong === 0 && counts.skipped === 0, JSON.stringify(counts));
    assert.ok(Math.abs(Vitro.replay(recording).loss - recording.loss) <= 1e-5);
    const {values} = recording.graphs[0], value = values.findIndex(one => one.name === "layers.0.self_attn.query.weight");
    const total = Vitro.gradients(recording, 0).total(value);
    const largest = total.reduce((best, x, i) => Math.abs(x) > Math.abs(total[best]) ? i : best, 0);
    assert.ok(Vitro.finiteDifference(recording, value, largest).ok);
});
