// examples/step/page/engine/why_zero.js: why one number of a gradient is 0, or only what rounding left of one.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});

/// Below this part of the terms' sizes a sum counts as cancelled: what is left is rounding.
const kRounding = 1e-5;
const kHops = 200;

const isUpstream = link => link?.gradientOf !== undefined;
const answer = (reason, sentence, where = null) => ({reason, sentence, where});

/// Where no gradient flows at all.
function without(recording, g, value) {
    const {values, ops} = recording.graphs[g], {name, gradient, role, maker} = values[value];
    if (ops[maker]?.op === "detach") return answer("detached", `${name} was detached: it counts as a constant.`);
    const what = role === "constant" ? "is a constant" : "depends on constants only";
    if (!gradient) return answer("detached", `${name} ${what}: nothing asks for its gradient.`);
    const readers = ops.filter(({inputs}) => inputs.includes(value));
    if (readers.length === 0) return answer("not on a path", `Nothing reads ${name}.`);
    return readers.every(({op}) => op === "detach")
        ? answer("detached", `Only detach reads ${name}, and through it nothing flows back.`)
        : answer("not on a path", `No way leads from ${name} to the loss.`);
}

// A contribution all of whose terms are 0 -----------------------------------------------------------------------------

const kNoTerms = {
    embedding: ["row not in batch", "This row of the table was not picked by any token of the batch."],
    mask: ["masked", "The mask replaces this number, so nothing flows back to it."],
    cross_entropy: ["ignored", "The target of this row is one that does not count, as padding is."],
    max: ["not the maximum", "Another number won the maximum and gets all of the gradient."],
    slice: ["not on a path", "The slice leaves this number out."],
};

/// Whether the mask of an op keeps an element of input k from having any effect.
function hidden({name, inputs, attributes, output}, k, index) {
    if (name === "softmax") return Vitro.shapes.allowed(attributes.mask, output.shape)?.[index] === 0;
    if (name !== "attention") return false;
    const {allowed, heads, queries, keys, width} = Vitro.ops.attention.parts(inputs, attributes);
    const [times, others] = k === 0 ? [queries, keys] : [keys, queries], row = Math.floor(index / (heads * width));
    const h = Math.floor(index / width) % heads, first = (Math.floor(row / times) * heads + h) * queries * keys;
    const pair = other => first + (k === 0 ? (row % times) * keys + other : other * keys + row % times);
    return allowed !== null && Array.from({length: others}, (_, n) => allowed[pair(n)]).every(open => open === 0);
}

/// Which factor of a term with a living upstream is 0.
function killer({name, result}, {factors, names, links}) {
    const at = factors.findIndex((factor, i) => factor === 0 && !isUpstream(links[i]));
    const where = {value: result, index: links.find(isUpstream).index};
    if (name === "dropout") return answer("dropout", "Dropout dropped this number in this step.", where);
    if (Vitro.unary[name] || names[at] === "f'(z)")
        return answer("saturated", "The activation is flat here: its slope is 0.", where);
    return answer("times zero", `It is multiplied by ${names[at]}, which is 0.`, links[at]);
}

function ofContribution(recording, g, contribution, index) {
    const {op, input} = recording.graphs[g].contributions[contribution], it = Vitro.graph.application(recording, g, op);
    const {terms} = Vitro.gradientCell(recording, g, contribution, index);
    if (hidden(it, input, index)) return answer("masked", "The mask hides this place from all that could look at it.");
    if (terms.length === 0)
        return answer(...(kNoTerms[it.name] ?? ["not on a path", `${it.name} does not read this number.`]));
    const alive = terms.find(({factors, links}) => links.some((link, i) => isUpstream(link) && factors[i] !== 0));
    if (alive?.factors.includes(0)) return killer(it, alive);
    const dead = terms.find(({link}) => isUpstream(link));
    if (alive || !dead) return answer("too small", "The product is too small for a number to hold.", alive?.link);
    const next = {value: dead.link.gradientOf, index: dead.link.index};
    return {...answer("upstream is zero", "What flows in from behind is 0."), next};
}

// An element ----------------------------------------------------------------------------------------------------------

function cancelled(terms) {
    const [largest] = terms, opposite = terms.find(({product}) => product * largest.product < 0);
    const [a, b] = [largest, opposite].map(term => `${Vitro.numbers.text(term.product, 4)} (${term.label})`);
    const sentence = `Its ${terms.length} terms cancel, the largest two that are opposite being ${a} and ${b}. ` +
        "What is left is rounding.";
    return {...answer("cancels", sentence, largest.link), terms: [largest, opposite]};
}

function ofElement(recording, g, value, index) {
    const gradients = Vitro.gradients(recording, g), total = gradients.total(value);
    if (!total) return without(recording, g, value);
    const contributions = gradients.contributionsTo(value), number = total[index], {text} = Vitro.numbers;
    const all = contributions.flatMap(one => Vitro.gradientCell(recording, g, one, index).terms);
    const terms = Vitro.cells.largestFirst(all), size = terms.reduce((sum, {product}) => sum + Math.abs(product), 0);
    if (number !== 0 && !(Math.abs(number) <= kRounding * size)) return answer("not zero", `It is ${text(number)}.`);
    if (contributions.length === 0) return answer("upstream is zero", "It is what flowed into the op expanded here.");
    if (terms.some(({product}) => product * terms[0].product < 0)) return cancelled(terms);
    if (size > 0)
        return answer("too small", `Its largest term, ${text(terms[0].product, 4)}, rounds to 0.`, terms[0].link);
    const causes = contributions.map(one => ofContribution(recording, g, one, index));
    return causes.find(({next}) => !next) ?? causes[0];
}

/// {reason, sentence, where: the element to look at, {value, index} or {gradientOf, index}, hops: elements of gradients
/// passed on the way there}. A zero that was handed down is followed to where it arose.
Vitro.whyZero = function (recording, g, value, index) {
    const hops = [{value, index}], {factor} = recording.optimization;
    let found = ofElement(recording, g, value, index);
    while (found.next && hops.length < kHops) {
        hops.push(found.next);
        found = ofElement(recording, g, found.next.value, found.next.index);
    }
    const {next, ...rest} = found, last = hops[hops.length - 1], {name, shape} = recording.graphs[g].values[last.value];
    if (rest.reason === "not zero" && factor === 0)
        return {...answer("clipped", "It is not 0, but is multiplied by 0 before the update.", last), hops};
    const via = hops.length > 1 ? `It was handed down from ${name}${Vitro.shapes.at(shape, last.index)}. ` : "";
    return {...rest, sentence: via + rest.sentence, where: rest.where ?? last, hops};
};
})();
