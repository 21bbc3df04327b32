// examples/step/page/app/store.js: where the learner is, and everybody who shows it.
//
// state: g graph, i event, value (null: what the event is about), view v g k u, cell (index into the value's numbers),
// other (a second cell, to compare with), lead (which matrix of a tensor of more than two axes), tab.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});

const kLongest = 200;  // of the history
app.state = {g: 0, i: 0, value: null, view: null, cell: null, other: null, lead: null, tab: "event"};
app.parts = [];
/** Of each tab: what it shows of now. */
app.panels = {};
/** Of some events: more to show on their card. */
app.special = [];
const past = [], future = [], timelines = [];

app.timelineOf = g => (timelines[g] ??= Vitro.timeline(app.recording, g));
/** What all parts ask for: the graph and event of now. */
app.now = () => {
    const {g, i} = app.state, timeline = app.timelineOf(g), event = timeline.event(i), graph = app.recording.graphs[g];
    return {g, i, recording: app.recording, graph, timeline, event, op: event.op === null ? null : graph.ops[event.op]};
};

function show(changed) {
    for (const part of app.parts) part(app.state, changed);
    app.writeHash();
}
/** Another event or graph lets go of what was looked at in the old one, unless it is named again. */
app.set = (changes, jump = false) => {
    const before = app.state, moved = ("i" in changes && changes.i !== before.i) || ("g" in changes && changes.g !== before.g);
    if (jump) past.push(before), future.length = 0;
    if (past.length > kLongest) past.shift();
    const released = moved ? {value: null, view: null, cell: null, other: null, lead: null} : {};
    const stays = !moved && "value" in changes && changes.value !== before.value ? {cell: null, other: null, lead: null} : {};
    app.state = {...before, ...released, ...stays, ...changes};
    show({moved, graph: app.state.g !== before.g, cell: app.state.cell !== before.cell, before});
};
app.refresh = () => show({moved: true, graph: true, before: app.state});

app.goTo = (i, jump = true, more = {}) => {
    const last = app.timelineOf(more.g ?? app.state.g).length - 1;
    app.set({i: Math.max(0, Math.min(last, i)), ...more}, jump);
};
app.back = () => { if (past.length) future.push(app.state), restore(past.pop()); };
app.forth = () => { if (future.length) past.push(app.state), restore(future.pop()); };
function restore(state) {
    const before = app.state;
    app.state = state;
    show({moved: true, graph: before.g !== state.g, before});
}

// Links to a place -------------------------------------------------------------------------------------------------------

let written = "";
app.writeHash = () => {
    const {g, i, value, view, cell, tab} = app.state, words = [`e=${i}`];
    if (g) words.unshift(`g=${g}`);
    if (value !== null) words.push(`v=${value}`);
    if (view) words.push(`view=${view}`);
    if (cell !== null) words.push(`cell=${cell}`);
    if (tab !== "event") words.push(`tab=${tab}`);
    written = `#${words.join("&")}`;
    clearTimeout(app.writeHash.timer);  // browsers limit how often an address may change
    app.writeHash.timer = setTimeout(() => { if (location.hash !== written) history.replaceState(null, "", written); }, 120);
};
/** What an address asks for, as far as there is such a place. */
app.readHash = () => {
    const words = new URLSearchParams(location.hash.slice(1)), found = {};
    const number = (name, count) => {
        const n = Number(words.get(name));
        return words.has(name) && Number.isInteger(n) && n >= 0 && n < count ? n : null;
    };
    const g = number("g", app.recording.graphs.length) ?? 0, graph = app.recording.graphs[g];
    const i = number("e", graph.events.length);
    if (i === null) return null;
    Object.assign(found, {g, i, value: number("v", graph.values.length), cell: number("cell", 1e9), other: null, lead: null});
    found.view = ["v", "g", "k", "u"].includes(words.get("view")) ? words.get("view") : null;
    found.tab = app.tabs.some(tab => tab.id === words.get("tab") && (tab.fits?.() ?? true)) ? words.get("tab") : "event";
    return found;
};
addEventListener("hashchange", () => {
    if (location.hash === written) return;
    const found = app.readHash();
    if (found) app.set(found, true);
});
})();
