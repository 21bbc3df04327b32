// examples/step/page/engine/cells.js: one number of an op's output as the terms that it is a sum of.
//
// A cell is {terms, total, steps, text}. A term is {label, factors, names, links, product, link}: numbers, what each is
// called, and the element {value, index} or {gradientOf, index} that it came from, or null. steps are the numbers on
// the way that all terms share: [{label, number}].
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});

const kTermsInText = 12;

/// parts: [name, number, link] for each factor. Without a label the names are one; without a link the first factor's.
function term(label, parts, link) {
    const names = parts.map(part => part[0]), factors = parts.map(part => part[1]);
    const links = parts.map(part => part[2] ?? null);
    return {label: label || names.join(" * "), factors, names, links, product: factors.reduce((a, b) => a * b, 1),
            link: link ?? links.find(link => link) ?? null};
}
const written = ({factors, product}) => factors.length === 0 ? Vitro.numbers.text(product, 4)
    : factors.map(x => x < 0 ? `(${Vitro.numbers.text(x, 4)})` : Vitro.numbers.text(x, 4)).join(" * ");

function cell(terms, {steps = [], total, text} = {}) {
    total ??= terms.reduce((sum, {product}) => sum + product, 0);
    const more = terms.length > kTermsInText ? ` + ${terms.length - kTermsInText} more` : "";
    text ??= `${terms.slice(0, kTermsInText).map(written).join(" + ") || "0"}${more} = ${Vitro.numbers.text(total, 6)}`;
    return {terms, total, steps, text};
}
const largestFirst = terms => [...terms].sort((a, b) => Math.abs(b.product) - Math.abs(a.product));

/// What makers of terms read: the op, elements of its inputs as factors, and the row that an element is in.
function reader(recording, g, op) {
    const it = Vitro.graph.application(recording, g, op), {values} = recording.graphs[g];
    const short = value => values[value].name.split(".").slice(-2).join(".");
    const name = (value, {shape}, index) => short(value) + Vitro.shapes.at(shape, index);
    const input = (k, index) =>
        [name(it.values[k], it.inputs[k], index), it.inputs[k].data[index], {value: it.values[k], index}];
    const row = index => {
        const width = Vitro.shapes.cols(it.inputs[0].shape), from = index - index % width;
        const x = Float64Array.from(Vitro.rows.rowOf(it.inputs[0].data, from, width));
        return {from, width, j: index % width, row: from / width, x};
    };
    return {...it, input, row, gradientName: index => `d ${name(it.result, it.output, index)}`};
}

// A maker of terms for each kind of op --------------------------------------------------------------------------------

function localCell(it, index) {
    const {at, value, slope} = it.definition.read(it.inputs, it.attributes), total = value(index);
    const read = it.inputs.map((_, k) => k).filter(k => at(k, index) >= 0);
    const parts = read.map(k => it.input(k, at(k, index)));
    if (it.name === "sub") parts[1][0] = `-${parts[1][0]}`, parts[1][1] *= -1;
    if (it.name === "add" || it.name === "sub") return cell(parts.map(part => term("", [part])));
    if (read.length === 0) return cell([{...term("cut off by the mask", []), product: total}], {total});
    if (it.name === "mul") return cell([term("", parts)]);
    if (it.name === "scale" || it.name === "dropout")
        return cell([term("", [[it.name === "scale" ? "factor" : "kept or dropped", slope(0, index)], parts[0]])]);
    if (it.name !== "div" && !Vitro.unary[it.name]) return cell([term("", parts)]);
    const operands = parts.map(part => Vitro.numbers.text(part[1], 4)).join(", ");
    const text = `${it.name}(${operands}) = ${Vitro.numbers.text(total, 6)}`;
    return cell([{...term(it.name, parts), product: total}], {total, text});
}

function reduceCell(it, index) {
    const {members, count} = it.definition.reduction(it.inputs[0], it.attributes), all = members(index);
    if (it.name === "max")
        return cell([term("the largest", [it.input(0, it.definition.winner(it.inputs[0].data, all))])]);
    const factor = it.definition.factorOf(count);
    return cell(all.map(i => term("", factor === 1 ? [it.input(0, i)] : [[`1 / ${count}`, factor], it.input(0, i)])));
}

/// Element (l, i, j) of a product: row i of A, column j of B.
function place({m, n}, index) {
    return {l: Math.floor(index / (m * n)), i: Math.floor(index / n) % m, j: index % n};
}
function productCell(it, index) {
    const problem = it.definition.problem(it.inputs, it.attributes), {a, b, k} = problem;
    const {l, i, j} = place(problem, index);
    const terms = Array.from({length: k}, (_, p) => term(`a[${i},${p}] * b[${p},${j}]`,
        [it.input(0, a.first[l] + i * a.row + p * a.col), it.input(1, b.first[l] + p * b.row + j * b.col)]));
    if (it.inputs.length > 2) terms.push(term("bias", [it.input(2, j)]));
    const sum = cell(terms), activation = it.attributes.activation?.activation ?? "none";
    if (activation === "none") return sum;
    const total = Vitro.unary[activation][0](sum.total);
    return {...sum, total, steps: [{label: "z", number: sum.total}, {label: `${activation}(z)`, number: total}],
            text: `${activation}(${sum.text.replace(/ = .*/, "")}) = ${Vitro.numbers.text(total, 6)}`};
}

function softmaxCell(it, index) {
    const {from, width, j, x} = it.row(index);
    const open = it.attributes.mask && Vitro.shapes.allowed(it.attributes.mask, it.output.shape);
    const {max, sum, exps} = Vitro.rows.exponentials(x, open && Vitro.rows.rowOf(open, from, width));
    const steps = [{label: "max", number: max}, {label: "sum of exp(x - max)", number: sum}];
    const link = it.input(0, index)[2];
    if (it.name === "log_softmax")
        return cell([term("", [it.input(0, index)]), term("", [["-max", -max]]),
                     term("", [["-log sum", -Math.log(sum)]])], {steps});
    if (exps[j] === 0) return cell([{...term("cut off by the mask", [], link), product: 0}], {steps});
    return cell([term("", [["exp(x - max)", exps[j], link], ["1 / sum", 1 / sum]])], {steps});
}

function layerNormCell(it, index) {
    const {j, x} = it.row(index), {mean, variance, rstd, normal} = it.definition.normalised(x, it.attributes.epsilon);
    const steps = [{label: "mean", number: mean}, {label: "variance", number: variance},
                   {label: "1 / sqrt(variance + epsilon)", number: rstd}, {label: "x-hat", number: normal[j]}];
    const link = it.input(0, index)[2];
    const stretched = term("gain * x-hat", [it.input(1, j), ["x-hat", normal[j], link]], link);
    return cell([stretched, term("bias", [it.input(2, j)])], {steps});
}

function attentionCell(it, index) {
    const all = it.definition.parts(it.inputs, it.attributes), {heads, queries, keys, width, place} = all;
    const model = heads * width, w = index % width, h = Math.floor((index % model) / width);
    const row = Math.floor(index / model);
    const i = row % queries, b = Math.floor(row / queries), cells = ((b * heads + h) * queries + i) * keys;
    const dropout = j => it.attributes.dropout.dropout > 0 ? [["dropout", all.factors[cells + j]]] : [];
    const terms = Array.from({length: keys}, (_, j) => term(`key ${j}`, [
        [`weight[${h},${i},${j}]`, all.weights[cells + j]], ...dropout(j), it.input(2, place(b, h, j, w, keys))]));
    return cell(terms, {steps: [{label: "head", number: h}, {label: "query", number: i}]});
}

function rotaryCell(it, index) {
    const {angle, position, parts} = it.definition.turned(it.inputs[0], it.attributes, index);
    return cell(parts.map(([element, factor, name]) => term("", [it.input(0, element), [name, factor]])),
                {steps: [{label: "position", number: position}, {label: "a", number: angle}]});
}

function crossEntropyCell(it) {
    const {targets, ignored} = it.attributes, terms = [];
    Vitro.rows.forEachRow(it.inputs[0].shape, (from, width, row) => {
        if (targets.values[row] === ignored) return;
        const {x} = it.row(from), loss = it.definition.rowLoss(x, it.attributes, row);
        const target = from + targets.values[row];
        terms.push(term(`row ${row}`, [["-log p", loss, {value: it.values[0], index: target}]]));
    });
    return cell(terms);
}

const special = {softmax: softmaxCell, log_softmax: softmaxCell, layer_norm: layerNormCell, attention: attentionCell,
                 rotary: rotaryCell, cross_entropy: crossEntropyCell};

/// The terms of element `index` of an op's output. options.largestFirst: sorted by |product|.
Vitro.cell = function (recording, g, op, index, options = {}) {
    const it = reader(recording, g, op), {read, reduction} = it.definition;
    const make = special[it.name] ?? (read ? localCell : reduction ? reduceCell : productCell);
    const result = make(it, index);
    return options.largestFirst ? {...result, terms: largestFirst(result.terms)} : result;
};
Vitro.cells = {term, cell, reader, largestFirst};
})();
