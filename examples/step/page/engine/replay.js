// examples/step/page/engine/replay.js: the step once more, in f64, with numbers of one's own: what if, and differences.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});

const losses = ({events}) => events.filter(({kind}) => kind === "SEED").map(({index}) => index);

/// Changed elements by value; and ops whose attributes are changed: another token is read, or wanted.
function sorted(recording, changes) {
    const numbers = new Map(), attributes = new Map();
    for (const {value, index, number, op, token} of changes) {
        if (value !== undefined) numbers.set(value, [...(numbers.get(value) ?? []), [index, number]]);
        else attributes.set(op, withToken(attributes.get(op) ?? recording.graphs[0].ops[op].attributes, index, token));
    }
    return {numbers, attributes};
}
function withToken(attributes, index, token) {
    const key = attributes.ids ? "ids" : "targets", values = [...attributes[key].values];
    values[index] = token;
    return {...attributes, [key]: {...attributes[key], values}};
}

/// What has to be computed again once these values have changed: ops in their order.
function downstream({ops}, changed) {
    const touched = new Set(changed);
    return ops.flatMap(({inputs, output}, op) => {
        if (!inputs.some(value => touched.has(value))) return [];
        touched.add(output);
        return [op];
    });
}

/// A reader of values: those computed or changed, else as recorded.
function values(recording, numbers) {
    const computed = new Map();
    const get = value => computed.get(value) ?? Vitro.graph.tensor(recording, 0, value);
    const put = (value, {shape, data}) => {
        const edits = numbers.get(value) ?? [], copy = edits.length > 0 ? Float64Array.from(data) : data;
        for (const [index, number] of edits) copy[index] = number;
        computed.set(value, {shape, data: copy});
    };
    return {computed, get, put};
}

function runForward(graph, list, {get, put}, attributesOf) {
    for (const op of list) {
        const {op: name, inputs, output} = graph.ops[op];
        put(output, Vitro.ops[name].forward(inputs.map(get), attributesOf(op)));
    }
}

/// In the order of the recorded backward events; -> Map of value to Float64Array.
function runBackward(graph, {get}, attributesOf) {
    const gradients = new Map(losses(graph).map(loss => [loss, Float64Array.of(1)]));
    for (const {kind, index} of graph.events) {
        if (kind !== "B" || !gradients.has(graph.ops[index].output)) continue;
        const {op: name, inputs, output} = graph.ops[index];
        const each = Vitro.ops[name].vjp(inputs.map(get), attributesOf(index), get(output), gradients.get(output));
        inputs.forEach((value, k) => {
            if (!graph.values[value].gradient || !each[k]) return;
            const before = gradients.get(value);
            gradients.set(value, before ? before.map((x, i) => x + each[k][i]) : each[k]);
        });
    }
    return gradients;
}

/// changes: [{value, index, number}] of any value of the step, a parameter's or an op's result; [{op, index, token}] of
/// an embedding's ids or a cross entropy's targets. -> {values: Map of value to {shape, data}, loss: per token like the
/// recording's, sum, gradients: Map}. Compare with a replay of no changes: the recorded numbers are rounded to floats.
Vitro.replay = function replay(recording, changes = []) {
    const [graph] = recording.graphs, {numbers, attributes} = sorted(recording, changes);
    const all = values(recording, numbers);
    const attributesOf = op => attributes.get(op) ?? graph.ops[op].attributes;
    graph.ops.forEach((_, op) => {
        const skipped = Vitro.graph.missing(recording, 0, op);
        if (skipped) throw new Error(`The step cannot be run again: ${skipped}`);
    });
    for (const value of numbers.keys())
        if (graph.values[value].maker === undefined) all.put(value, Vitro.graph.tensor(recording, 0, value));
    runForward(graph, graph.ops.map((_, op) => op), all, attributesOf);
    const sum = losses(graph).reduce((total, loss) => total + all.get(loss).data[0], 0);
    const gradients = runBackward(graph, all, attributesOf);
    return {values: all.computed, loss: sum / recording.optimization.tokens, sum, gradients};
};

/// The sum of the losses as a function of one number: number => loss. Only what depends on the value is computed again.
Vitro.lossOf = function (recording, value, index) {
    const [graph] = recording.graphs, list = downstream(graph, [value]);
    const start = Vitro.graph.tensor(recording, 0, value);
    const skipped = list.map(op => Vitro.graph.missing(recording, 0, op)).find(reason => reason);
    if (skipped) throw new Error(`The loss cannot be computed again: ${skipped}`);
    return number => {
        const all = values(recording, new Map([[value, [[index, number]]]]));
        all.put(value, start);
        runForward(graph, list, all, op => graph.ops[op].attributes);
        return losses(graph).reduce((total, loss) => total + all.get(loss).data[0], 0);
    };
};
})();
