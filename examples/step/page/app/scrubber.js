// examples/step/page/app/scrubber.js: the step as a line: its phases, log10 |g| at each event, where it breaks, and now.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});
const {h, s} = app;

const kTall = 40;
/** The norm of what an event writes, as a curve; gaps where it writes no gradient, and a cross where it is no number. */
function curve(g, length) {
    const points = [], broken = [], x = i => ((i + 0.5) / length * 1000).toFixed(1);
    for (let i = 0; i < length; ++i) {
        const {kind} = app.timelineOf(g).event(i), norm = kind === "ACC" || kind === "SEED" ? app.statisticsAt(g, i, "g")?.norm : null;
        if (norm === null || norm === undefined) continue;
        if (!Number.isFinite(norm)) broken.push(x(i)); else if (norm > 0) points.push([i, Math.log10(norm)]);
    }
    const heights = points.map(point => point[1]), low = heights.reduce((a, b) => Math.min(a, b), Infinity), high = heights.reduce((a, b) => Math.max(a, b), -Infinity), span = high - low || 1;
    return {path: points.map(([i, y], k) => `${k ? "L" : "M"}${x(i)} ${(kTall - 4 - (y - low) / span * (kTall - 18)).toFixed(1)}`).join(""), low, high, broken};
}
function bands({phases, length}) {
    return phases.map(({name, first, last}) => s("rect", {class: `phaseband ${name}`, x: first / length * 1000, y: 0, width: (last - first + 1) / length * 1000, height: kTall}));
}
function picture(g) {
    const timeline = app.timelineOf(g);
    return s("svg", {viewBox: `0 0 1000 ${kTall}`, preserveAspectRatio: "none", "aria-hidden": "true"}, bands(timeline), s("g", {id: "norms"}),
        s("g", {id: "breakmarks"}), s("line", {id: "nowline", x1: 0, x2: 0, y1: 0, y2: kTall}));
}
/** All gradients are needed for it: it is drawn once the page stands. */
function drawCurve(g) {
    if (build.g !== g) return;
    const {path, low, high, broken} = curve(g, app.timelineOf(g).length), place = document.getElementById("norms");
    app.fill(place, path ? s("path", {class: "curve", d: path}) : null, broken.map(x => s("path", {class: "broken", d: `M${x - 3} 4l6 8m0 -8l-6 8`})),
        s("title", {}, `log10 of the gradient's norm${path ? `, from ${low.toFixed(1)} to ${high.toFixed(1)}` : ""}${broken.length ? `; ✕ where it is not finite, ${broken.length} times` : ""}`));
}
function labels(g) {
    const {phases, length} = app.timelineOf(g);
    return phases.map(({name, first, last}) => {
        const wide = (last - first + 1) / length;
        return wide < 0.03 ? null : h("button", {type: "button", style: `left:${first / length * 100}%;width:${wide * 100}%`, class: name, title: `To the first event of ${name}`, onclick: () => app.goTo(first)}, name);
    });
}
function build(g) {
    const range = document.getElementById("range");
    range.max = app.timelineOf(g).length - 1;
    app.fill(document.getElementById("line"), picture(g));
    app.fill(document.getElementById("phases"), labels(g));
    build.g = g;
    setTimeout(drawCurve, 0, g);
}
function marks(g) {
    const {length} = app.timelineOf(g), places = app.breakEvents?.() ?? [];
    app.fill(document.getElementById("breakmarks"), places.map(i => s("rect", {x: (i + 0.5) / length * 1000 - 1.5, y: 0, width: 3, height: 6})));
}
app.parts.push((state, changed) => {
    if (build.g !== state.g || (changed.graph && changed.moved && changed.before === state)) build(state.g);
    const range = document.getElementById("range"), timeline = app.timelineOf(state.g), x = (state.i + 0.5) / timeline.length * 1000;
    range.value = state.i;
    range.setAttribute("aria-valuetext", `event ${state.i}, ${timeline.event(state.i).kind} ${timeline.name(state.i)}`);
    const line = document.getElementById("nowline");
    line.setAttribute("x1", x), line.setAttribute("x2", x);
    document.getElementById("count").textContent = `${state.i} / ${timeline.length - 1}`;
    if (changed.moved || changed.graph) marks(state.g);
});
app.mountScrubber = () => {
    const range = document.getElementById("range");
    range.addEventListener("input", () => app.goTo(Number(range.value), false));
    const buttons = document.getElementById("transport");
    const icons = {home: "M1 1h2v10H1zM13 1v10L4 6z", overBack: "M7 1v10L1 6zM13 1v10L7 6z", previous: "M10 1v10L4 6z", next: "M4 1v10l6-5z",
                   over: "M1 1v10l6-5zM7 1v10l6-5z", end: "M11 1h2v10h-2zM1 1v10l9-5z"};
    for (const [id, d] of Object.entries(icons)) {
        const verb = app.verbList.find(one => one.id === id);
        buttons.append(app.button(s("svg", {viewBox: "0 0 14 12", "aria-hidden": "true"}, s("path", {d})), verb.keys[0], verb.text, verb.act));
    }
};
})();
