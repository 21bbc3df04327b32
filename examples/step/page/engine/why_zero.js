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
    const readers = ops.filter(({inputs}) => inputs.includes(value));
    if (maker !== undefined && ops[maker].op === "detach") return answer("detached", `${name} was detached: it counts as a constant.`);
    if (!gradient) return answer("detached", `${name} ${role === "constant" ? "is a constant" : "depends on constants only"}: nothing asks for its gradient.`);
    const cut = readers.find(({op}) => op === "detach");
    if (cut && readers.every(({op}) => op === "detach"))
        return answer("detached", `${name} is read only by detach, through which nothing flows back.`, {value: cut.output, index: 0});
    return answer("not on a path", readers.length === 0 ? `Nothing reads ${name}.` : `No way leads from ${name} to the loss.`);
}

// A contribution all of whose terms are 0 -----------------------------------------------------------------------------

const kNoTerms = {
    embedding: ["row not in batch", "This row of the table was not picked by any token of the batch."],
    mask: ["masked", "The mask replaces this number, so nothing flows back to it."],
    cross_entropy: ["ignored", "The target of this row is one that does not count, as padding is."],
    max: ["not the maximum", "Another number won the maximum and gets all of the gradient."],
    slice: ["not on a path", "The slice leaves this number out."],
};

/// Whether the mask of an op keeps an element from having any effect.
function hidden({name, inputs, attributes, output}, k, index) {
    if (name === "softmax") return Vitro.shapes.allowed(attributes.mask, output.shape)?.[index] === 0;
    if (name !== "attention") return false;
    const {allowed, heads, queries, keys, width, place} = Vitro.ops.attention.parts(inputs, attributes);
    const times = k === 0 ? queries : keys;
    if (!allowed) return false;
    const time = Math.floor(index / (heads * width)) % times, h = Math.floor(index / width) % heads;
    const b = Math.floor(index / (heads * width * times));
    const first = (b * heads + h) * queries * keys, pairs = k === 0 ? queries : keys;
    for (let n = 0; n < (k === 0 ? keys : queries); ++n)
        if (allowed[k === 0 ? first + time * keys + n : first + n * keys + time]) return false;
    return pairs > 0 && place !== undefined;
}

/// Which factor of a term with a living upstream is 0.
function killer(name, {factors, names, links}, output) {
    const at = factors.findIndex((factor, i) => factor === 0 && !isUpstream(links[i]));
    const upstream = links.find(isUpstream), where = upstream && {value: output, index: upstream.index};
    if (name === "dropout") return answer("dropout", "Dropout dropped this number in this step.", where);
    if (Vitro.unary[name] || names[at] === "f'(z)") return answer("saturated", "The activation is flat here: its slope is 0.", where);
    return answer("times zero", `It is multiplied by ${names[at]}, which is 0.`, links[at]);
}

function ofContribution(recording, g, contribution, index) {
    const {op, input} = recording.graphs[g].contributions[contribution], it = Vitro.graph.application(recording, g, op);
    const {terms} = Vitro.gradientCell(recording, g, contribution, index);
    if (hidden(it, input, index)) return answer("masked", "The mask hides this place from everything that could look at it.");
    if (terms.length === 0) return answer(...(kNoTerms[it.name] ?? ["not on a path", `${it.name} does not read this number.`]));
    const alive = terms.find(({factors, links}) => links.some((link, i) => isUpstream(link) && factors[i] !== 0));
    if (alive && alive.factors.includes(0)) return killer(it.name, alive, it.result);
    const dead = terms.find(({link}) => isUpstream(link));
    if (alive || !dead) return answer("too small", "The product is too small for a number to hold.", alive?.link ?? null);
    return {...answer("upstream is zero", "What flows in from behind is 0."), next: {value: dead.link.gradientOf, index: dead.link.index}};
}

// An element ----------------------------------------------------------------------------------------------------------

function cancelled(terms) {
    const [largest] = terms, opposite = terms.find(({product}) => product * largest.product < 0);
    const pair = [largest, opposite].map(term => `${Vitro.numbers.text(term.product, 4)} (${term.label})`);
    return {...answer("cancels", `Its ${terms.length} terms cancel; the largest two that are opposite are ${pair.join(" and ")}. ` +
                      "What is left is rounding.", largest.link), terms: [largest, opposite]};
}

function ofElement(recording, g, value, index) {
    const gradients = Vitro.gradients(recording, g), total = gradients.total(value);
    const contributions = gradients.contributionsTo(value);
    if (!total) return without(recording, g, value);
    const number = total[index];
    const terms = Vitro.cells.largestFirst(contributions.flatMap(c => Vitro.gradientCell(recording, g, c, index).terms));
    const size = terms.reduce((sum, {product}) => sum + Math.abs(product), 0);
    if (contributions.length === 0 || (number !== 0 && Math.abs(number) > kRounding * size))
        return answer("not zero", `It is ${Vitro.numbers.text(number)}.`, {value, index});
    if (size > 0 && terms.some(({product}) => product * terms[0].product < 0)) return cancelled(terms);
    if (size > 0) return answer("too small", `Its terms, of at most ${Vitro.numbers.text(Math.abs(terms[0].product), 4)}, round to 0.`, terms[0].link);
    const causes = contributions.map(c => ofContribution(recording, g, c, index));
    return causes.find(({next}) => !next) ?? causes[0];
}

/// {reason, sentence, where: the element to look at, hops: elements of gradients passed on the way there}. A zero that
/// was handed down is followed to where it arose.
Vitro.whyZero = function (recording, g, value, index) {
    const hops = [{value, index}];
    let found = ofElement(recording, g, value, index);
    while (found.next && hops.length < kHops) {
        hops.push(found.next);
        found = ofElement(recording, g, found.next.value, found.next.index);
    }
    const {name, shape} = recording.graphs[g].values[hops[hops.length - 1].value];
    const via = hops.length > 1 ? `It was handed down from ${name}${Vitro.shapes.at(shape, hops[hops.length - 1].index)}. ` : "";
    const {next, ...rest} = found;
    const clipped = found.reason === "not zero" && recording.optimization.factor === 0;
    return clipped ? {...answer("clipped", "It is multiplied by 0 before the update."), hops}
                   : {...rest, sentence: via + rest.sentence, where: rest.where ?? hops[hops.length - 1], hops};
};
})();
