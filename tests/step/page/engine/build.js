// tests/step/page/engine/build.js: small recordings made here, to ask of what the lesson does not show.
"use strict";
const {Vitro} = require("./load.js");

const size = shape => shape.reduce((a, b) => a * b, 1);

/// A safetensors file of the tensors {name: numbers or {shape, data}} and the JSON.
function file(json, tensors, {dtype = "F32", key = "vitro.recording"} = {}) {
    const header = {__metadata__: {[key]: JSON.stringify(json)}}, parts = [];
    let offset = 0;
    for (const [name, tensor] of Object.entries(tensors)) {
        const data = Float32Array.from(tensor.data ?? tensor), end = offset + data.byteLength;
        header[name] = {dtype, shape: tensor.shape ?? [data.length], data_offsets: [offset, end]};
        parts.push(Buffer.from(data.buffer));
        offset = end;
    }
    const text = Buffer.from(JSON.stringify(header)), length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(text.length));
    return new Uint8Array(Buffer.concat([length, text, ...parts]));
}

/// A program: parameter(data, shape), constant(..), op(name, inputs, attributes), then recording(): all ops run, and
/// differentiated from the last result, whose seed is 1.
class Program {
    constructor() { this.values = [], this.ops = [], this.data = []; }
    add(role, name, data, shape, extra = {}) {
        this.values.push({role, name, shape, axes: shape.map(() => ""), gradient: role !== "constant", ...extra});
        this.data.push(Float32Array.from(data));
        return this.values.length - 1;
    }
    parameter(data, shape = [data.length], name = `parameter${this.values.length}`) {
        return this.add("parameter", name, data, shape);
    }
    constant(data, shape = [data.length]) { return this.add("constant", `constant${this.values.length}`, data, shape); }
    op(op, inputs, attributes = {}) {
        const {shape, data} = Vitro.ops[op].forward(inputs.map(value => this.tensor(value)), attributes);
        const gradient = op !== "detach" && inputs.some(value => this.values[value].gradient);
        const output =
            this.add("result", `${op}${this.values.length}`, data, shape, {maker: this.ops.length, gradient});
        this.ops.push(
            {op, path: "", file: "", line: 0, inputs, output, attributes, kept: [], differentiated: gradient});
        return output;
    }
    tensor(value) { return {shape: this.values[value].shape, data: this.data[value]}; }
    backward(seed) {
        const events = this.ops.map((_, index) => ({kind: "F", index})), contributions = [], numbers = [];
        events.push({kind: "LOSS", index: seed}, {kind: "SEED", index: seed});
        const gradients = new Map([[seed, new Float32Array(size(this.values[seed].shape)).fill(1)]]);
        for (let index = this.ops.length - 1; index >= 0; --index) {
            const {op, inputs, output, attributes, differentiated} = this.ops[index];
            if (!differentiated || !gradients.has(output)) continue;
            events.push({kind: "B", index});
            const each = Vitro.ops[op].vjp(
                inputs.map(i => this.tensor(i)), attributes, this.tensor(output), gradients.get(output));
            inputs.forEach((value, input) => {
                if (!this.values[value].gradient) return;
                const c = Float32Array.from(each[input]), before = gradients.get(value);
                gradients.set(value, before ? before.map((x, i) => x + c[i]) : c);
                events.push({kind: "ACC", index: contributions.length});
                contributions.push({op: index, input, value});
                numbers.push(c);
            });
        }
        const parts = value => contributions.filter(one => one.value === value).length, seen = new Map();
        for (const event of events.filter(({kind}) => kind === "ACC")) {
            const {value} = contributions[event.index];
            seen.set(value, event.part = (seen.get(value) ?? 0) + 1);
            event.parts = parts(value);
        }
        return {events, contributions, numbers};
    }
    recording() { return Vitro.openRecording(this.bytes()); }
    json(graph) {
        return {
            schema: "vitro-recording/1",
            title: "",
            engine: "",
            loss: 0,
            loss_after: 0,
            labels: [],
            updates: [],
            optimization: {optimizer: "sgd", step: 1, learning_rate: 1, tokens: 1, factor: 1},
            graphs: [graph],
            captured: {}
        };
    }
    bytes(change = () => {}) {
        const last = this.values.length - 1, {events, contributions, numbers} = this.backward(last);
        const json = this.json({values: this.values, ops: this.ops, contributions, events}), tensors = {};
        this.data.forEach((data, i) => {
            if (data.length > 0) tensors[`v/${i}`] = {shape: this.values[i].shape, data};
        });
        numbers.forEach((data, i) => {
            tensors[`c/${i}`] = {shape: this.values[contributions[i].value].shape, data};
        });
        change(json, tensors);
        return file(json, tensors);
    }
}

module.exports = {
    Program,
    file
};
