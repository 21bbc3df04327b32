// examples/step/page/app/compare.js: two blocks of one make side by side, op by op: the same code, what differs are numbers.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});
const {h} = app;

let pair = null, view = "v";

/** The block that the event is in and the next one of its make; else the first two. */
function pairFor(now) {
    const module = app.moduleOf(now), all = app.kinOf(now.g), own = all.find(list => list.some(group => app.isOpen(group, module))) ?? all[0];
    const k = Math.max(0, own.findIndex(group => app.isOpen(group, module)));
    return {g: now.g, list: own, first: k, second: k + 1 < own.length ? k + 1 : k - 1};
}
function choice(which, name) {
    return h("label", {}, `${name} `, h("select", {"aria-label": `${name} block`, onchange: event => { pair = {...pair, [which]: Number(event.target.value)}; app.drawCard(); }},
        pair.list.map((group, k) => h("option", {value: k, selected: k === pair[which]}, group.path))));
}
const seenOf = (now, value) => app.seen(now.g, value, view, now.i);
function side(now, value) {
    const {numbers} = seenOf(now, value), {shape} = now.graph.values[value];
    if (!numbers?.length) return [h("td", {class: "soft"}, view === "v" ? "pending" : "unset"), h("td")];
    const {rows, cols} = app.matrices(shape, numbers.length), {norm, absmax} = app.statistics(numbers);
    return [h("td", {}, app.button(app.thumb({numbers, from: 0, rows, cols, scale: absmax}), "", `Show ${now.graph.values[value].name}`, () => app.set({value, view, tab: "event"}, true), {class: "quiet"})), h("td", {}, app.plain(norm))];
}
/** The op's output, then what of its parameters is of the block. */
function rows(now, first, second) {
    return first.ops.flatMap((op, k) => {
        const [a, b] = [now.graph.ops[op], now.graph.ops[second.ops[k]]], inside = a.path.slice(first.path.length + 1), name = inside ? `${inside} ${a.op}` : a.op;
        const values = [[a.output, b.output, name], ...a.inputs.flatMap((input, j) => now.graph.values[input].role === "parameter" ? [[input, b.inputs[j], now.graph.values[input].name.slice(first.path.length + 1)]] : [])];
        return values.map(([x, y, label]) => {
            const norms = [x, y].map(value => { const {numbers} = seenOf(now, value); return numbers?.length ? app.statistics(numbers).norm : NaN; });
            return h("tr", {}, h("th", {scope: "row"}, label), side(now, x), side(now, y), h("td", {}, Number.isFinite(norms[1] / norms[0]) ? app.plain(norms[1] / norms[0]) : "—"), h("td", {}, sameness(now, x, y)));
        });
    });
}
/** Copies are told from blocks that only have one make. */
function sameness(now, x, y) {
    const [a, b] = [x, y].map(value => seenOf(now, value).numbers);
    if (!a?.length || a.length !== b?.length) return "";
    if (a.every((number, k) => Object.is(number, b[k]))) return "identical";
    const cosine = Vitro.numbers.dot(a, b) / (Vitro.numbers.norm(a) * Vitro.numbers.norm(b));
    return Number.isFinite(cosine) ? cosine.toFixed(3) : "—";
}
app.panels.compare = now => {
    if (!app.kinOf(now.g).length) return h("p", {class: "soft"}, "No two blocks here have one make.");
    if (pair?.g !== now.g) pair = pairFor(now);
    const first = pair.list[pair.first], second = pair.list[pair.second];
    const views = [["v", "values"], ["g", "gradients so far"], ["u", "updates"]].map(([letter, name]) => app.button(name, "", `Compare ${name}`, () => { view = letter; app.drawCard(); }, {pressed: view === letter}));
    return [h("h2", {}, "Two blocks of one make"), h("p", {class: "soft"}, "The same ops in the same order. What differs are the numbers: their lengths (norm), how many times as long the second one is (ratio), and the cosine of the angle between them; identical: bit for bit."),
        h("div", {class: "bar"}, choice("first", "first"), choice("second", "second"), h("div", {class: "choices", role: "group", "aria-label": "What to compare"}, views)),
        h("div", {class: "scroll", tabindex: 0, role: "group", "aria-label": "Blocks"}, h("table", {class: "list compare"}, h("caption", {class: "unseen"}, `${first.path} and ${second.path}`), h("thead", {}, h("tr", {}, ["tensor", first.path, "norm", second.path, "norm", "ratio", "cosine"].map(name => h("th", {scope: "col"}, name)))), h("tbody", {}, rows(now, first, second))))];
};
})();
