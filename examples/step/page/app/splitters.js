// examples/step/page/app/splitters.js: the widths of list and card, by pointer or arrow keys, remembered.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});

function splitter(id, property, otherwise, least, most, sign) {
    const handle = document.getElementById(id), style = document.documentElement.style;
    const width = () => parseInt(style.getPropertyValue(property) || otherwise, 10);
    const put = value => {
        const kept = Math.max(least, Math.min(most, Math.round(value)));
        style.setProperty(property, `${kept}px`);
        handle.setAttribute("aria-valuenow", kept);
        app.remember(property, kept);
    };
    handle.setAttribute("aria-valuemin", least), handle.setAttribute("aria-valuemax", most), handle.setAttribute("aria-valuenow", otherwise);
    const known = app.remembered(property, null);
    if (known) put(known);
    handle.addEventListener("pointerdown", event => {
        const start = event.clientX, before = width();
        handle.setPointerCapture(event.pointerId);
        handle.onpointermove = move => put(before + sign * (move.clientX - start));
        handle.onpointerup = () => { handle.onpointermove = null; dispatchEvent(new Event("resize")); app.refresh(); };
    });
    handle.addEventListener("keydown", event => {
        const step = {ArrowLeft: -16, ArrowRight: 16}[event.key];
        if (!step) return;
        event.preventDefault(), event.stopPropagation();
        put(width() + sign * step);
    });
}
app.mountSplitters = () => {
    splitter("split-left", "--left", 232, 140, 480, 1);
    splitter("split-right", "--right-width", 640, 320, 1000, -1);
};
})();
