// examples/step/page/app/minimap.js: the whole picture of the graph in a corner, when it is larger than its view.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});
const {s} = app;

const kWide = 84, kTall = 150;
let scale = 1, window = null;

const frames = (item, x = 0, y = 0) => item.items.flatMap(one => one.kind !== "group" ? []
    : [{left: x + one.x, top: y + one.y, width: one.width, height: one.height}, ...frames(one, x + one.x, y + one.y)]);
const box = ({left, top, width, height}, name) => s("rect", {class: name, x: left, y: top, width, height, rx: 6});

function place() {
    if (!window) return;
    const view = document.getElementById("graph"), {clientWidth, clientHeight} = app.graphFrame();
    for (const [name, value] of [["x", view.scrollLeft], ["y", view.scrollTop], ["width", clientWidth], ["height", clientHeight]]) window.setAttribute(name, value);
}
/** For the pointer alone: with keys the graph itself scrolls. */
app.showMap = ({layout, leaves}) => {
    const {clientWidth, clientHeight} = app.graphFrame(), map = document.getElementById("minimap"), fits = layout.width <= clientWidth && layout.height <= clientHeight;
    map.hidden = fits;
    window = null;
    if (fits) return;
    scale = Math.min(kWide / layout.width, kTall / layout.height);
    window = s("rect", {class: "window"});
    app.fill(map, s("svg", {width: layout.width * scale, height: layout.height * scale, viewBox: `0 0 ${layout.width} ${layout.height}`, "aria-hidden": "true"},
        frames(layout).map(one => box(one, "frame")), leaves.map(one => box(one, "leaf")), window));
    requestAnimationFrame(place);
};
app.mountMinimap = () => {
    const view = document.getElementById("graph"), map = document.getElementById("minimap");
    const go = event => {
        const at = map.firstChild.getBoundingClientRect(), {clientWidth, clientHeight} = app.graphFrame();
        view.scrollTo((event.clientX - at.left) / scale - clientWidth / 2, (event.clientY - at.top) / scale - clientHeight / 2);
    };
    map.addEventListener("pointerdown", event => { map.setPointerCapture(event.pointerId); go(event); map.onpointermove = go; });
    map.addEventListener("pointerup", () => { map.onpointermove = null; });
    view.addEventListener("scroll", () => requestAnimationFrame(place));
};
})();
