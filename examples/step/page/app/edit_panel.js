// examples/step/page/app/edit_panel.js: what if one number, or one token, were another? The step runs again, in f64.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});
const {h} = app;

const kMostWords = 300;  // a choice of more is none
let changes = [], result = null, basis = null, failed = "";

const same = (a, b) => a.op === b.op && a.value === b.value && a.index === b.index;
function run() {
    failed = "";
    try {
        basis ??= Vitro.replay(app.recording, []);
        result = changes.length ? Vitro.replay(app.recording, changes) : null;
    } catch (error) { failed = error.message; result = null; }
    app.drawCard();
}
function put(change) { changes = [...changes.filter(one => !same(one, change)), change]; run(); }

/** By how much each tensor differs, relative to its own size. */
function differences(kind) {
    const {values} = app.recording.graphs[0], list = [];
    for (const [value, now] of result[kind]) {
        const before = basis[kind].get(value) ?? {data: app.recording.numbers(0, value)}, a = now.data ?? now, b = before.data ?? before;
        let apart = 0;
        for (let k = 0; k < a.length; ++k) apart += (a[k] - b[k]) ** 2;
        const size = Vitro.numbers.norm(b);
        if (apart > 0) list.push({value, name: values[value].name, apart: Math.sqrt(apart), relative: size > 0 ? Math.sqrt(apart) / size : Infinity});
    }
    return list.sort((a, b) => b.relative - a.relative);
}
function table(kind, view, title) {
    const list = differences(kind), most = Math.max(...list.filter(one => Number.isFinite(one.relative)).map(one => one.relative), 1e-30);
    return [h("h3", {}, `${title}: ${list.length} differ`), h("table", {class: "list"}, h("caption", {class: "unseen"}, title), h("thead", {}, h("tr", {}, ["tensor", "|difference|", "relative", ""].map(name => name ? h("th", {scope: "col"}, name) : h("td")))),
        h("tbody", {}, list.slice(0, 14).map(one => h("tr", {}, h("th", {scope: "row"}, app.button(app.short(one.name, 3), "", `Show ${one.name}`, () => app.set({value: one.value, view, tab: "event"}, true), {class: "quiet"})),
            h("td", {}, app.plain(one.apart)), h("td", {}, app.plain(one.relative)), h("td", {}, app.meter(Math.min(one.relative, most), most))))))];
}
function numberForm(now, looked) {
    if (!looked || now.g !== 0) return h("p", {class: "soft"}, "Choose a tensor of the step itself.");
    const index = app.state.cell ?? 0, recorded = now.recording.numbers(0, looked.value)[index], field = h("input", {type: "number", step: "any", id: "edited", value: app.exact(recorded), "aria-label": "The new number"});
    const apply = () => { const number = Math.fround(Number(field.value)); if (field.value !== "" && Number.isFinite(number)) put({value: looked.value, index, number}); };
    field.addEventListener("keydown", event => { if (event.key === "Enter") apply(); });
    return h("p", {class: "row"}, h("label", {for: "edited"}, `${app.short(looked.of.name, 3)}${app.placeText(looked.of, index)} =`), field, app.button("run again", "", "Run the step with this number", apply), app.button("0", "", "Set it to 0", () => put({value: looked.value, index, number: 0})));
}
function tokenForm(now) {
    const [graph] = now.recording.graphs, embeddings = graph.ops.map((op, k) => ({op, k})).filter(({op}) => op.op === "embedding");
    return embeddings.map(({op, k}) => {
        const words = app.wordsOf(graph.values[op.inputs[0]], 0), output = graph.values[op.output];
        if (!words || words.length > kMostWords) return null;
        return h("p", {class: "row tokens-row"}, h("span", {class: "soft"}, `${output.axes[output.axes.length - 2]}: `), op.attributes.ids.values.map((id, index) => {
            const changed = changes.find(one => same(one, {op: k, index})), chosen = changed?.token ?? id;
            return h("select", {"aria-label": `Token ${index}`, class: changed ? "changed" : null, onchange: event => put({op: k, index, token: Number(event.target.value)})}, words.map((word, token) => h("option", {value: token, selected: token === chosen}, word)));
        }));
    });
}
const changeText = change => {
    const [graph] = app.recording.graphs;
    if (change.token !== undefined) return `token ${change.index} of ${app.short(graph.ops[change.op].path)} = ${app.wordsOf(graph.values[graph.ops[change.op].inputs[0]], 0)[change.token]}`;
    return `${graph.values[change.value].name}${app.placeText(graph.values[change.value], change.index)} = ${app.exact(change.number)}`;
};
app.panels.edit = now => {
    const looked = app.looked();
    const outcome = !result ? null : [h("p", {class: "outcome"}, "loss per token ", h("b", {}, app.plain(basis.loss)), " → ", h("b", {}, app.plain(result.loss)), ` (${result.loss >= basis.loss ? "+" : "−"}${app.plain(Math.abs(result.loss - basis.loss))})`), table("values", "v", "Values"), table("gradients", "g", "Gradients")];
    return [h("h2", {}, "What if …"), h("p", {class: "soft"}, "Change a number or a token; the step runs again in this page, in double precision, and is compared with the recorded one."), h("h3", {}, "A number"), numberForm(now, looked),
        h("h3", {}, "A token"), tokenForm(now), changes.length ? h("ul", {class: "breaks"}, changes.map(change => h("li", {}, h("code", {}, changeText(change)), app.button("undo", "", `Undo ${changeText(change)}`, () => { changes = changes.filter(one => one !== change); run(); }, {class: "quiet"})))) : null, failed ? h("p", {class: "warning"}, failed) : null, outcome];
};
})();
