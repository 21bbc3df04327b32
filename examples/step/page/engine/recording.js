// examples/step/page/engine/recording.js: opens a recorded training step. core/trace/recording_file.hpp has the format.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});

const kKey = "vitro.recording", kSchema = "vitro-recording/1";
const kNothing = new Float32Array(0);

const refuse = what => { throw new Error(what); };
const sizeOf = shape => shape.reduce((a, b) => a * b, 1);

function parse(metadata) {
    if (typeof metadata[kKey] !== "string") refuse(`This is no recording of vitro's: it has no metadata '${kKey}'.`);
    let json;
    try {
        json = JSON.parse(metadata[kKey]);
    } catch {
        refuse("The recording's description is damaged: it is no JSON.");
    }
    const schema = String(json?.schema), version = /^vitro-recording\/(\d+)$/.exec(schema);
    if (version && Number(version[1]) > 1)
        refuse(`The recording is ${schema}, newer than this page, which reads ${kSchema}.`);
    if (schema !== kSchema) refuse(`The recording's schema is '${schema}'; this page reads ${kSchema}.`);
    return json;
}

// What is an index is checked before it is one ------------------------------------------------------------------------

function require(index, list, what) {
    if (!Number.isInteger(index) || index < 0 || index >= list.length)
        refuse(`The recording is damaged: ${what} is ${index}, of ${list.length}.`);
}
function allow(index, list, what) {
    if (index !== undefined) require(index, list, what);
}

/// A view is of an earlier value, so that looking for its numbers ends.
function checkValue(value, index, graph, step) {
    if (!value.shape.every(size => Number.isSafeInteger(size) && size >= 0) || value.axes.length !== value.shape.length)
        refuse(`The recording is damaged: the shape of ${value.name}.`);
    allow(value.maker, graph.ops, "an op");
    allow(value.view_of, {length: index}, "a view");
    allow(value.outer, graph === step ? {length: 0} : step.values, "an outer value");
    const whole = graph.values[value.view_of] ?? step.values[value.outer] ?? value;
    if (sizeOf(whole.shape) !== sizeOf(value.shape))
        refuse(`The recording is damaged: ${value.name} is a view of another size.`);
}

function checkGraph(graph, json) {
    const lists = {ZERO: json.updates, U: json.updates, INPUT: json.labels, F: graph.ops, B: graph.ops,
                   LOSS: graph.values, SEED: graph.values, ACC: graph.contributions, MEAN: [0], CLIP: [0]};
    graph.values.forEach((value, index) => checkValue(value, index, graph, json.graphs[0]));
    for (const op of graph.ops) {
        for (const input of op.inputs) require(input, graph.values, "an input");
        require(op.output, graph.values, "an output");
        allow(op.expansion, json.graphs, "an expansion");
        if (op.expansion === 0) refuse("The recording is damaged: an op is its own expansion.");
    }
    for (const {op, input, value} of graph.contributions) {
        require(op, graph.ops, "a contribution's op");
        require(input, graph.ops[op].inputs, "a contribution's input");
        if (graph.ops[op].inputs[input] !== value)
            refuse(`The recording is damaged: a contribution of op ${op} to another's input.`);
    }
    for (const {kind, index} of graph.events) require(index, lists[kind] ?? [], `an event ${kind}`);
}

function check(json) {
    try {
        if (json.graphs.length === 0) refuse("The recording is damaged: there is no graph.");
        for (const {value, states} of json.updates) {
            require(value, json.graphs[0].values, "an updated value");
            if (!Array.isArray(states)) refuse("The recording is damaged: an update's states.");
        }
        for (const graph of json.graphs) checkGraph(graph, json);
    } catch (error) {
        if (error instanceof TypeError) refuse(`The recording's description is incomplete: ${error.message}.`);
        throw error;
    }
}

// Numbers -------------------------------------------------------------------------------------------------------------

const named = (g, kind, index) => `${g === 0 ? "" : `${g}/`}${kind}/${index}`;

/// Where a value's numbers are: a view has those of what it views, an expansion's input those of the step.
function owner(json, g, value) {
    const {values} = json.graphs[g];
    while (values[value].view_of !== undefined) value = values[value].view_of;
    return values[value].outer !== undefined ? owner(json, 0, values[value].outer) : named(g, "v", value);
}

/// Every tensor that must be there, is, in full or as the window of a captured one.
function checkTensors(json, tensors) {
    const wanted = (name, shape, optional) => {
        const found = tensors.get(name)?.data.length, size = sizeOf(shape);
        if (found === undefined ? size > 0 && !optional : json.captured[name] ? found >= size : found !== size)
            refuse(`The recording is damaged: it has ${found ?? "none"} of the ${size} numbers ${name}.`);
    };
    json.graphs.forEach(({values, contributions}, g) => {
        values.forEach(({shape}, i) => {
            if (owner(json, g, i) === named(g, "v", i)) wanted(named(g, "v", i), shape);
        });
        contributions.forEach(({value}, i) => wanted(named(g, "c", i), values[value].shape));
    });
    json.updates.forEach(({value, states}, u) => {
        const {shape} = json.graphs[0].values[value];
        wanted(`stale/${u}`, shape, true);
        wanted(`after/${u}`, shape);
        for (const state of states) wanted(`${state}.before/${u}`, shape), wanted(`${state}.after/${u}`, shape);
    });
}

/// buffer: an ArrayBuffer or a Uint8Array. Throws an Error of one sentence: truncated, damaged, foreign, newer.
Vitro.openRecording = function openRecording(buffer) {
    if (ArrayBuffer.isView(buffer)) buffer = new Uint8Array(buffer).buffer;
    const header = Vitro.safetensors.readHeader(buffer);
    const json = parse(header.metadata);
    const tensors = Vitro.safetensors.readTensors(buffer, header);
    json.captured ??= {};
    check(json);
    checkTensors(json, tensors);

    const data = name => tensors.get(name)?.data ?? null;
    const captured = (name, g, value) => json.captured[name] ?
        {...json.captured[name], size: sizeOf(json.graphs[g].values[value].shape), window: data(name).length} : null;
    return {
        ...json,
        numbers: (g, value) => data(owner(json, g, value)) ?? kNothing,
        contribution: (g, i) => data(named(g, "c", i)) ?? kNothing,
        update: (u, name) => data(`${name}/${u}`),
        captured: (g, value) => captured(owner(json, g, value), g, value),
        capturedContribution: (g, i) => captured(named(g, "c", i), g, json.graphs[g].contributions[i].value),
    };
};
})();
