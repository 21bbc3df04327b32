// examples/step/page/app/lanes.js: an op with its tensors: values run to the right, gradients to the left.
//
// Each tensor is a column of small pictures: its value, what this op contributes to its gradient, the gradient so far.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});
const {h} = app;

/** One picture, which shows its matrix when clicked. */
function picture(now, value, view, label, state, contribution = null) {
    const seen = app.seen(now.g, value, view, state.at ?? now.i, contribution), shape = now.graph.values[value].shape, matrices = app.matrices(shape, seen.numbers?.length);
    const shown = app.looked();
    const current = shown && shown.value === value && shown.view === view;
    const lead = current ? app.state.lead ?? 0 : 0;
    const art = seen.numbers && seen.numbers.length ? app.thumb({numbers: seen.numbers, from: Math.min(lead, matrices.count - 1) * matrices.size,
        rows: matrices.rows, cols: matrices.cols, scale: app.statistics(seen.numbers).absmax}) : h("span", {class: "thumb none"}, state.empty ?? "unset");
    const button = h("button", {type: "button", class: `picture ${view}${current ? " current" : ""}`, data: {value, view},
        "aria-pressed": String(Boolean(current)), title: `${seen.title}: ${seen.note}`, onclick: () => app.set({value, view, lead: null})},
        h("span", {class: "art"}, art), h("small", {}, label));
    button.thumb = seen.numbers ? art : null;
    return button;
}

app.pie = (part, parts) => {
    const turn = parts ? part / parts : 0, angle = 2 * Math.PI * turn - Math.PI / 2, x = 8 + 6 * Math.cos(angle), y = 8 + 6 * Math.sin(angle);
    return app.s("svg", {class: "pie", viewBox: "0 0 16 16", "aria-hidden": "true"}, app.s("circle", {cx: 8, cy: 8, r: 6}),
        turn >= 1 ? app.s("circle", {class: "full", cx: 8, cy: 8, r: 6}) : turn > 0
            ? app.s("path", {class: "full", d: `M8 8V2A6 6 0 ${turn > 0.5 ? 1 : 0} 1 ${x} ${y}Z`}) : null);
};
const gradientLabel = ({state, part, parts}) => state === "none" ? "no gradient" : state === "stale" ? "stale" : [app.pie(part, parts), ` ${part}/${parts}`];

function gradientPicture(now, value) {
    const known = now.timeline.gradientAt(value, now.i);
    if (known.state === "none") return h("span", {class: "picture none"}, h("span", {class: "art"}, h("span", {class: "thumb none"}, "no gradient")));
    return picture(now, value, "g", gradientLabel(known), {empty: "unset"});
}
/** The contribution of the op to one of its inputs, if it is on its way. */
function contributionPicture(now, op, value, input) {
    const index = now.graph.contributions.findIndex(one => one.op === op && one.value === value && one.input === input);
    if (index < 0) return null;
    const event = now.timeline.eventsOfOp(op).find(i => now.timeline.event(i).contribution === index);
    const added = event !== undefined && now.i >= event, current = now.i === event;
    return h("div", {class: `arriving${current ? " now" : ""}`}, picture(now, value, "k", added ? (current ? "+ added now" : "added") : "to be added", {}, index));
}

function tensorColumn(now, op, opIndex, value, input) {
    const {name, role} = now.graph.values[value], backward = now.event.phase === "backward";
    const symbol = app.symbol(op, input);
    return h("div", {class: `column ${input < 0 ? "output" : "input"}`},
        h("header", {title: name}, h("i", {}, symbol), " ", h("span", {}, app.short(name)), role === "constant" ? h("em", {}, "constant") : null),
        h("div", {class: "lane forward"}, picture(now, value, "v", app.shapeText(now.graph.values[value].shape), {empty: "pending"})),
        backward ? h("div", {class: "lane carry"}, input < 0 ? null : contributionPicture(now, opIndex, value, input)) : null,
        h("div", {class: "lane back"}, gradientPicture(now, value)));
}

function opColumn(now, op) {
    const card = app.cardOf(op.op), forward = now.event.kind === "F" || now.event.phase === "forward", backward = now.event.phase === "backward";
    return h("div", {class: "column op"}, h("header", {}, " "),
        h("div", {class: `lane forward${forward ? " active" : ""}`}, h("span", {class: "arrow"}, "→"), h("strong", {}, op.op), h("span", {class: "arrow"}, "→")),
        backward ? h("div", {class: "lane carry"}) : null,
        h("div", {class: `lane back${backward ? " active" : ""}`}, h("span", {class: "arrow"}, "←"),
            h("strong", {title: "vector-Jacobian product"}, card.pattern ?? "VJP"), h("span", {class: "arrow"}, "←")));
}

/** The lanes of an op's event; null for others. */
app.lanes = now => {
    const {op, event, graph} = now;
    if (!op) return null;
    const inputs = op.inputs.map((value, input) => tensorColumn(now, op, event.op, value, input));
    const element = h("section", {class: `lanes ${event.phase}`, "aria-label": "Inputs, op, output"}, inputs, opColumn(now, op),
        tensorColumn(now, op, event.op, op.output, -1));
    return h("div", {class: "scroll", tabindex: 0, role: "group", "aria-label": "The op's tensors", onkeydown: walk}, element);
};

let walking = false;
/** To the first picture of the op's inputs or output; arrows then go from picture to picture, until a click or Escape. */
app.toTensors = side => {
    const found = document.querySelector(`.column.${side} .picture`);
    if (!found) { app.say("This event has no op."); return; }
    walking = true;
    found.focus();
};
addEventListener("pointerdown", () => { walking = false; });
const steps = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
function walk(event) {
    const here = event.target.closest(".picture");
    if (!walking || !here || event.altKey || event.shiftKey) return;
    if (event.key === "Escape") { walking = false; return; }
    if (!steps[event.key]) return;
    event.preventDefault(), event.stopPropagation();
    neighbour(here, steps[event.key])?.focus();
}
/** Of a picture: the one above or below in its column, or in the next column that has any, the one in the same lane. */
function neighbour(here, [across, down]) {
    const pictures = column => [...column.querySelectorAll("button.picture")];
    const columns = [...here.closest(".lanes").querySelectorAll(".column")].map(pictures).filter(list => list.length), at = columns.findIndex(list => list.includes(here));
    if (down) return columns[at][columns[at].indexOf(here) + down];
    const lane = here.closest(".lane").className, next = columns[at + across];
    return next?.find(one => one.closest(".lane").className === lane) ?? next?.[0];
}

/** Of a parameter: what an update, or a wipe, reads and writes. */
app.parameterLanes = now => {
    const {event} = now;
    if (event.update === null) return null;
    const {value} = event, wiped = event.kind === "ZERO";
    const column = (view, symbol, label, at) => h("div", {class: "column"}, h("header", {}, h("i", {}, symbol)),
        h("div", {class: "lane"}, picture(now, value, view, label, {at, empty: "unset"})));
    const arrow = h("div", {class: "column op"}, h("header", {}, " "), h("div", {class: "lane active"}, h("span", {class: "arrow"}, "→"),
        h("strong", {}, wiped ? "zero" : now.recording.optimization.optimizer), h("span", {class: "arrow"}, "→")));
    const columns = wiped ? [column("g", "∂L/∂w", "stale", now.i - 1), arrow, h("div", {class: "column"}, h("header", {}, h("i", {}, "∂L/∂w")),
        h("div", {class: "lane"}, h("span", {class: "picture none"}, h("span", {class: "art"}, h("span", {class: "thumb none"}, "unset")))))]
        : [column("v", "w", "weight"), column("g", "∂L/∂w", "gradient"), arrow, column("u", "new − old", "update")];
    return h("section", {class: "lanes update", "aria-label": "The parameter"}, columns);
};

/** Lights, in the small pictures, the rows and columns that the hovered cell is made of. */
app.hovered = (looked, index) => {
    if (app.termsOf) app.termsOf(looked, index);
    const card = document.getElementById("card");
    for (const button of card.querySelectorAll(".picture")) if (button.thumb) app.light(button.thumb, litIn(button, looked, index));
};
function litIn(button, looked, index) {
    if (index === null || index === undefined) return [];
    const value = Number(button.dataset.value), {row, col} = split(looked.shape, index);
    if (value === looked.value) return [{row, col}];
    const {op, graph, event} = app.now();
    if (!op || !["linear", "matmul"].includes(op.op)) return [];
    const turned = {a: op.attributes.transpose_a, b: op.attributes.transpose_b}, place = op.inputs.indexOf(value);
    if (looked.value === op.output && looked.view === "v") {
        if (place === 0) return [turned.a ? {col: row} : {row}];
        return [turned.b && place === 1 ? {row: col} : {col}];
    }
    if (looked.value === op.inputs[0] && looked.view === "k") {
        if (value === op.output) return [{row}];
        return place === 1 ? [turned.b ? {col} : {row: col}] : [];
    }
    if (looked.value === op.inputs[1] && looked.view === "k") {
        if (value === op.output) return [{col: turned.b ? row : col}];
        return place === 0 ? [{col: turned.b ? col : row}] : [];
    }
    return [];
}
function split(shape, index) {
    const {cols, size} = app.matrices(shape), inside = index % size;
    return {row: Math.floor(inside / cols), col: inside % cols};
}
})();
