// examples/step/page/app/events.js: the list of events, by phase and module; only what is seen is drawn.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});
const {h} = app;

const kRow = 26, kAhead = 8;
const kPhases = {zero: "Zero the gradients", forward: "Forward", loss: "Loss", backward: "Backward", update: "Update"};
const folded = new Set(["0zero", "0update"]);
let rows = [], wanted = "";

/** The block a module belongs to: "decoder.layers.0" of "decoder.layers.0.self_attn.query". */
app.blockOf = path => /^(.*?\.\d+)(?:\.|$)/.exec(path)?.[1] ?? path.split(".")[0];

function rowsOf(g) {
    const timeline = app.timelineOf(g), graph = app.recording.graphs[g], list = [], matches = wanted ? app.matcher(wanted, g) : null;
    let group = null;
    for (const {name, first, last} of timeline.phases) {
        const key = `${g}${name}`, closed = folded.has(key) && !matches;
        list.push({phase: name, key, count: last - first + 1, closed});
        group = null;
        for (let i = first; i <= last && !closed; ++i) {
            if (matches && !matches(i)) continue;
            const event = timeline.event(i), path = event.op !== null ? graph.ops[event.op].path : event.value !== null ? graph.values[event.value].name : "";
            const block = g === 0 ? app.blockOf(path) : graph.ops[0].path;
            if (block !== group && block) list.push({group: block});
            group = block;
            list.push({i, event, block});
        }
    }
    return list;
}

function label({event, block}) {
    const {graph, recording} = app.now(), value = event.value === null ? null : graph.values[event.value].name;
    const name = event.kind === "INPUT" ? recording.labels[event.index].name : value ?? {MEAN: "divide by the tokens", CLIP: "clip the norm"}[event.kind];
    return block && name.startsWith(`${block}.`) ? name.slice(block.length + 1) : name;
}
function rowElement(row, at) {
    const style = `top:${at * kRow}px`;
    if (row.phase) return h("div", {class: "row phase", style, role: "presentation", onclick: () => { if (!folded.delete(row.key)) folded.add(row.key); rebuild(); draw(); }},
        h("span", {"aria-hidden": "true"}, row.closed ? "▸ " : "▾ "), h("b", {}, kPhases[row.phase]), h("small", {}, ` ${row.count}`));
    if (row.group) return h("div", {class: "row group", style, role: "presentation"}, row.group);
    const current = row.i === app.state.i, done = row.i < app.state.i, {event} = row;
    return h("div", {class: `row${current ? " current" : ""}${done ? " done" : ""}`, style, role: "option", id: `event-${row.i}`, "aria-selected": String(current),
        "aria-posinset": row.i + 1, "aria-setsize": app.now().timeline.length, title: app.now().timeline.name(row.i), onclick: () => app.goTo(row.i)},
        h("span", {class: "dot", "aria-hidden": "true"}, app.breaksAt?.(row.i) ? "●" : ""), h("span", {class: `kind ${event.phase}`}, event.kind),
        h("span", {class: "name"}, label(row)), event.parts > 1 ? h("small", {}, `${event.part}/${event.parts}`) : null);
}
const current = () => rows.findIndex(row => row.i === app.state.i);

let drawn = {rows: null, key: ""};
/** The same rows, another event. */
function mark(list) {
    for (const row of list.querySelectorAll("[role=option]")) {
        const i = row.ariaPosInSet - 1, now = i === app.state.i;
        row.classList.toggle("current", now), row.classList.toggle("done", i < app.state.i);
        row.setAttribute("aria-selected", String(now));
    }
}
function draw() {
    const view = document.getElementById("events"), list = document.getElementById("rows");
    const first = Math.max(0, Math.floor(view.scrollTop / kRow) - kAhead), last = Math.min(rows.length, first + Math.ceil(view.clientHeight / kRow) + 2 * kAhead);
    const key = `${first} ${last} ${app.breakEvents().join()}`;
    if (drawn.rows === rows && drawn.key === key) mark(list);
    else app.fill(list, rows.slice(first, last).map((row, k) => rowElement(row, first + k)));
    drawn = {rows, key};
    const at = current();
    if (at >= first && at < last) view.setAttribute("aria-activedescendant", `event-${app.state.i}`);
    else view.removeAttribute("aria-activedescendant");
}
function reveal() {
    const view = document.getElementById("events"), at = current(), top = at * kRow;
    document.getElementById("rows").style.height = `${rows.length * kRow}px`;
    if (at >= 0 && (top < view.scrollTop + 2 * kRow || top > view.scrollTop + view.clientHeight - 3 * kRow))
        view.scrollTop = Math.max(0, top - view.clientHeight / 3);
}
function rebuild() {
    const {g, event} = app.now(), {before} = rebuild;
    if (before !== app.state.i) folded.delete(`${g}${event.phase}`);
    rebuild.before = app.state.i;
    const key = `${g} ${wanted} ${[...folded].join()} ${app.recording.title}`;
    if (key !== rebuild.key) rows = rowsOf(g);
    rebuild.key = key;
}
app.drawEvents = () => { rebuild(); reveal(); draw(); };
app.parts.push((state, changed) => { if (changed.moved || changed.graph) app.drawEvents(); });

app.mountEvents = () => {
    const view = document.getElementById("events"), filter = document.getElementById("filter");
    view.addEventListener("scroll", () => requestAnimationFrame(draw));
    filter.addEventListener("input", () => { wanted = filter.value.trim(); view.scrollTop = 0; rebuild(); draw(); });
    view.addEventListener("keydown", event => {
        const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
        if (!step) return;
        event.preventDefault(), event.stopPropagation();
        for (let at = current() + step; at >= 0 && at < rows.length; at += step)
            if (rows[at].i !== undefined) { app.goTo(rows[at].i, false); return; }
    });
    addEventListener("resize", draw);
};
})();
