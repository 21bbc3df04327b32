// examples/step/page/engine/safetensors.js: one safetensors file: a length, a JSON header, and numbers without a gap.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});

const refuse = what => { throw new Error(what); };
const isObject = x => typeof x === "object" && x !== null && !Array.isArray(x);
const isCount = x => Number.isSafeInteger(x) && x >= 0;

function parseHeader(bytes) {
    let header;
    try {
        header = JSON.parse(new TextDecoder("utf-8", {fatal: true}).decode(bytes));
    } catch {
        refuse("The file's header is damaged, or this is no safetensors file.");
    }
    return isObject(header) ? header : refuse("The file's header is not an object, so this is no safetensors file.");
}

/// -> {metadata, entries: {name: {dtype, shape, data_offsets}}, body: where the numbers begin, end}.
function readHeader(buffer) {
    if (buffer.byteLength < 8) refuse("The file is too short to be a safetensors file.");
    const length = Number(new DataView(buffer).getBigUint64(0, true));
    if (length > buffer.byteLength - 8)
        refuse("The file ends within its header: it is truncated, or no safetensors file.");
    const {__metadata__: metadata = {}, ...entries} = parseHeader(new Uint8Array(buffer, 8, length));
    if (!isObject(metadata)) refuse("The file's metadata is not an object.");
    return {metadata, entries, body: 8 + length, end: buffer.byteLength};
}

function checkEntry(name, entry) {
    const {dtype, shape, data_offsets: offsets} = isObject(entry) ? entry : {};
    if (dtype !== "F32") refuse(`The numbers of ${name} are ${dtype}; this page reads F32.`);
    if (!Array.isArray(shape) || !shape.every(isCount)) refuse(`The shape of ${name} is damaged.`);
    if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount))
        refuse(`The place of ${name} in the file is damaged.`);
    if (offsets[1] - offsets[0] !== 4 * shape.reduce((a, b) => a * b, 1))
        refuse(`The numbers of ${name} are not as many as its shape, (${shape.join(", ")}), says.`);
}

/// The numbers as floats, where they are if the file is aligned, else a copy. Little-endian, as machines are.
function floats(buffer, begin, end) {
    return begin % 4 === 0 ? new Float32Array(buffer, begin, (end - begin) / 4)
                           : new Float32Array(buffer.slice(begin, end));
}

/// -> Map of name to {shape, data}. Every byte belongs to exactly one tensor.
function readTensors(buffer, {entries, body, end}) {
    const names = Object.keys(entries);
    for (const name of names) checkEntry(name, entries[name]);
    const begin = name => entries[name].data_offsets[0], stop = name => entries[name].data_offsets[1];
    names.sort((a, b) => begin(a) - begin(b) || stop(a) - stop(b));
    const tensors = new Map();
    let next = 0;
    for (const name of names) {
        if (begin(name) !== next) refuse(`The numbers of ${name} do not follow the last ones: the file is damaged.`);
        next = stop(name);
        if (body + next > end) refuse(`The file ends within the numbers of ${name}: it is truncated.`);
        tensors.set(name, {shape: entries[name].shape, data: floats(buffer, body + begin(name), body + next)});
    }
    if (body + next !== end) refuse("The file goes on after its last numbers: it is damaged.");
    return tensors;
}

Vitro.safetensors = {readHeader, readTensors};
})();
