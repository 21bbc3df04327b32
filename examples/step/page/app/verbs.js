// examples/step/page/app/verbs.js: what the learner can do; keys, buttons and the help are made of one list.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});

const step = by => () => app.goTo(app.state.i + by, false);

/** To the end of the module (or of the row of like events) that the event is in. */
function over(direction) {
    const {timeline, graph, i} = app.now();
    const moduleOf = k => { const {op, kind, phase} = timeline.event(k); return op === null ? kind : `${phase}${graph.ops[op].path}`; };
    const here = moduleOf(i);
    let k = i + direction;
    while (k > 0 && k < timeline.length - 1 && moduleOf(k) === here) k += direction;
    app.goTo(k, false);
}
function toPhase(name) {
    const phase = app.now().timeline.phases.find(one => one.name === name);
    if (phase) app.goTo(phase.first); else app.say(`There is no ${name} here.`);
}
/** Into a fused op: its primitive ops, at the event of the same direction. */
app.into = () => {
    const {op, event} = app.now();
    if (op?.expansion === undefined) { app.say("Only an op with an expansion opens: linear, layer_norm, attention, cross_entropy."); return; }
    const inner = app.timelineOf(op.expansion), seed = inner.phases.find(({name}) => name === "backward")?.first ?? 0;
    app.set({g: op.expansion, i: event.phase === "backward" ? seed : 0}, true);
};
/** The event of the step that an expansion was, in the direction of one of its events. */
app.eventOutside = (g, event) => {
    const outer = Vitro.outerOp(app.recording, g), timeline = app.timelineOf(0), wanted = event.phase === "backward" ? "B" : "F";
    return timeline.eventsOfOp(outer).find(i => timeline.event(i).kind === wanted) ?? 0;
};
app.out = () => {
    const {g, event} = app.now();
    if (g === 0) { app.say("This is the step itself; there is nothing outside."); return; }
    app.set({g: 0, i: app.eventOutside(g, event)}, true);
};
function twin() {
    const {timeline, i} = app.now(), at = timeline.twin(i);
    if (at >= 0) app.goTo(at); else app.say("This event has no twin.");
}
function view(letter) {
    const looked = app.looked();
    if (looked) app.set({value: looked.value, view: letter, cell: app.state.cell, lead: app.state.lead});
}
function toMatrix() {
    const map = document.getElementById("map");
    if (map) map.focus(); else app.say("There is no matrix here.");
}
function goToDialog() {
    const field = app.h("input", {id: "goto", "aria-label": "Event number or name", placeholder: "213, F0, L, B0, U0, end, or a name", autocomplete: "off"});
    field.addEventListener("keydown", event => {
        if (event.key !== "Enter") return;
        const {timeline, g} = app.now(), hook = field.value.trim();
        let at = timeline.find(hook);
        for (let i = 0; at < 0 && i < timeline.length; ++i) if (timeline.event(i).kind === "F" && app.isHook(g, timeline.event(i).value, hook)) at = i;
        if (at >= 0) { app.closeDialog(); app.goTo(at); } else app.say("There is no such event.");
    });
    app.dialog("Go to", [field]);
    field.focus();
}
const tab = id => () => app.set({tab: app.state.tab === id ? "event" : id});

app.verbs = {twin};
app.verbList = [
    {id: "next", keys: ["→", "n"], codes: ["ArrowRight", "n"], text: "Next event", act: step(1)},
    {id: "previous", keys: ["←", "p"], codes: ["ArrowLeft", "p"], text: "Previous event", act: step(-1)},
    {id: "over", keys: ["Shift →"], codes: ["S-ArrowRight"], text: "Over the module", act: () => over(1)},
    {id: "overBack", keys: ["Shift ←"], codes: ["S-ArrowLeft"], text: "Back over the module", act: () => over(-1)},
    {id: "into", keys: ["↵"], codes: ["Enter"], text: "Into a fused op's primitive ops", button: "open op", act: () => app.into()},
    {id: "out", keys: ["⌫"], codes: ["Backspace"], text: "Out again", button: "out", act: () => app.out()},
    {id: "continue", keys: ["c"], codes: ["c"], text: "Continue to the next breakpoint or watch", button: "continue", act: () => app.run(1)},
    {id: "reverse", keys: ["C"], codes: ["C"], text: "Continue backwards", button: "reverse", act: () => app.run(-1)},
    {id: "forward", keys: ["1"], codes: ["1"], text: "To the forward pass", act: () => toPhase("forward")},
    {id: "loss", keys: ["2"], codes: ["2"], text: "To the loss", act: () => toPhase("loss")},
    {id: "backward", keys: ["3"], codes: ["3"], text: "To the backward pass", act: () => toPhase("backward")},
    {id: "update", keys: ["4"], codes: ["4"], text: "To the update", act: () => toPhase("update")},
    {id: "home", keys: ["Home"], codes: ["Home"], text: "First event", act: () => app.goTo(0)},
    {id: "end", keys: ["End"], codes: ["End"], text: "Last event", act: () => app.goTo(Infinity)},
    {id: "goto", keys: [":"], codes: [":"], text: "Go to a number or a name", button: "go to", act: goToDialog},
    {id: "twin", keys: ["t"], codes: ["t"], text: "Twin: forward op and its backward", button: "twin", act: twin},
    {id: "break", keys: ["b"], codes: ["b"], text: "Break here, or where a condition holds", button: "break", act: () => app.breakDialog()},
    {id: "watch", keys: ["w"], codes: ["w"], text: "Watch a tensor or a measure", button: "watch", act: () => app.watchDialog()},
    {id: "search", keys: ["/"], codes: ["/"], text: "Search the events", button: "search", act: () => app.searchDialog()},
    {id: "inputs", keys: ["["], codes: ["["], text: "To the op's inputs; then arrows, Enter shows one", button: "inputs", act: () => app.toTensors("input")},
    {id: "outputs", keys: ["]"], codes: ["]"], text: "To the op's output; then arrows", button: "output", act: () => app.toTensors("output")},
    {id: "matrix", keys: ["m"], codes: ["m"], text: "To the matrix; arrows move the pinned cell", button: "matrix", act: toMatrix},
    ...[["v", "value"], ["g", "gradient"], ["k", "contribution"], ["u", "update"]].map(([letter, name]) =>
        ({id: letter, keys: [letter], codes: [letter], text: `Show the ${name}`, button: name, act: () => view(letter)})),
    {id: "why", keys: ["y"], codes: ["y"], text: "Why is this gradient what it is", button: "why", act: tab("why")},
    {id: "check", keys: ["d"], codes: ["d"], text: "Check: compute it again, differentiate numerically", button: "check", act: tab("check")},
    {id: "quiz", keys: ["q"], codes: ["q"], text: "Predict before you look", button: "quiz", act: () => app.toggleQuiz()},
    {id: "edit", keys: ["e"], codes: ["e"], text: "What if: change a number and run again", button: "what if", act: tab("edit")},
    {id: "help", keys: ["?"], codes: ["?"], text: "All keys", act: () => app.helpDialog()},
    {id: "back", keys: ["Alt←"], codes: ["A-ArrowLeft"], text: "Back to before the last jump", button: "undo", act: () => app.back()},
    {id: "forth", keys: ["Alt→"], codes: ["A-ArrowRight"], text: "Forth again", button: "redo", act: () => app.forth()},
];

const isTyping = element => element.closest("input,textarea,select,dialog,[contenteditable]") && element.id !== "range";
/** Enter and the space bar press a focused button; all else is the page's. */
const presses = (element, key) => (key === "Enter" || key === " ") && element.closest("button,summary,a,[role=tab]");

app.mountKeys = () => addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.defaultPrevented || isTyping(event.target) || presses(event.target, event.key)) return;
    const special = event.key.length > 1, code = `${event.altKey ? "A-" : ""}${event.shiftKey && special ? "S-" : ""}${event.key}`;
    const verb = app.verbList.find(one => one.codes.includes(code));
    if (!verb) return;
    event.preventDefault();
    verb.act();
});
})();
