// examples/step/page/app/check_panel.js: is it right? Computed again, differentiated numerically, added up again.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});
const {h, s} = app;

const mark = ok => h("span", {class: ok ? "right" : "wrong"}, ok ? "✓" : "✗");
const verdictRow = (name, one) => h("tr", {}, h("th", {scope: "row"}, name), h("td", {}, mark(one.verdict !== "wrong"), ` ${one.verdict}`), h("td", {}, one.worst.toExponential(1)), h("td", {}, `≤ ${one.bound}`));

function recomputed(now) {
    const {op, graph} = now;
    if (!op) return h("p", {class: "soft"}, "This event has no op. Choose one, or check the whole step.");
    const result = Vitro.recompute(now.recording, now.g, now.event.op);
    if (result.skipped) return h("p", {class: "warning"}, result.skipped);
    return h("table", {class: "list"}, h("caption", {class: "unseen"}, "Computed again"), h("thead", {}, h("tr", {}, ["", "verdict", "error", "bound"].map(name => name ? h("th", {scope: "col"}, name) : h("td")))),
        h("tbody", {}, verdictRow(`forward: ${op.op}`, result.forward), result.backward.map(one => verdictRow(`backward: to ${app.short(graph.values[one.value].name)}`, one))));
}
/** Error over step, both on logarithmic scales: truncation falls to the left, rounding rises. */
function sweepPlot({sweep: all, bound, step}) {
    const sweep = all.filter(one => Number.isFinite(one.error));
    if (!sweep.length) return h("p", {class: "warning"}, "No difference of the loss is a number here: ask Why for the first that is not finite.");
    const wide = 420, tall = 170, left = 46, floor = 1e-14, log = x => Math.log10(Math.max(x, floor));
    const xs = sweep.map(one => Math.log10(one.step)), ys = sweep.map(one => log(one.error)), low = Math.floor(Math.min(...ys, Math.log10(bound))), high = Math.ceil(Math.max(...ys, Math.log10(bound)));
    const first = Math.min(...xs), last = Math.max(...xs), x = v => left + (v - first) / (last - first || 1) * (wide - left - 12), y = v => 8 + (high - v) / (high - low || 1) * (tall - 36);
    const ticks = Array.from({length: high - low + 1}, (_, k) => low + k).filter((_, k) => k % Math.ceil((high - low + 1) / 6) === 0);
    return s("svg", {class: "plot", width: wide, height: tall, viewBox: `0 0 ${wide} ${tall}`, role: "img", "aria-label": "Error of the central difference over its step"}, ticks.map(v => [s("line", {class: "rule", x1: left, x2: wide - 12, y1: y(v), y2: y(v)}), s("text", {x: left - 6, y: y(v) + 4, class: "end"}, `10^${v}`)]),
        s("line", {class: "bound", x1: left, x2: wide - 12, y1: y(Math.log10(bound)), y2: y(Math.log10(bound))}), s("path", {class: "curve", d: xs.map((v, k) => `${k ? "L" : "M"}${x(v)} ${y(ys[k])}`).join("")}),
        sweep.map((one, k) => s("circle", {class: one.step === step ? "chosen" : null, cx: x(xs[k]), cy: y(ys[k]), r: one.step === step ? 5 : 3}, s("title", {}, `step ${one.step}: derivative ${app.exact(one.derivative)}, error ${one.error.toExponential(1)}`))), xs.map((v, k) => k % 2 ? null : s("text", {x: x(v), y: tall - 10, class: "middle"}, `10^${Math.round(v)}`)), s("text", {x: wide - 12, y: y(Math.log10(bound)) - 4, class: "end"}, "bound"));
}
function difference(now, looked) {
    if (now.g !== 0) return h("p", {class: "soft"}, "Finite differences run through the step itself: go out of the expansion.");
    if (!looked) return null;
    const index = app.state.cell ?? 0;
    let result;
    try { result = Vitro.finiteDifference(now.recording, looked.value, index); } catch (error) { return h("p", {class: "warning"}, error.message); }
    return [h("p", {}, mark(result.ok), " ", h("b", {}, `${looked.of.name}${app.placeText(looked.of, index)}`), app.state.cell === null ? h("span", {class: "soft"}, " (pin another cell)") : ""),
        h("p", {}, `gradient ${app.exact(result.gradient)}; central difference ${app.exact(result.derivative)} with a step of ${result.step}; error ${result.error.toExponential(1)}`), sweepPlot(result),
        h("p", {class: "soft"}, "Long steps: the loss is not straight, the error falls with the square of the step. Short ones: the digits of a double run out, and it rises again.")];
}
function conserved(now, looked) {
    if (!looked) return null;
    const result = Vitro.conservation(now.recording, now.g, looked.value);
    return h("p", {}, mark(result.ok), ` ${result.parts} contribution${result.parts === 1 ? "" : "s"}, counted ${result.numbered ? "without a gap" : "with a gap"}. `,
        result.witness ? `An op that only copies its upstream gradient recorded this very sum: ${result.witness.same ? "the same, bit for bit" : "it differs"}.` : "", result.view === null ? "" : ` A view: it shares its numbers${result.view ? "" : " no more"}.`);
}
const kAtOnce = 2e6;  // bytes of a recording that is checked without being asked: a tenth of a second
app.checkSummary = () => {
    if (app.recordingSize <= kAtOnce) app.checked ??= Vitro.checkAll(app.recording);
    if (!app.checked) return app.button("check the whole step", "", "Compute every op of the step and its expansions again", () => { app.checked = Vitro.checkAll(app.recording); app.drawCard(); });
    const {ok, worst, counts} = app.checked;
    return h("p", {}, mark(ok), ` ${counts.exact} results exact, ${counts.approx} within 1e-5, ${counts.wrong} wrong, ${counts.skipped} skipped; the worst error is ${Number(worst?.worst ?? worst).toExponential(1)}. Colour the graph by it: "error when computed again".`);
};
app.panels.check = now => {
    const looked = app.looked();
    return [h("h2", {}, "Is it right?"), h("p", {class: "soft"}, "Three checks that share no code with the engine, in double precision, on the numbers that are shown."), h("h3", {}, "1. Computed again"), recomputed(now),
        h("h3", {}, "2. Differentiated numerically"), difference(now, looked), h("h3", {}, "3. Added up again"), conserved(now, looked), h("h3", {}, "Everything"), app.checkSummary()];
};
})();
