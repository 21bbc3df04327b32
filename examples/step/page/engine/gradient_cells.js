// examples/step/page/engine/gradient_cells.js: one number of a contribution to a gradient as the terms that it sums.
//
// Every op but dropout's choice is smooth, so a contribution is linear in the upstream gradient: each term is an
// upstream element times the derivative of that output by this input, and its link leads one op nearer to the loss.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});
const term = (...parts) => Vitro.cells.term(...parts), cell = (...parts) => Vitro.cells.cell(...parts);

/// As Vitro.cells' reader, with elements of the upstream gradient as factors.
function reader(recording, g, op) {
    const it = Vitro.cells.reader(recording, g, op), upstream = Vitro.graph.upstream(recording, g, op);
    const up = index => [it.gradientName(index), upstream[index], {gradientOf: it.result, index}];
    return {...it, upstream, up, upRow: ({from, width}) => Float64Array.from(Vitro.rows.rowOf(upstream, from, width))};
}

function localTerms(it, k, index) {
    const {at, slope} = it.definition.read(it.inputs, it.attributes), terms = [];
    for (let i = 0; i < it.upstream.length; ++i) {
        if (at(k, i) !== index) continue;
        const factor = slope(k, i, it.output.data[i]);
        const by = it.name === "mul" ? it.input(1 - k, at(1 - k, i)) : ["dy/dx", factor ?? 0];
        terms.push(term("", factor === 1 ? [it.up(i)] : [it.up(i), by]));
    }
    return cell(terms);
}

function reduceTerms(it, k, index) {
    const {of, members, count} = it.definition.reduction(it.inputs[0], it.attributes), j = of(index);
    if (it.name !== "max") {
        const factor = it.definition.factorOf(count);
        return cell([term("", factor === 1 ? [it.up(j)] : [it.up(j), [`1 / ${count}`, factor]])]);
    }
    return cell(it.definition.winner(it.inputs[0].data, members(j)) === index ? [term("the largest", [it.up(j)])] : []);
}

/// An upstream element of a linear op, through its activation if it has one.
function throughActivation(it) {
    if (!it.attributes.activation || it.attributes.activation.activation === "none") return c => [it.up(c)];
    const {slopes, beforeActivation, activationOf} = it.definition;
    const slope = slopes(beforeActivation(it.inputs), activationOf(it.attributes), it.output.data);
    return c => [it.up(c), ["f'(z)", slope[c] ?? 0]];
}
/// dA = dC B^T: along a row of dC and a row of B. dB = A^T dC: along columns. A bias: down a column of dC.
function productTerms(it, k, index) {
    const problem = it.definition.problem(it.inputs, it.attributes), {positions, m, n, a, b} = problem, terms = [];
    const through = throughActivation(it), mine = k === 0 ? a : b, other = k === 0 ? b : a;
    if (k === 2)
        return cell(Array.from({length: positions * m}, (_, row) => term(`row ${row}`, through(row * n + index))));
    const matrix = mine.rows * mine.cols;
    for (let l = 0; l < positions; ++l) {
        const within = index - mine.first[l];
        if (within < 0 || within >= matrix) continue;
        const r = Math.floor(within / mine.row) % mine.rows, c = Math.floor(within / mine.col) % mine.cols;
        for (let t = 0; t < (k === 0 ? n : m); ++t) {
            const [i, j, p] = k === 0 ? [r, t, c] : [t, c, r];
            const factor = other.first[l] + (k === 0 ? p * b.row + j * b.col : i * a.row + p * a.col);
            terms.push(term(k === 0 ? `dC[${i},${j}] * b[${p},${j}]` : `a[${i},${p}] * dC[${i},${j}]`,
                            [...through((l * m + i) * n + j), it.input(1 - k, factor)]));
        }
    }
    return cell(terms);
}

/// dx_j = sum over i of dy_i * jacobian(i).
const alongRow = (it, {from, width}, name, jacobian) =>
    Array.from({length: width}, (_, i) => term("", [it.up(from + i), [name, jacobian(i)]]));

function softmaxTerms(it, k, index) {
    const row = it.row(index), {from, width, j} = row, dy = it.upRow(row);
    const y = Vitro.rows.rowOf(it.output.data, from, width);
    if (it.name === "log_softmax") {
        const p = Math.exp(y[j]);
        const steps = [{label: "p", number: p}, {label: "sum g", number: dy.reduce((a, b) => a + b, 0)}];
        return cell(alongRow(it, row, "[i = j] - p_j", i => (i === j ? 1 : 0) - p), {steps});
    }
    const mean = Vitro.numbers.dot(dy, y), text = Vitro.numbers.text, total = y[j] * (dy[j] - mean);
    return cell(alongRow(it, row, "p_j ([i = j] - p_i)", i => y[j] * ((i === j ? 1 : 0) - y[i])),
                {total,
                 steps: [{label: "p", number: y[j]}, {label: "g", number: dy[j]}, {label: "sum g p", number: mean}],
                 text: `${text(y[j], 4)} * (${text(dy[j], 4)} - ${text(mean, 4)}) = ${text(total, 6)}`});
}

function layerNormTerms(it, k, index) {
    if (k > 0) {
        const terms = [];
        Vitro.rows.forEachRow(it.output.shape, (from, width, row) => {
            const up = it.up(from + index), {normal} = it.definition.normalised(it.row(from).x, it.attributes.epsilon);
            const by = ["x-hat", normal[index], it.input(0, from + index)[2]];
            terms.push(term(`row ${row}`, k === 1 ? [up, by] : [up]));
        });
        return cell(terms);
    }
    const row = it.row(index), {width, j} = row;
    const {rstd, normal} = it.definition.normalised(row.x, it.attributes.epsilon);
    const gain = it.inputs[1].data, u = it.upRow(row).map((dy, i) => dy * gain[i]), text = Vitro.numbers.text;
    const mean = u.reduce((a, b) => a + b, 0) / width, along = Vitro.numbers.dot(u, normal) / width;
    const total = rstd * (u[j] - mean - normal[j] * along);
    const [r, u_j, m, n, a] = [rstd, u[j], mean, normal[j], along].map(x => text(x, 4));
    return cell(alongRow(it, row, "gain rstd ([i = j] - 1/n - x-hat_i x-hat_j / n)",
                         i => gain[i] * rstd * ((i === j ? 1 : 0) - 1 / width - normal[i] * normal[j] / width)),
                {total,
                 steps: [{label: "rstd", number: rstd}, {label: "u = g gain", number: u[j]},
                         {label: "mean u", number: mean}, {label: "x-hat", number: normal[j]},
                         {label: "mean(u x-hat)", number: along}],
                 text: `${r} * (${u_j} - ${m} - ${n} * ${a}) = ${text(total, 6)}`});
}

function crossEntropyTerms(it, k, index) {
    const {j, x, row, width} = it.row(index), {targets, ignored} = it.attributes;
    if (targets.values[row] === ignored) return cell([]);
    const p = Vitro.rows.softmaxRow(x)[j], wanted = it.definition.wanted(it.attributes, row, j, width);
    return cell([term("what the model says", [it.up(0), ["p", p]]),
                 term("what it should say", [it.up(0), ["-q", -wanted]])],
                {steps: [{label: "p", number: p}, {label: "q", number: wanted}, {label: "p - q", number: p - wanted}]});
}

/// An output's gradient times value reaches a query or a key through the scores; a value directly.
function attentionTerms(it, k, index) {
    const all = it.definition.parts(it.inputs, it.attributes), {heads, queries, keys, width, place, scale} = all;
    const mine = k === 0 ? queries : keys, model = heads * width, t = Math.floor(index / model) % mine;
    const b = Math.floor(index / model / mine), h = Math.floor((index % model) / width), w = index % width;
    const scores = k < 2 && it.definition.scoreGradients(all, it.inputs[2].data, it.upstream).scores;
    return cell(Array.from({length: k === 0 ? keys : queries}, (_, other) => {
        const [i, j] = k === 0 ? [t, other] : [other, t], pair = ((b * heads + h) * queries + i) * keys + j;
        const seen = [`weight[${h},${i},${j}]`, all.dropped[pair]];
        if (k === 2) return term(`query ${i}`, [seen, it.up(place(b, h, i, w, queries))]);
        let largest = place(b, h, i, 0, queries);
        for (let at = largest, end = at + width; at < end; ++at)
            if (Math.abs(it.upstream[at]) > Math.abs(it.upstream[largest])) largest = at;
        const partner = it.input(1 - k, k === 0 ? place(b, h, j, w, keys) : place(b, h, i, w, queries));
        return term(k === 0 ? `key ${j}` : `query ${i}`,
                    [["scale", scale], [`d score[${h},${i},${j}]`, scores[pair]], partner],
                    {gradientOf: it.result, index: largest});
    }));
}

function rotaryTerms(it, k, index) {
    const {angle, position, parts} = it.definition.turned(it.inputs[0], it.attributes, index, true);
    return cell(parts.map(([element, factor, name]) => term("", [it.up(element), [name, factor]])),
                {steps: [{label: "position", number: position}, {label: "a", number: angle}]});
}

const special = {softmax: softmaxTerms, log_softmax: softmaxTerms, layer_norm: layerNormTerms,
                 attention: attentionTerms, rotary: rotaryTerms, cross_entropy: crossEntropyTerms};

/// The terms of element `index` of contribution number `contribution` of a graph; shaped as Vitro.cell's.
Vitro.gradientCell = function (recording, g, contribution, index, options = {}) {
    const {op, input} = recording.graphs[g].contributions[contribution], it = reader(recording, g, op);
    const {read, reduction} = it.definition;
    const make = special[it.name] ?? (read ? localTerms : reduction ? reduceTerms : productTerms);
    const result = make(it, input, index);
    return options.largestFirst ? {...result, terms: Vitro.cells.largestFirst(result.terms)} : result;
};
})();
