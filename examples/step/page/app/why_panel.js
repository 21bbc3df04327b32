// examples/step/page/app/why_panel.js: why a gradient is as large as it is: its contributions, and the way to the loss.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});
const {h, s} = app;

const number = x => x === null || x === undefined ? "—" : app.plain(x);
const eventOf = (timeline, graph, contribution) => timeline.eventsOfOp(graph.contributions[contribution].op).find(i => timeline.event(i).contribution === contribution) ?? 0;

function contributions(now, value) {
    const why = Vitro.why(now.recording, now.g, value), rows = why.contributions.map(one => h("tr", {}, h("th", {scope: "row"},
        app.button(app.short(one.name, 3), "", `To this contribution, of ${one.name}`, () => app.goTo(eventOf(now.timeline, now.graph, one.contribution), true, {value, view: "k", tab: "event"}), {class: "quiet"})),
        h("td", {}, number(one.norm)), h("td", {}, number(one.cosine)), h("td", {}, one.share === null ? "—" : `${(100 * one.share).toFixed(1)} %`), h("td", {}, app.meter(one.share ?? 0, Math.max(1, Math.abs(one.share ?? 0)), true)), h("td", {}, number(one.gain))));
    return h("table", {class: "list"}, h("caption", {class: "unseen"}, "Contributions"), h("thead", {}, h("tr", {}, ["contribution from", "norm", "cosine", "share", "", "gain"].map(name => name ? h("th", {scope: "col"}, name) : h("td")))),
        h("tbody", {}, rows), h("tfoot", {}, h("tr", {}, h("th", {scope: "row"}, "sum"), h("td", {}, number(why.norm)), h("td"), h("td", {}, `${(100 * why.sharesSum).toFixed(1)} %`), h("td"), h("td"))));
}
function waterfall(now, value) {
    const {bars, paths} = Vitro.waterfall(now.recording, now.g, value), known = bars.filter(bar => Number.isFinite(bar.log10));
    if (!known.length) return h("p", {class: "soft"}, "No gradient flows here.");
    const low = Math.floor(Math.min(...known.map(bar => bar.log10))), high = Math.ceil(Math.max(...known.map(bar => bar.log10))), tall = 20, wide = 560, left = 250, x = y => left + (y - low) / (high - low || 1) * (wide - left - 44);
    const picture = s("svg", {class: "waterfall", width: wide, height: bars.length * tall + 22, viewBox: `0 0 ${wide} ${bars.length * tall + 22}`, role: "img", "aria-label": `log10 of the gradient's norm along the largest shares, from ${app.short(now.graph.values[value].name)} to the loss`},
        Array.from({length: high - low + 1}, (_, k) => s("line", {class: "rule", x1: x(low + k), x2: x(low + k), y1: 0, y2: bars.length * tall})), bars.map((bar, k) => s("g", {class: "hop", onclick: () => app.set({value: bar.value, view: "g"})},
            s("text", {x: left - 8, y: k * tall + 14, class: "end"}, app.short(bar.name, 3).slice(-38)), s("rect", {x: left, y: k * tall + 3, width: Math.max(1, x(bar.log10) - left) || 1, height: tall - 6, rx: 2}),
            s("text", {x: (x(bar.log10) || left) + 4, y: k * tall + 14}, app.plain(bar.norm)))), Array.from({length: high - low + 1}, (_, k) => s("text", {x: x(low + k), y: bars.length * tall + 15, class: "middle"}, `10^${low + k}`)));
    const others = paths.map(path => h("li", {}, `${(100 * path.score).toFixed(2)} %: `, path.hops.map(hop => app.short(hop.name ?? now.graph.values[hop.value].name)).join(" → ")));
    return [h("h3", {}, "The way to the loss, along the largest share"), h("p", {class: "soft"}, "Bars are norms, on a logarithmic scale. A bar that is longer than the one below it is where the gradient grew."),
        h("div", {class: "scroll", tabindex: 0, role: "group", "aria-label": "Waterfall"}, picture), others.length ? h("details", {}, h("summary", {}, "Other ways"), h("ol", {class: "paths"}, others)) : null];
}
app.whyZeroOf = (g, value, index) => { const answer = Vitro.whyZero(app.recording, g, value, index); return answer && answer.reason !== "not zero" ? answer : null; };
/** Below the terms of a number that is 0. */
app.zeroReason = (looked, index) => {
    if (!["g", "k"].includes(looked.view) || !looked.numbers || Math.abs(looked.numbers[index]) > 1e-6 || looked.state === "unset" || looked.state === "stale") return null;
    const answer = app.whyZeroOf(looked.g, looked.value, index);
    return answer ? h("p", {class: "whyzero"}, h("b", {}, `Why 0: ${answer.reason}. `), answer.sentence, " ", app.narration.why_zero?.[answer.reason] ?? "") : null;
};

/** Of the pinned number: the contributions' own numbers there, each a link to its terms; or why it is 0. */
function pinned(now, {value, of}) {
    const {cell} = app.state;
    if (cell === null) return h("p", {class: "soft"}, "Pin a number of its matrix, and this says what the number is made of.");
    const total = Vitro.gradients(now.recording, now.g).total(value), zero = app.whyZeroOf(now.g, value, cell), place = app.placeText(of, cell), parts = Vitro.gradients(now.recording, now.g).contributionsTo(value);
    if (!total || cell >= total.length) return null;
    return [h("h3", {}, `The number ${place}: `, app.exact(total[cell])), zero ? h("p", {class: "whyzero"}, h("b", {}, `Why 0: ${zero.reason}. `), zero.sentence, " ", app.narration.why_zero?.[zero.reason] ?? "") : null,
        zero && total[cell] === 0 ? null : parts.map(k => { const terms = largestTerms(now, k, cell); return terms ? h("table", {class: "list"}, h("caption", {}, `${app.plain(now.recording.contribution(now.g, k)[cell])} through ${app.short(now.graph.values[now.graph.ops[now.graph.contributions[k].op].output].name, 3)}: its largest terms`),
            h("tbody", {}, terms.map(term => h("tr", {}, h("th", {scope: "row"}, termLink(term)), h("td", {}, (term.factors ?? []).map(app.plain).join(" × ")), h("td", {}, app.plain(term.product)))))) : null; })];
}
const kTerms = 5;
function largestTerms({recording, g}, k, cell) {
    try { return Vitro.gradientCell(recording, g, k, cell, {largestFirst: true}).terms.slice(0, kTerms); } catch { return null; }
}
/** Upstream, to the number that the term carries back: from there to the next one, and so on to the loss. */
function termLink(term) {
    const link = [term.link, ...(term.links ?? [])].find(one => one?.gradientOf !== undefined), text = term.label || (term.names ?? []).join(" × ");
    return link ? app.button(text, "", `On to ${text}`, () => app.set({value: link.gradientOf, view: "g", cell: link.index}, true), {class: "quiet"}) : text;
}

app.panels.why = now => {
    const looked = app.looked();
    if (!looked) return h("p", {}, "This event is about no tensor.");
    const {value} = looked, broken = Vitro.firstNonFinite(now.recording);
    const places = [["forward", broken.forward], ["backward", broken.backward]].filter(([, place]) => place);
    return [h("h2", {}, "Why is this gradient what it is?"), h("p", {class: "where"}, now.graph.values[value].name), h("p", {class: "soft"}, "A gradient is the sum of its contributions. Norm is a contribution's length, cosine its direction against the sum, share how much of the sum lies along it; gain is its length over that of the gradient that reached its op."),
        contributions(now, value), pinned(now, looked), waterfall(now, value),
        h("h3", {}, "Numbers that are not finite"), places.length ? places.map(([direction, place]) => h("p", {class: "wrong"}, `First ${direction}: event ${place.event}, ${place.name} at ${place.index}. `, app.button("go there", "", `To event ${place.event}`, () => app.goTo(place.event), {class: "quiet"}))) : h("p", {class: "soft"}, "None, in either direction.")];
};
})();
