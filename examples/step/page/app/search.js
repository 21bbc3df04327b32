// examples/step/page/app/search.js: the language of search, breakpoints and watches.
//
//   word          part of the event's name            op:softmax mod:encoder kind:ACC phase:backward shape:7x16
//   /regex/       on the name                         absmax(g)>1e-2  norm(v)<1  zero(g)>0.9  nonfinite(v,g)
//   g:NAME        events that write its gradient      v:NAME, u:NAME likewise its value, its update
// All words must hold. ":" and "=" mean the same.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});

const known = new Map();
/** Statistics of what an event shows as v or g; computed once. */
app.statisticsAt = (g, i, view) => {
    const key = `${g}/${i}/${view}`;
    if (!known.has(key)) {
        const timeline = app.timelineOf(g), event = timeline.event(i), {value} = event;
        let numbers = null;
        if (value !== null && view === "v") numbers = ["F", "LOSS"].includes(event.kind) ? app.recording.numbers(g, value) : null;
        else if (value !== null && ["SEED", "B", "ACC", "U", "ZERO"].includes(event.kind)) numbers = timeline.gradientAt(value, event.kind === "ZERO" ? i - 1 : i).numbers;
        known.set(key, numbers && numbers.length ? app.statistics(numbers) : null);
    }
    return known.get(key);
};

const kMeasures = {absmax: s => s.absmax, norm: s => s.norm, mean: s => s.mean, least: s => s.least, most: s => s.most, zero: s => s.zeros / s.count, nonfinite: s => s.nan + s.inf};
const compare = {">": (a, b) => a > b, "<": (a, b) => a < b, ">=": (a, b) => a >= b, "<=": (a, b) => a <= b};

function measured(measure, views, sign, bound, g) {
    return i => views.split(",").some(view => {
        const s = app.statisticsAt(g, i, view.trim());
        return s !== null && compare[sign](kMeasures[measure](s), bound);
    });
}
function keyed(key, text, g) {
    const {ops, values} = app.recording.graphs[g], timeline = app.timelineOf(g), lower = text.toLowerCase();
    const op = i => timeline.event(i).op === null ? null : ops[timeline.event(i).op];
    const value = i => timeline.event(i).value === null ? null : values[timeline.event(i).value];
    const writes = kinds => i => kinds.includes(timeline.event(i).kind) && Boolean(value(i)?.name.toLowerCase().endsWith(lower));
    return {
        op: i => Boolean(op(i)?.op.includes(lower)), kind: i => timeline.event(i).kind === text.toUpperCase(), phase: i => timeline.event(i).phase === lower,
        mod: i => Boolean((op(i)?.path ?? value(i)?.name)?.toLowerCase().includes(lower)),
        shape: i => value(i) !== null && (value(i).shape.join("x") === lower || value(i).shape.join("x").endsWith(`x${lower}`)),
        g: writes(["ACC", "SEED", "ZERO"]), v: writes(["F", "U"]), u: writes(["U"]),
    }[key];
}
function word(text, g) {
    const timeline = app.timelineOf(g);
    const measure = /^(\w+)\(([vg, ]+)\)(?:(>=|<=|>|<)(.+))?$/.exec(text);
    if (measure && kMeasures[measure[1]]) return measured(measure[1], measure[2], measure[3] ?? ">", Number(measure[4] ?? 0), g);
    const pair = /^(op|mod|kind|phase|shape|g|v|u)[:=](.+)$/.exec(text);
    if (pair) return keyed(pair[1], pair[2], g);
    const pattern = /^\/(.+?)\/?$/.exec(text);
    if (pattern) {
        try { const expression = new RegExp(pattern[1], "i"); return i => expression.test(timeline.name(i)); } catch { return () => false; }
    }
    if (text.includes("hook_")) return i => timeline.event(i).value !== null && app.isHook(g, timeline.event(i).value, text);
    return i => timeline.name(i).toLowerCase().includes(text.toLowerCase());
}
/** i -> whether event i of graph g is meant. */
app.matcher = (text, g) => {
    const tests = text.split(/\s+/).filter(Boolean).map(part => word(part, g));
    return i => tests.every(test => test(i));
};

// The dialog --------------------------------------------------------------------------------------------------------------

const {h} = app;
const kColumns = [["event", r => r.i], ["name", r => r.name], ["shape", r => r.size], ["norm v", r => r.v], ["norm g", r => r.g], ["bytes kept", r => r.bytes], ["ns", r => r.ns]];
let sortedBy = 0, descending = false;

function results(text) {
    const {g, graph, timeline} = app.now(), test = app.matcher(text, g), found = [];
    for (let i = 0; i < timeline.length; ++i) {
        if (!test(i)) continue;
        const event = timeline.event(i), op = event.op === null ? null : graph.ops[event.op], shape = event.value === null ? [] : graph.values[event.value].shape;
        found.push({i, kind: event.kind, phase: event.phase, name: timeline.name(i), shape, size: shape.reduce((a, b) => a * b, 1), v: app.statisticsAt(g, i, "v")?.norm ?? NaN,
            g: app.statisticsAt(g, i, "g")?.norm ?? NaN, bytes: op && event.kind === "F" ? op.kept.reduce((sum, one) => sum + one.bytes, 0) : NaN,
            ns: op ? (event.kind === "F" ? op.forward_ns : event.kind === "B" ? op.backward_ns : NaN) : NaN});
    }
    const key = kColumns[sortedBy][1], order = (a, b) => { const x = key(a), y = key(b); return Number.isNaN(x) ? 1 : Number.isNaN(y) ? -1 : x < y ? -1 : x > y ? 1 : 0; };
    return found.sort((a, b) => descending ? -order(a, b) : order(a, b));
}
function resultTable(list, again) {
    const show = x => Number.isNaN(x) ? "" : app.plain(x);
    return h("table", {class: "results"}, h("caption", {}, `${list.length} event${list.length === 1 ? "" : "s"}`), h("thead", {}, h("tr", {}, kColumns.map(([name], k) =>
        h("th", {scope: "col", "aria-sort": sortedBy === k ? (descending ? "descending" : "ascending") : "none"}, app.button(`${name}${sortedBy === k ? (descending ? " ↓" : " ↑") : ""}`, "", `Sort by ${name}`, () => {
            descending = sortedBy === k ? !descending : k > 2;
            sortedBy = k;
            again();
        }, {class: "quiet"}))))),
        h("tbody", {}, list.slice(0, 300).map(r => h("tr", {}, h("td", {}, r.i), h("th", {scope: "row"}, h("span", {class: `kind ${r.phase}`}, r.kind), " ",
            app.button(r.name, "", `Go to event ${r.i}`, () => { app.closeDialog(); app.goTo(r.i); }, {class: "quiet", name: `${r.kind} ${r.name}`})),
            h("td", {}, app.shapeText(r.shape)), h("td", {}, show(r.v)), h("td", {}, show(r.g)), h("td", {}, show(r.bytes)), h("td", {}, show(r.ns))))));
}
app.searchDialog = (text = "") => {
    const field = h("input", {type: "search", id: "query", value: text, "aria-label": "Search", placeholder: "op:linear shape:7x16 mod:encoder absmax(g)>1e-2  /norm\\d/", autocomplete: "off", spellcheck: "false"});
    const body = h("div", {class: "found", tabindex: 0, role: "region", "aria-label": "Events found"});
    const again = () => app.fill(body, resultTable(results(field.value), again));
    field.addEventListener("input", again);
    field.addEventListener("keydown", event => { if (event.key === "Enter") { const first = results(field.value)[0]; if (first) { app.closeDialog(); app.goTo(first.i); } } });
    again();
    app.dialog("Search the events", [field, h("p", {class: "soft"}, "Words of a name, TransformerLens's (hook_q), /regex/, op: mod: kind: shape: phase:, and absmax norm zero nonfinite of (v) or (g)."), body]);
    field.focus();
};
})();
