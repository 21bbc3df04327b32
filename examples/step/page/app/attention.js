// examples/step/page/app/attention.js: an attention op, head by head: scores, masked, softmax, weighted sum.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});
const {h} = app;

const kShows = [["scores", "scores"], ["weights", "weights"], ["gradients", "gradient of weights"], ["scoreGradients", "gradient of scores"], ["product", "weight × gradient"]];
const known = new Map();
let head = 0, show = "weights";

/** The op's heads; an attention inside an expansion is its parts. */
function attentionOf(now) {
    const key = `${now.g}/${now.event.op}`;
    if (!known.has(key)) known.set(key, Vitro.attentionOf(now.recording, now.g, now.event.op));
    return known.get(key);
}
const planeOf = (one, what) => what === "product" ? one.gradients && one.weights.map((x, k) => x * one.gradients[k]) : one[what];
const absmax = numbers => numbers.reduce((most, x) => Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most, 0);

function words(now, all) {
    const {op, graph} = now, [query, key] = op.inputs.map(input => graph.values[input]);
    return {queries: app.wordsOf(query, query.shape.length - 2, 0) ?? Array.from({length: all.queries}, (_, k) => k),
            keys: app.wordsOf(key, key.shape.length - 2, 0) ?? Array.from({length: all.keys}, (_, k) => k)};
}
function cellOf(all, one, what, plane, r, c, scale) {
    const k = r * all.keys + c, allowed = one.allowed[k], x = plane[k], masked = !allowed && what !== "scores";
    const colour = app.colour(x, scale), style = masked ? "" : `background:${app.css(colour)};color:${app.inkOn(colour)}`;
    return h("td", {style, class: allowed ? null : "cut", data: {r, c}, title: allowed ? app.exact(x) : `${app.exact(x)}: cut by the mask`}, masked ? "✕" : app.brief(x));
}
function grid(now, all, one, what, small) {
    const plane = planeOf(one, what);
    if (!plane) return h("p", {class: "soft"}, "No gradient has flowed back here.");
    const scale = absmax(plane), name = words(now, all);
    return h("table", {class: `cells attention${small ? " small" : ""}`}, h("caption", {class: "unseen"}, `${what} of head ${one.head}`),
        h("thead", {}, h("tr", {}, h("td"), name.keys.map(word => h("th", {scope: "col"}, h("span", {}, String(word)))))),
        h("tbody", {}, name.queries.map((word, r) => h("tr", {}, h("th", {scope: "row"}, String(word)),
            name.keys.map((_, c) => cellOf(all, one, what, plane, r, c, scale))))));
}
/** Arcs from a query's word to the words it looks at. */
function arcs(now, all, one) {
    const name = words(now, all), gap = 22, wide = 230, tall = Math.max(name.queries.length, name.keys.length) * gap + 8, y = k => 14 + k * gap;
    const lines = name.queries.flatMap((_, r) => name.keys.map((_, c) => app.s("path", {class: "arc", data: {query: r}, "stroke-width": 6 * one.weights[r * all.keys + c],
        d: `M78 ${y(r) - 4}C118 ${y(r) - 4} 118 ${y(c) - 4} 152 ${y(c) - 4}`})));
    const light = r => event => event.currentTarget.closest("svg").querySelectorAll(".arc").forEach(arc => arc.classList.toggle("lit", r !== null && Number(arc.dataset.query) === r));
    return app.s("svg", {class: "arcs", width: wide, height: tall, viewBox: `0 0 ${wide} ${tall}`, role: "img", "aria-label": "Which word looks at which"}, lines,
        name.queries.map((word, r) => app.s("text", {x: 74, y: y(r), class: "end", onmouseenter: light(r), onmouseleave: light(null)}, String(word))),
        name.keys.map((word, c) => app.s("text", {x: 156, y: y(c)}, String(word))));
}
function overview(now, all) {
    return h("div", {class: "heads", role: "group", "aria-label": "Heads"}, all.perHead.map((one, k) => h("button", {type: "button", "aria-pressed": String(k === head), onclick: () => { head = k; app.drawCard(); }},
        app.thumb({numbers: one.weights, from: 0, rows: all.queries, cols: all.keys, scale: absmax(one.weights)}), h("small", {}, `${all.batch > 1 ? `sentence ${one.batch}, ` : ""}head ${one.head}`))));
}
function attentionPanel(now) {
    if (now.op?.op !== "attention" || !["F", "B"].includes(now.event.kind)) return null;
    const all = attentionOf(now);
    head = Math.min(head, all.perHead.length - 1);
    if (now.event.kind === "F" && show.toLowerCase().includes("gradient")) show = "weights";
    const one = all.perHead[head], gradient = what => what === "product" || what.toLowerCase().includes("gradient");
    return h("section", {class: "panel", "aria-label": "Attention"}, h("h3", {}, "Attention, head by head"),
        h("p", {class: "soft"}, `Rows are queries, columns are keys. Scores are q·k / √${all.width}; softmax makes each row's weights sum to 1; ✕ is cut by the mask.`),
        overview(now, all), h("div", {class: "choices", role: "group", "aria-label": "Show"}, kShows.map(([what, name]) =>
            app.button(name, "", `Show ${name}`, () => { show = what; app.drawCard(); }, {pressed: show === what, disabled: gradient(what) && now.event.kind === "F"}))),
        h("div", {class: "side"}, grid(now, all, one, show, true), arcs(now, all, one)));
}
app.special.push(attentionPanel);
})();
