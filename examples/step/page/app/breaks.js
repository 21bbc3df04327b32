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
app.breakEvents = () => list.length ? Array.from({length: app.now().timeline.length}, (_, i) => i).filter(app.breaksAt) : [];

app.run = direction => {
    const {timeline, i} = app.now();
    if (!list.some(one => one.enabled)) { app.say("There is no breakpoint and no watch yet: b, w."); return; }
    for (let k = i + direction; k >= 0 && k < timeline.length; k += direction) {
        const met = list.find(one => one.enabled && testOf(one.text, app.state.g)(k));
        if (met) { app.goTo(k); app.say(`Stopped by ${met.watch ? "the watch" : "the breakpoint"} ${met.text}.`); return; }
    }
    app.say(direction > 0 ? "No stop before the end." : "No stop before the beginning.");
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
