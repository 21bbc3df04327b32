// examples/step/page/app/focus.js: the card of the current event, and the tabs beside it.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});
const {h} = app;

/** A tab that is not for every recording says for which. */
app.tabs = [{id: "event", name: "This event"}, {id: "why", name: "Why", key: "y"}, {id: "check", name: "Check", key: "d"},
            {id: "edit", name: "What if", key: "e"}, {id: "compare", name: "Compare", fits: () => app.kinOf(app.state.g).length > 0}, {id: "step", name: "Whole step"}];
let width = 0;  // of the card's content; asking for it makes the browser lay the page out
app.cardWidth = () => (width ||= Math.max(280, document.getElementById("card").clientWidth - 44));
addEventListener("resize", () => { width = 0; });

function crumbs(now) {
    const {op, g, recording} = now, parts = [h("li", {}, app.button(g === 0 ? "the step" : "the step", "Backspace", "Out of the expansion", app.out, {disabled: g === 0, class: "quiet"}))];
    if (g > 0) parts.push(h("li", {}, `inside ${recording.graphs[0].ops[Vitro.outerOp(recording, g)].op}`));
    const path = op?.path ? op.path.split(".") : [];
    path.forEach((name, k) => {
        const module = path.slice(0, k + 1).join(".");
        parts.push(h("li", {}, app.button(name, "", app.moduleSentence(module) ?? `To the first op of ${module}`, () => app.toModule(module), {class: "quiet", name: module})));
    });
    return h("ol", {class: "crumbs", "aria-label": "Modules"}, parts);
}
app.toModule = module => {
    const {timeline, graph, g} = app.now(), within = op => graph.ops[op].path === module || graph.ops[op].path.startsWith(`${module}.`);
    for (let i = 0; i < timeline.length; ++i) {
        const {kind, op} = timeline.event(i);
        if (kind === "F" && within(op)) { app.goTo(i, true, {g}); return; }
    }
};

function twinButton({timeline, i, event}) {
    const twin = timeline.twin(i);
    if (twin < 0) return null;
    return app.button(`${timeline.event(twin).kind} twin`, "t", `To its twin, event ${twin}`, () => app.verbs.twin(), {showKey: true});
}
function heading(now) {
    const {event, i, timeline, op, graph} = now, said = app.sentences(now), fused = op?.expansion !== undefined;
    const name = event.value !== null ? graph.values[event.value].name : event.kind === "INPUT" ? now.recording.labels[event.index].name : "";
    return h("header", {class: "event"}, h("div", {class: "line"}, crumbs(now), h("p", {class: "where"}, h("span", {}, `event ${i} of ${timeline.length - 1}`),
            op && app.sourceLine(op) ? h("code", {title: "where the module calls it"}, app.sourceLine(op)) : null)),
        h("div", {class: "line"}, h("h2", {title: name}, h("span", {class: `kind ${event.phase}`}, event.kind), " ", said.title, " ", h("span", {class: "soft"}, subject(event, op, name))),
            h("div", {class: "actions"}, twinButton(now), fused ? app.button("open", "↵", `Into ${op.op}: its primitive ops`, app.into, {showKey: true, shortcut: "Enter"}) : null,
                now.g > 0 ? app.button("out", "⌫", "Out of the expansion", app.out, {showKey: true, shortcut: "Backspace"}) : null,
                app.button(app.level === "plain" ? "in symbols" : "in words", "", "Say it in words or in symbols", () => app.setLevel(app.level === "plain" ? "formal" : "plain")))));
}
const subject = (event, op, name) => op && event.kind !== "ACC" ? op.op : name ? app.short(name) : "";
function sentence(now) {
    const said = app.sentences(now), card = now.op ? app.cardOf(now.op.op) : {}, pattern = now.event.phase === "backward" && now.event.kind === "B" ? card.pattern : null;
    return h("div", {class: "said"}, h("p", {}, said.first, said.second ? ` ${said.second}` : ""),
        pattern ? h("p", {class: "pattern"}, h("b", {}, pattern), " ", app.narration.patterns?.[pattern] ?? "") : null);
}
function formulas(now) {
    const {op, event, graph} = now;
    if (!op || event.kind === "ACC") return null;
    const card = app.cardOf(op.op), backward = event.phase === "backward", text = backward ? card.vjp : card.formula;
    return text ? h("div", {class: "formula"}, h("div", {class: "forms"}, h("p", {html: app.formula(text)}), h("p", {class: "shapes", html: app.shapesOf(graph, op, backward)})),
        backward && card.mistake ? h("p", {class: "soft"}, h("b", {}, "A common mistake. "), card.mistake) : null) : null;
}
function costs(now) {
    const {op} = now;
    if (!op) return null;
    const hooks = app.hooksOf(now.g, op.output);
    const kept = op.kept.map(one => h("li", {}, `${one.name} [${app.shapeText(one.shape)}] ${one.bytes} bytes`));
    return h("details", {class: "costs"}, h("summary", {}, "Kept for backward, cost, attributes, other names"),
        hooks.length ? h("p", {}, "In TransformerLens: ", hooks.map((hook, k) => [k ? ", " : "", h("code", {}, hook)])) : null,
        h("p", {}, `${op.flops} FLOPs, ${op.bytes} bytes moved; forward ${op.forward_ns} ns, backward ${op.backward_ns} ns on the recording machine.`),
        kept.length ? h("ul", {}, kept) : h("p", {}, "Nothing is kept for backward."),
        h("pre", {tabindex: 0}, JSON.stringify(op.attributes)));
}

/** What is looked at first; what is below it costs most, and is drawn when the first is on the screen. */
app.panels.event = now => [heading(now), sentence(now), app.quizSection?.(now), app.lanes(now) ?? app.parameterLanes(now), formulas(now)];
const below = now => [app.special.map(panel => panel(now)), app.differenceSection?.(now), app.matrixSection(), app.looked() ? app.termsSection() : null, costs(now)];

function tabBar() {
    return h("div", {class: "tabs", role: "tablist", "aria-label": "Views of the event"}, app.tabs.filter(tab => tab.fits?.() ?? true).map(({id, name, key}) => h("button", {
        type: "button", role: "tab", id: `tab-${id}`, "aria-selected": String(app.state.tab === id), "aria-controls": "panel", tabindex: app.state.tab === id ? 0 : -1,
        title: key ? `${name} (${key})` : name, onclick: () => app.set({tab: id})}, name, key ? h("kbd", {"aria-hidden": "true"}, key) : null)));
}

/** Where the keyboard was, so that it is there again in what is drawn anew. */
const likeness = element => element?.id ? `#${element.id}` : element ? `${element.tagName}${element.getAttribute("aria-label")}${element.dataset.value ?? ""}${element.dataset.view ?? ""}` : "";

let parts = null, awaited = 0;
/** Tour, tabs, the panel's head, and the rest of it, each in a place of its own. */
function placesIn(card) {
    if (!parts) {
        const head = h("div"), rest = h("div", {id: "rest"});
        parts = {tour: h("div"), tabs: h("div"), head, rest, panel: h("div", {id: "panel", role: "tabpanel"}, head, rest)};
        app.fill(card, parts.tour, parts.tabs, parts.panel);
    }
    return parts;
}
/** Draws with the keyboard's place kept. */
function keeping(place, draw) {
    const focused = place.contains(document.activeElement) ? likeness(document.activeElement) : "";
    draw();
    if (focused) [...place.querySelectorAll("button,[tabindex],select,input")].find(element => likeness(element) === focused)?.focus({preventScroll: true});
}
/** Two frames on: after the first is painted, and not at all where the next step has come. */
function whenPainted(act) {
    const mine = ++awaited;
    requestAnimationFrame(() => requestAnimationFrame(() => { if (mine === awaited) act(); }));
}
app.drawCard = (waits = false) => {
    const {tour, tabs, head, rest, panel} = placesIn(document.getElementById("card")), now = app.now(), isEvent = app.state.tab === "event";
    const finish = () => keeping(rest, () => app.fill(rest, isEvent ? below(now) : null));
    app.nextTurn();
    keeping(tour, () => app.fill(tour, app.tourBar?.()));
    keeping(tabs, () => app.fill(tabs, tabBar()));
    keeping(head, () => app.fill(head, (app.panels[app.state.tab] ?? app.panels.event)(now)));
    panel.setAttribute("aria-labelledby", `tab-${app.state.tab}`);
    ++awaited;
    if (waits && isEvent) whenPainted(finish); else finish();
};
app.parts.push((state, changed) => {
    app.drawCard(changed.moved && changed.before !== state);
    if (!changed.moved) return;
    const said = app.sentences(app.now());
    document.getElementById("live").textContent = `${said.title}. ${said.first}`;
});
})();
