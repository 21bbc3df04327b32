// examples/step/page/app/terms.js: what one number is made of: its terms, largest first, with the running total.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});
const {h} = app;

const kShown = 12;
let all = false;

/** The terms of a cell of what is looked at; null where there are none to show. */
function termsFor(looked, index) {
    const {recording} = app, graph = recording.graphs[looked.g];
    try {
        if (looked.view === "v") {
            const {maker} = graph.values[looked.value];
            return maker === undefined || !Vitro.cell ? null : Vitro.cell(recording, looked.g, maker, index);
        }
        if (looked.view === "k" && looked.contribution !== null && Vitro.gradientCell)
            return Vitro.gradientCell(recording, looked.g, looked.contribution, index);
        if (looked.view === "g") return sumOfContributions(looked, index);
        if (looked.view === "u" && Vitro.updateTerms)
            return Vitro.updateTerms(recording, recording.updates.findIndex(one => one.value === looked.value), index);
    } catch (error) {
        return {text: error.message, terms: [], total: NaN};
    }
    return null;
}
/** A gradient's number: the contributions so far. */
function sumOfContributions(looked, index) {
    const {recording} = app, graph = recording.graphs[looked.g], terms = [];
    if (looked.state === "stale" || !looked.part) return null;
    graph.contributions.forEach((one, k) => {
        if (one.value !== looked.value || terms.length >= looked.part) return;
        terms.push({label: `from ${app.short(graph.values[graph.ops[one.op].output].name)}`, factors: [], product: recording.contribution(looked.g, k)[index],
                    link: {value: looked.value, index, view: "k", event: app.timelineOf(looked.g).eventsOfOp(one.op).find(i => app.timelineOf(looked.g).event(i).contribution === k)}});
    });
    return terms.length ? {terms, total: looked.numbers[index], text: `${terms.map(term => app.plain(term.product)).join(" + ")}, rounded to a float after each`} : null;
}

/** A link of the engine's, {value, index} or {gradientOf, index}, or one of ours: to that number. */
function target(link) {
    if (!link || (link.value === undefined && link.gradientOf === undefined)) return null;
    const view = link.view ?? (link.gradientOf !== undefined ? "g" : "v");
    return () => app.set({value: link.value ?? link.gradientOf, view, cell: link.index ?? null, lead: null, other: null, ...(link.event !== undefined ? {i: link.event} : {})}, true);
}
function factor(number, name, link) {
    const act = target(link), text = app.plain(number);
    return act ? app.button(text, "", `To ${name ?? "that number"}`, act, {class: "quiet", name: `${text}, ${name ?? "that number"}`}) : h("span", {title: name}, text);
}
function row(term, running, most) {
    const width = most > 0 && Number.isFinite(term.product) ? 50 * Math.abs(term.product) / most : 0, act = target(term.factors?.length ? null : term.link);
    const factors = (term.factors ?? []).flatMap((number, k) => [k ? " × " : "", factor(number, term.names?.[k], term.links?.[k])]);
    return h("tr", {}, h("th", {scope: "row"}, act ? app.button(term.label, "", `To ${term.label}`, act, {class: "quiet"}) : term.label || (term.names ?? []).join(" × ")), h("td", {class: "factors"}, factors),
        h("td", {}, app.plain(term.product)),
        h("td", {class: "part"}, h("i", {class: term.product < 0 ? "negative" : "positive", style: `width:${width}%;${term.product < 0 ? "right" : "left"}:50%`})),
        h("td", {class: "running"}, app.plain(running)));
}

/** Fills the box of terms for a cell; called on hover and on pin. */
app.termsOf = (looked, index) => {
    const box = document.getElementById("terms");
    if (!box) return;
    if (index === null || index === undefined || index === app.quizHides?.()) { app.fill(box, h("p", {class: "soft"}, "Pin a cell to see what its number is made of.")); return; }
    const made = termsFor(looked, index);
    if (!made) { app.fill(box, h("p", {class: "soft"}, `${app.placeText(looked.of, index)} = ${app.exact(looked.numbers[index])}: a number that nothing here computes.`)); return; }
    const sorted = [...made.terms].sort((a, b) => Math.abs(b.product) - Math.abs(a.product)), most = Math.abs(sorted[0]?.product ?? 0);
    const shown = all ? sorted : sorted.slice(0, kShown);
    let running = 0;
    app.fill(box, h("p", {class: "numbers"}, h("b", {}, app.placeText(looked.of, index)), ` = ${(made.text ?? "").replace(/ \* /g, " · ").replace(/-/g, "−")}`),
        made.steps?.length ? h("p", {class: "facts"}, made.steps.map(step => h("span", {}, `${step.label} ${app.plain(step.number)}`))) : null,
        looked.view === "v" || looked.view === "k" ? h("p", {class: "soft"}, `${app.exact(made.total)} in double precision; the engine's float is ${app.exact(looked.numbers[index])}.`) : null,
        made.terms.length === 0 ? null : h("table", {class: "terms"}, h("caption", {class: "unseen"}, "Terms of the cell, largest first"),
            h("thead", {}, h("tr", {}, ["term", "factors", "product", "", "running"].map(name => name ? h("th", {scope: "col"}, name) : h("td")))),
            h("tbody", {}, shown.map(term => { running += term.product; return row(term, running, most); }))),
        sorted.length > kShown ? app.button(all ? "fewer" : `all ${sorted.length} terms`, "", "Show all terms or the largest", () => { all = !all; app.termsOf(looked, index); }, {class: "quiet"}) : null,
        app.zeroReason?.(looked, index));
};
app.termsSection = () => h("section", {class: "made", "aria-label": "What the number is made of"}, h("h3", {}, "Made of ", h("span", {class: "soft"}, app.state.view !== "g" && app.now().event.kind === "F" ? app.cardOf(app.now().op.op).cell ?? "" : "")), h("div", {id: "terms"}));
})();
