// examples/step/page/app/breaks.js: breakpoints and watches, and running to them in either direction.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});
const {h} = app;

/** {text, watch, enabled}; what text means is written in search.js; "#12" is event 12 of the step. */
let list = [];
const tests = new Map();
const testOf = (text, g) => {
    const key = `${g} ${text}`, place = /^#(\d+)(?:@(\d+))?$/.exec(text);
    if (!tests.has(key)) tests.set(key, place ? i => i === Number(place[1]) && g === Number(place[2] ?? 0) : app.matcher(text, g));
    return tests.get(key);
};
app.breaksAt = i => list.some(one => one.enabled && testOf(one.text, app.state.g)(i));
let places = {key: null, events: []};
/** Where the graph at hand is stopped; looked for again when the list or the graph is another one. */
app.breakEvents = () => {
    if (!list.length) return [];
    const {timeline, g} = app.now(), key = `${g} ${list.map(one => one.enabled ? one.text : "").join("\n")}`;
    if (places.key !== key) places = {key, events: Array.from({length: timeline.length}, (_, i) => i).filter(app.breaksAt)};
    return places.events;
};

const eventsWhere = (g, test) => { const found = []; for (let i = 0; i < app.timelineOf(g).length; ++i) if (test(i)) found.push(i); return found; };
const inner = new Map();
/** Of a condition that no event of the step meets: it is looked for inside of fused ops. */
const isInner = ({text}) => { if (!inner.has(text)) inner.set(text, !text.startsWith("#") && eventsWhere(0, testOf(text, 0)).length === 0); return inner.get(text); };
/** In the expansion of the op at event k of the step, in that direction: the place, and what stopped there. */
function stopInside(k, direction) {
    const {kind, op} = app.timelineOf(0).event(k), g = ["F", "B"].includes(kind) ? app.recording.graphs[0].ops[op].expansion : undefined;
    if (g === undefined) return null;
    const timeline = app.timelineOf(g), seed = timeline.phases.find(({name}) => name === "backward")?.first ?? timeline.length, stops = list.filter(one => one.enabled && isInner(one));
    const events = stops.length ? eventsWhere(g, i => (i < seed) === (kind === "F")) : [];
    for (const i of direction > 0 ? events : events.reverse()) {
        const met = stops.find(one => testOf(one.text, g)(i));
        if (met) return {g, i, met};
    }
    return null;
}
function stopFrom(g, from, direction) {
    for (let i = from + direction; i >= 0 && i < app.timelineOf(g).length; i += direction) {
        const met = list.find(one => one.enabled && testOf(one.text, g)(i)), found = met ? {g, i, met} : g === 0 ? stopInside(i, direction) : null;
        if (found) return found;
    }
    return null;
}
app.run = direction => {
    const {i, g, event} = app.now();
    if (!list.some(one => one.enabled)) { app.say("There is no breakpoint and no watch yet: b, w."); return; }
    const found = stopFrom(g, i, direction) ?? (g === 0 ? null : stopFrom(0, app.eventOutside(g, event), direction));
    if (!found) { app.say(direction > 0 ? "No stop before the end." : "No stop before the beginning."); return; }
    app.goTo(found.i, true, {g: found.g});
    app.say(`Stopped by ${found.met.watch ? "the watch" : "the breakpoint"} ${found.met.text}${found.g ? ", inside of a fused op" : ""}.`);
};

function changed(show) { app.refresh(); show(); }
function listed(show) {
    return h("ul", {class: "breaks"}, list.map(one => h("li", {}, h("label", {}, h("input", {type: "checkbox", checked: one.enabled, onchange: event => { one.enabled = event.target.checked; changed(show); }}),
        ` ${one.watch ? "watch" : "break"} `, h("code", {}, one.text)), app.button("remove", "", `Remove ${one.text}`, () => { list = list.filter(other => other !== one); changed(show); }, {class: "quiet"}))));
}
function form(title, suggestions, watch) {
    const show = () => form(title, suggestions, watch);
    const add = text => { if (text && !list.some(one => one.text === text)) list.push({text, watch, enabled: true}); changed(show); };
    const field = h("input", {id: "condition", "aria-label": "Condition", placeholder: watch ? "absmax(g)>10" : "op:attention kind:B", autocomplete: "off", spellcheck: "false"});
    field.addEventListener("keydown", event => { if (event.key === "Enter") add(field.value.trim()); });
    app.dialog(title, [h("p", {class: "row"}, field, app.button("add", "", "Add it", () => add(field.value.trim()))),
        h("p", {class: "suggestions"}, suggestions.map(text => app.button(text, "", `Add ${text}`, () => add(text)))),
        list.length ? listed(show) : h("p", {class: "soft"}, "None yet. Then c runs to the next one, C to the one before."), ]);
    field.focus();
}
app.breakDialog = () => {
    const {i, g, op, event} = app.now();
    form("Breakpoints", [g ? `#${i}@${g}` : `#${i}`, op ? `op:${op.op}` : null, op?.path ? `mod:${op.path}` : null, `kind:${event.kind}`].filter(Boolean), false);
};
app.watchDialog = () => {
    const looked = app.looked(), name = looked?.of.name;
    form("Watches", [name ? `g:${name}` : null, name ? `v:${name}` : null, "absmax(g)>1", "zero(g)>0.5", "nonfinite(v,g)"].filter(Boolean), true);
};
})();
