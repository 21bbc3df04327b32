// examples/step/page/app/expansion.js: inside a fused op: how far the primitive ops' result is from the fused one's.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});
const {h} = app;

function furthest(a, b) {
    let apart = 0, index = 0, same = true;
    for (let i = 0; i < a.length; ++i) {
        if (!Object.is(a[i], b[i])) same = false;
        if (Math.abs(a[i] - b[i]) > apart) apart = Math.abs(a[i] - b[i]), index = i;
    }
    return {apart, index, same};
}
function row(name, inner, outer, value) {
    const {apart, index, same} = furthest(inner, outer);
    return h("tr", {}, h("th", {scope: "row"}, name), h("td", {}, same ? "the same, bit for bit" : `${apart.toExponential(2)} at ${app.placeText(value, index)}`));
}
/** The fused op's output, and its contributions to each input, beside those of the expansion. */
app.differenceSection = ({g, recording, graph}) => {
    if (g === 0) return null;
    const [step] = recording.graphs, outer = Vitro.outerOp(recording, g), op = step.ops[outer], rows = [];
    rows.push(row(`output of ${op.op}`, recording.numbers(g, graph.output), recording.numbers(0, op.output), step.values[op.output]));
    step.contributions.forEach((one, k) => {
        if (one.op !== outer) return;
        const inner = graph.values.findIndex(value => value.outer === one.value), total = inner < 0 ? null : Vitro.gradients(recording, g).total(inner);
        if (total) rows.push(row(`gradient to ${app.short(step.values[one.value].name)}`, total, recording.contribution(0, k), step.values[one.value]));
    });
    return h("section", {class: "panel", "aria-label": "Fused and expanded"}, h("h3", {}, `Two lenses on ${op.op}: fused, and these ${graph.ops.length} ops`),
        h("table", {class: "list"}, h("caption", {class: "unseen"}, "Differences"), h("thead", {}, h("tr", {}, h("th", {scope: "col"}, "of"), h("th", {scope: "col"}, "largest difference"))), h("tbody", {}, rows)));
};
})();
