// examples/step/page/app/matrix.js: the matrix under the lens: its views, scale, statistics, hover, pin and compare.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});
const {h} = app;

const kViews = [["v", "value"], ["g", "gradient"], ["k", "contribution"], ["u", "update"]];
const kMostRows = 128;  // of a plain table
let locked = null;  // a scale, once the learner holds it
let asTable = false;

/** What is looked at: what was chosen, else what the event is about. */
app.looked = () => {
    if (looked.of !== app.state) looked.of = app.state, looked.what = look();
    return looked.what;
};
const looked = {of: null, what: null};  // kept: many ask within one step
function look() {
    const {g, i, event, graph, op} = app.now(), {state} = app;
    let value = state.value, view = state.view;
    if (value === null) value = event.kind === "B" ? app.firstWanting(graph, op) : event.value;
    if (value === null) return null;
    if (state.cell !== null && state.cell >= graph.values[value].shape.reduce((a, b) => a * b, 1)) state.cell = null;  // an address may name any
    view ??= {F: "v", LOSS: "v", SEED: "g", B: "k", ACC: "g", ZERO: "g", U: "u"}[event.kind] ?? "v";
    // ZERO wipes: what is of interest is what was there.
    const at = event.kind === "ZERO" && view === "g" && event.value === value ? i - 1 : i;
    const seen = app.seen(g, value, view, at);
    return {...seen, g, value, view, at, shape: graph.values[value].shape, of: graph.values[value]};
}
app.firstWanting = (graph, op) => op.inputs.find(input => graph.values[input].gradient && graph.values[input].role === "result")
    ?? op.inputs.find(input => graph.values[input].gradient) ?? op.output;

const choose = changes => app.set({...changes});

function viewButtons(looked) {
    return h("div", {class: "choices", role: "group", "aria-label": "Which matrix"}, kViews.map(([view, name]) =>
        app.button(name, view, `Show the ${name}`, () => choose({value: looked.value, view, cell: app.state.cell}),
                   {pressed: looked.view === view, showKey: true, shortcut: view})));
}
function leadSelect(looked, matrices, which) {
    if (matrices.count <= 1) return null;
    const names = Array.from({length: matrices.count}, (_, k) => app.leadName(looked.of, k, app.now().op) || String(k));
    return h("label", {class: "lead"}, "of ", h("select", {onchange: event => choose({lead: Number(event.target.value), cell: null})},
        names.map((name, k) => h("option", {value: k, selected: k === which}, name))));
}

function histogram(numbers) {
    const {counts, low, high} = Vitro.numbers.histogram(numbers, 24), most = Math.max(...counts, 1);
    return app.s("svg", {class: "histogram", viewBox: "0 0 120 26", role: "img",
        "aria-label": `Histogram from ${app.plain(low)} to ${app.plain(high)}`},
        counts.map((count, k) => app.s("rect", {x: k * 5, y: 26 - 25 * count / most, width: 4, height: 25 * count / most})));
}
function facts(numbers) {
    const s = app.statistics(numbers), count = (n, name) => n ? h("span", {}, `${n} ${name}`) : null;
    return h("div", {class: "facts"}, histogram(numbers),
        h("span", {title: "least and most"}, `${app.plain(s.least)} … ${app.plain(s.most)}`), h("span", {title: app.narration.glossary?.norm}, `norm ${app.plain(s.norm)}`),
        count(s.positive, "positive"), count(s.negative, "negative"), count(s.zeros, "zero"),
        h("span", {class: s.nan + s.inf ? "wrong" : "unseen"}, `${s.nan} NaN, ${s.inf} inf`));
}

function tools(looked, scale) {
    return h("div", {class: "tools"}, app.legend(scale),
        app.button(locked === null ? "lock scale" : "unlock scale", "", "Keep this scale of colours for every matrix", () => {
            locked = locked === null ? scale : null;
            app.refresh();
        }, {pressed: locked !== null}),
        app.button(asTable ? "as colours" : "as table", "", "Show all digits in a plain table", () => { asTable = !asTable; app.refresh(); }, {pressed: asTable}),
        app.button("copy", "", "Copy as NumPy", () => app.copy(Vitro.numbers.numpy(looked.numbers, looked.shape), "the array as NumPy")));
}

/** Nine digits, what is there bit for bit, and a second cell's difference. */
app.readout = (looked, index, other) => {
    if (index === null || index === undefined || index >= looked.numbers.length) return ["Hover a cell; click pins it, shift-click compares."];
    const x = looked.numbers[index];
    if (index === app.quizHides?.()) return ["Guess first: this is the number that is asked for."];
    const parts = [h("b", {}, app.placeText(looked.of, index)), ` = ${app.exact(x)} `, h("code", {}, Vitro.numbers.hex(x))];
    if (other === null || other >= looked.numbers.length) return parts;
    const y = looked.numbers[other];
    return [...parts, h("br"), h("b", {}, app.placeText(looked.of, other)), ` = ${app.exact(y)}, difference ${app.exact(x - y)}, ratio ${app.plain(x / y)}`];
};

function plainTable(looked, matrices, from) {
    const rows = Array.from({length: Math.min(matrices.rows, kMostRows)}, (_, r) => h("tr", {}, h("th", {scope: "row"}, app.wordsOf(looked.of, looked.shape.length - 2)?.[r] ?? r),
        Array.from({length: matrices.cols}, (_, c) => h("td", {}, app.exact(looked.numbers[from + r * matrices.cols + c])))));
    const columns = h("tr", {}, h("td"), Array.from({length: matrices.cols}, (_, c) =>
        h("th", {scope: "col"}, app.wordsOf(looked.of, looked.shape.length - 1)?.[c] ?? c)));
    return h("div", {class: "plain", tabindex: 0, role: "region", "aria-label": "All numbers"},
        h("table", {}, h("caption", {class: "unseen"}, looked.title), h("thead", {}, columns), h("tbody", {}, rows)));
}

/** Hover, click, shift-click and arrow keys. */
function lively(box, map, looked, matrices, from) {
    const read = h("p", {class: "readout"}), bands = [h("i", {class: "band"}), h("i", {class: "band"}), h("i", {class: "pin"}), h("i", {class: "pin other"})];
    const place = (band, x, y, width, height) => Object.assign(band.style, {left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px`, display: "block"});
    const inside = index => index !== null && index >= from && index < from + matrices.size;
    const point = index => {
        for (const band of bands) band.style.display = "none";
        for (const [band, cell] of [[bands[2], app.state.cell], [bands[3], app.state.other]])
            if (inside(cell)) { const at = map.boxOf(cell); place(band, at.x, at.y, at.width, at.height); }
        const cell = index ?? app.state.cell;
        app.fill(read, app.readout(looked, cell, app.state.other));
        if (!inside(cell)) return;
        const at = map.boxOf(cell), start = map.inner();
        place(bands[0], start.x, at.y, at.x - start.x + at.width, at.height);
        place(bands[1], at.x, start.y, at.width, at.y - start.y + at.height);
    };
    const pin = (index, compare) => choose(compare && app.state.cell !== null ? {value: looked.value, view: looked.view, other: index, cell: app.state.cell}
        : {value: looked.value, view: looked.view, cell: index === app.state.cell ? null : index, other: null});
    map.element.addEventListener("mousemove", event => { const index = map.cellAt(event); point(index); app.hovered(looked, index); });
    map.element.addEventListener("mouseleave", () => { point(null); app.hovered(looked, app.state.cell); });
    map.element.addEventListener("click", event => { const index = map.cellAt(event); if (index !== null) pin(index, event.shiftKey); });
    box.addEventListener("keydown", event => {
        const step = {ArrowLeft: -1, ArrowRight: 1, ArrowUp: -matrices.cols, ArrowDown: matrices.cols}[event.key];
        if (!step || event.altKey || event.ctrlKey) return;
        event.preventDefault(), event.stopPropagation();
        const next = app.state.cell === null ? from : app.state.cell + step;
        if (inside(next)) choose({value: looked.value, view: looked.view, cell: next, other: event.shiftKey ? app.state.cell : null, keepFocus: true});
    });
    box.append(...bands);
    return {read, point};
}

app.matrixSection = () => {
    const looked = app.looked();
    if (!looked) return null;
    const heading = h("header", {}, h("h3", {title: looked.title}, looked.title),
        h("span", {class: "shape"}, `[${app.shapeText(looked.shape)}]`), h("span", {class: "note"}, looked.note));
    if (!looked.numbers || looked.numbers.length === 0)
        return h("section", {class: "matrix"}, heading, viewButtons(looked), h("p", {class: "hollow"}, looked.note));
    const matrices = app.matrices(looked.shape, looked.numbers.length);
    const lead = app.state.lead ?? (app.state.cell !== null ? Math.min(matrices.count - 1, Math.floor(app.state.cell / matrices.size)) : 0);
    const from = lead * matrices.size, scale = locked ?? app.statistics(looked.numbers).absmax, rank = looked.shape.length;
    const box = h("div", {class: "map", tabindex: 0, role: "group", "aria-label": `${looked.title}: arrow keys move the pinned cell`, id: "map"});
    const map = app.heatmap({numbers: looked.numbers, from, rows: matrices.rows, cols: matrices.cols, scale, label: looked.title,
        rowWords: app.wordsOf(looked.of, rank - 2, lead), colWords: app.wordsOf(looked.of, rank - 1, lead),
        hidden: app.quizHides?.() ?? -1, width: app.cardWidth?.() ?? 560});
    box.append(map.element);
    const {read, point} = lively(box, map, looked, matrices, from);
    const large = app.recording.captured(looked.g, looked.value);
    requestAnimationFrame(() => { if (box.isConnected) point(null), app.hovered(looked, app.state.cell); });
    return h("section", {class: "matrix", "aria-label": "The numbers"}, heading,
        h("div", {class: "bar"}, viewButtons(looked), leadSelect(looked, matrices, lead), tools(looked, scale)),
        large ? h("p", {class: "warning"}, `A large tensor: the first ${large.window} of ${large.size} numbers were recorded.`) : null,
        asTable ? plainTable(looked, matrices, from) : h("div", {class: "scroll"}, box), read, facts(looked.numbers));
};
})();
