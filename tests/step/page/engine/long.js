// tests/step/page/engine/long.js: a recording of so many events, as of a deep network of small residual blocks.
"use strict";
const {Program} = require("./build.js");

const kWidth = 16, kRows = 7, kEvents = 9;  // of a block: two ops, two backwards, five contributions
const numbers = (count, seed) => Array.from({length: count}, (_, k) => Math.sin(seed * 7919 + k * 0.37) / 4);

/// With modules ("layers.12.branch") or, as of a program that names none, without.
function longRecording(events, hasModules = true) {
    const program = new Program(), blocks = Math.ceil(events / kEvents);
    let x = program.parameter(numbers(kRows * kWidth, 1), [kRows, kWidth], "x");
    const at = path => { if (hasModules) program.ops.at(-1).path = path; };
    for (let block = 0; block < blocks; ++block) {
        const w = program.parameter(numbers(kWidth * kWidth, block + 2).map(y => y / kWidth), [kWidth, kWidth], `layers.${block}.branch.weight`);
        const b = program.parameter(numbers(kWidth, block + 3), [kWidth], `layers.${block}.branch.bias`);
        const branch = program.op("linear", [x, w, b], {activation: {activation: "none"}});
        at(`layers.${block}.branch`);
        x = program.op("add", [x, branch]);
        at(`layers.${block}`);
    }
    program.op("sum", [x]);
    return program.bytes();
}
module.exports = {longRecording};
