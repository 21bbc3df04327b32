// examples/step/page/app/step_panel.js: the whole step at a glance: did it help, what is large, what can be taken away.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});
const {h} = app;

function parameters() {
    const {recording} = app, rows = recording.updates.map((update, u) => {
        const before = recording.numbers(0, update.value), after = recording.update(u, "after"), step = after.map((x, k) => x - before[k]), total = Vitro.gradients(recording, 0).total(update.value);
        return {value: update.value, name: recording.graphs[0].values[update.value].name, gradient: total ? Vitro.numbers.norm(total) : 0, ratio: Vitro.numbers.norm(step) / (Vitro.numbers.norm(before) || 1)};
    });
    return rows.sort((a, b) => b.gradient - a.gradient);
}
function save(name, bytes, type) {
    const link = h("a", {href: URL.createObjectURL(new Blob([bytes], {type})), download: name});
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
const raw = () => Uint8Array.from(atob(document.getElementById("recording").textContent.trim()), c => c.charCodeAt(0));
function picture() {
    const svg = document.querySelector("#graph svg").cloneNode(true), source = document.querySelector("#graph svg");
    const names = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font", "text-anchor"], from = [...source.querySelectorAll("*")];
    [...svg.querySelectorAll("*")].forEach((element, k) => { const style = getComputedStyle(from[k]); for (const name of names) element.style.setProperty(name, style.getPropertyValue(name)); });
    svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    return svg.outerHTML;
}
/** Of an exhibit of the museum: what is seen, the question, then, when one has thought, what catches it, and the answer. */
function notes({notes = []}) {
    const told = notes.filter(({head}) => ["Seen", "Question"].includes(head)), hidden = notes.filter(one => !told.includes(one));
    const say = ({head, text}) => [h("dt", {}, head), h("dd", {}, text)];
    return notes.length ? h("section", {class: "notes", "aria-label": "The exhibit"}, h("dl", {}, told.map(say)), hidden.length ? h("details", {}, h("summary", {}, "What catches it, and the answer"), h("dl", {}, hidden.map(say))) : null,
        h("p", {class: "actions"}, app.button("walk through it", "", "To the first event", () => app.set({i: 0, tab: "event"}, true), {class: "primary"}))) : null;
}
const helped = ({loss, loss_after}, change) => [h("h3", {}, "Did this step help?"), h("p", {}, `On the same batch the loss per token went from ${app.plain(loss)} to ${app.plain(loss_after)}: ${app.plain(change.actual)}. Gradient times change foretold ${app.plain(change.predicted)}; the rest is curvature.`)];

app.panels.step = () => {
    const {recording} = app, o = recording.optimization, [graph] = recording.graphs, change = recording.updates.length ? Vitro.predictedChange(recording) : null, list = parameters(), most = list[0]?.gradient || 1;
    const facts = [["engine", recording.engine], ["ops", graph.ops.length], ["events", graph.events.length], ["expansions", recording.graphs.length - 1], ...recording.updates.length ? [["optimizer", `${o.optimizer}, step ${o.step}, learning rate η ${o.learning_rate}`], ["tokens", `${o.tokens}, that the loss sums over`]] : []];
    return [h("h2", {}, recording.title), notes(recording), recording.updates.length ? helped(recording, change) : null,
        h("dl", {class: "factlist"}, facts.map(([name, text]) => [h("dt", {}, name), h("dd", {}, String(text))])), h("h3", {}, "Checks"), app.checkSummary(),
        list.length ? h("h3", {}, "Parameters, by their gradient") : null, list.length ? h("table", {class: "list"}, h("caption", {class: "unseen"}, "Parameters"), h("thead", {}, h("tr", {}, ["parameter", "|gradient|", "", "update / weight"].map(name => name ? h("th", {scope: "col"}, name) : h("td")))),
            h("tbody", {}, list.slice(0, 20).map(one => h("tr", {}, h("th", {scope: "row"}, app.button(one.name, "", `Show ${one.name}`, () => app.set({value: one.value, view: "g", tab: "event"}, true), {class: "quiet"})), h("td", {}, app.plain(one.gradient)), h("td", {}, app.meter(one.gradient, most)), h("td", {}, app.plain(one.ratio)))))) : null,
        h("h3", {}, "Take away"), h("p", {class: "actions"}, app.button("recording", "", "Save the recording as safetensors", () => save("step.safetensors", raw(), "application/octet-stream")), app.button("graph as SVG", "", "Save the graph as it is drawn", () => save("graph.svg", picture(), "image/svg+xml")), app.button("print", "", "Print this page", () => print()))];
};
})();
