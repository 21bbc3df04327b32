// tests/step/page/engine/load.js: the engine as the page has it: its files in their order, as classic scripts.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const root = path.join(__dirname, "../../../../examples/step/page/engine");

/// In the order of their names, as page.cmake puts them together.
function engineFiles() { return fs.readdirSync(root).filter(name => name.endsWith(".js")).sort(); }

for (const file of engineFiles()) vm.runInThisContext(fs.readFileSync(path.join(root, file), "utf8"), {filename: file});

/// The bytes of the lesson's recording. VITRO_RECORDING names the file.
function recordingBytes() {
    const file = process.env.VITRO_RECORDING;
    if (!file) throw new Error("VITRO_RECORDING must name a recording (vitro step --trace FILE writes one)");
    const bytes = fs.readFileSync(file);
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

module.exports = {
    Vitro : globalThis.Vitro, root, engineFiles, recordingBytes
};
