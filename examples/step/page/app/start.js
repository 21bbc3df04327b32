// examples/step/page/app/start.js: opens the recording in the page and draws everything for the first time.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});

function bytesOf(text) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const raw = atob(text), bytes = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; ++i) bytes[i] = raw.charCodeAt(i);
    return bytes;
}
function title() {
    const {title, loss, loss_after, updates} = app.recording;
    document.title = title;
    document.getElementById("title").textContent = title;
    const after = updates.length ? [" → ", app.h("b", {}, app.plain(loss_after))] : null;
    document.getElementById("loss").title = app.narration.glossary?.loss ?? "";
    app.fill(document.getElementById("loss"), app.recording.labels.length ? "loss per token " : "loss ", app.h("b", {}, app.plain(loss)), after);
}
/** Of the first visit: the first event that is more than bookkeeping. */
const beginning = () => Math.max(0, app.recording.graphs[0].events.findIndex(({kind}) => kind === "INPUT"));

function start() {
    const text = id => document.getElementById(id).textContent;
    try {
        app.narration = JSON.parse(text("narration"));
        const bytes = bytesOf(text("recording").trim());
        app.recordingSize = bytes.length;
        app.recording = Vitro.openRecording(bytes);
    } catch (error) {
        app.fill(document.querySelector("main"), app.h("p", {class: "refused", role: "alert"}, error.message));
        return;
    }
    title();
    for (const mount of [app.mountTheme, app.mountEvents, app.mountScrubber, app.mountToolbar, app.mountKeys, app.mountSplitters, app.mountGraph, app.mountMinimap, app.mountTours]) mount?.();
    app.state = app.readHash() ?? {...app.state, i: beginning(), tab: app.recording.notes?.length ? "step" : "event"};
    app.refresh();
}
start();
})();
