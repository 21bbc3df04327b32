// examples/step/page/app/graph.js: the module that the event is in, drawn: done is filled, pending hollow, now ringed.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});
const {h, s} = app;

let overlay = "state", drawn = null, colours = null;

/** When things happen, looked up once for each graph. */
const moments = [];
function momentsOf(g) {
    return moments[g] ??= (() => {
        const timeline = app.timelineOf(g), forward = new Map(), backward = new Map(), added = new Map();
        for (let i = 0; i < timeline.length; ++i) {
            const {kind, op, value} = timeline.event(i);
            if (kind === "F") forward.set(op, i);
            if (kind === "B") backward.set(op, i);
            if (kind === "ACC") added.set(`${op}/${value}`, i);
        }
        return {forward, backward, added};
    })();
}

const line = points => points.map((p, k) => {
    if (k === 0) return `M${p.x} ${p.y}`;
    const q = points[k - 1], bend = Math.max(8, (p.y - q.y) / 2);
    return q.x === p.x ? `L${p.x} ${p.y}` : `C${q.x} ${q.y + bend} ${p.x} ${p.y - bend} ${p.x} ${p.y}`;
}).join("");

function edgeElement(edge, now) {
    const {graph, i, g} = now, {forward, added} = momentsOf(g), value = graph.values[edge.value], size = value.shape.reduce((a, b) => a * b, 1);
    const there = value.maker === undefined || (forward.get(value.maker) ?? Infinity) <= i, users = edge.users.length ? edge.users : graph.ops.flatMap((op, k) => op.inputs.includes(edge.value) ? [k] : []);
    const back = users.some(op => (added.get(`${op}/${edge.value}`) ?? Infinity) <= i), fresh = now.event.kind === "ACC" && now.event.value === edge.value && users.includes(now.event.op);
    const width = (edge.spine ? 1.4 : 0.5) + Math.log10(Math.max(1, size)) * 0.5, path = line(edge.points);
    const light = on => () => document.querySelectorAll(`#graph [data-tensor="${edge.value}"]`).forEach(one => one.classList.toggle("lit", on));
    return s("g", {class: `edge${edge.spine ? " spine" : ""}${there ? " there" : ""}${back ? " back" : ""}${fresh ? " fresh" : ""}`, data: {tensor: edge.value}, onmouseenter: light(true), onmouseleave: light(false)},
        s("title", {}, `${value.name} [${app.shapeText(value.shape)}]`), s("path", {class: "wide", d: path}), s("path", {class: "forth", d: path, "stroke-width": width}),
        back ? s("path", {class: "gradient", d: line(edge.points.map(p => ({x: p.x + 5, y: p.y}))), "marker-start": "url(#up)"}) : null);
}

function chips(op, now, item) {
    const {graph} = now;
    return op.inputs.map((value, input) => ({value, input})).filter(({value}) => graph.values[value].role !== "result").map(({value, input}, k) => {
        const {state} = now.timeline.gradientAt(value, now.i), name = graph.values[value].name;
        return s("g", {class: `chip ${graph.values[value].role} ${state}${app.state.value === value ? " current" : ""}`, transform: `translate(${item.width - 12 - 17 * k} ${item.height + 3})`,
            onclick: event => { event.stopPropagation(); app.set({value, view: "v"}); }}, s("title", {}, `${name}: ${now.timeline.stateOf(value, now.i)}`),
            s("rect", {x: -8, y: -7, width: 16, height: 14, rx: 4}), s("text", {y: 3.5}, app.symbol(op, input).slice(0, 1)));
    });
}
function accumulation(value, now, item) {
    const {state, part, parts} = now.timeline.gradientAt(value, now.i);
    if (parts === 0 || part === 0 || state === "stale") return null;
    const mark = app.pie(part, parts);
    for (const [name, x] of [["x", 6], ["y", item.height - 6], ["width", 13], ["height", 13]]) mark.setAttribute(name, x);
    return s("g", {class: "sum"}, mark, parts > 1 ? s("text", {x: 21, y: item.height + 10}, `${part}/${parts}`) : null);
}
function opElement(item, now) {
    const {graph, i, g} = now, k = item.child.op, op = graph.ops[k], {forward, backward} = momentsOf(g), current = now.event.op === k;
    const state = `${(forward.get(k) ?? Infinity) <= i ? " done" : ""}${(backward.get(k) ?? Infinity) <= i ? " returned" : ""}${current ? " now" : ""}`;
    const measured = colours?.get(item), go = () => { const {timeline} = now, events = timeline.eventsOfOp(k); app.goTo(events.find(at => timeline.event(at).phase === now.event.phase) ?? events[0]); };
    const name = item.child.name ? app.short(item.child.name, 1) : op.op;
    return s("g", {class: `node${state}${op.expansion !== undefined ? " fused" : ""}`, transform: `translate(${item.x} ${item.y})`, onclick: go, ondblclick: () => app.into(), data: {op: k}},
        s("title", {}, `${graph.values[op.output].name} [${app.shapeText(graph.values[op.output].shape)}]${measured ? `\n${measured.text}` : ""}`),
        s("rect", {class: "body", width: item.width, height: item.height, rx: 7, style: measured ? `fill:${app.css(measured.colour)}` : null}),
        s("text", {x: item.width / 2, y: 13, class: name.length > 14 ? "name long" : "name", style: measured ? `fill:${app.inkOn(measured.colour)}` : null}, name),
        s("text", {x: item.width / 2, y: 24.5, class: "kindname", style: measured ? `fill:${app.inkOn(measured.colour)}` : null}, measured ? measured.text : name === op.op ? app.shapeText(graph.values[op.output].shape) : op.op),
        accumulation(op.output, now, item), chips(op, now, item));
}
function boxElement(item, now) {
    const {forward, backward} = momentsOf(now.g), goers = item.ops.filter(op => backward.has(op)).length, count = map => item.ops.filter(op => (map.get(op) ?? Infinity) <= now.i).length, done = count(forward), returned = count(backward);
    const measured = colours?.get(item);
    return s("g", {class: `node box${done === item.ops.length ? " done" : ""}${goers > 0 && returned === goers ? " returned" : ""}`, transform: `translate(${item.x} ${item.y})`, onclick: () => app.toModule(item.child.path)},
        s("title", {}, `${item.child.path}: ${app.moduleSentence(item.child.path) ?? ""} Click to open.`), s("rect", {class: "under", x: 4, y: 4, width: item.width, height: item.height, rx: 7}),
        s("rect", {class: "body", width: item.width, height: item.height, rx: 7, style: measured ? `fill:${app.css(measured.colour)}` : null}), s("text", {x: item.width / 2, y: 15, class: item.child.name.length > 14 ? "name long" : "name", style: measured ? `fill:${app.inkOn(measured.colour)}` : null}, item.child.name),
        s("text", {x: item.width / 2, y: 28, class: "kindname", style: measured ? `fill:${app.inkOn(measured.colour)}` : null}, measured ? measured.text : returned ? `${returned} of ${goers} back` : done ? `${done} of ${item.ops.length} ops` : `${item.ops.length} ops`));
}
function groupElement(item, now, depth) {
    const {child} = item, frame = depth ? [s("rect", {class: "frame", width: item.width, height: item.height, rx: 10}),
        s("text", {x: 10, y: 14, class: "title", onclick: () => app.toModule(child.path)}, child.name, s("title", {}, app.moduleSentence(child.path) ?? child.path))] : [];
    return s("g", {class: "group", transform: depth ? `translate(${item.x} ${item.y})` : null}, frame, item.edges.map(edge => edgeElement(edge, now)),
        item.items.map(one => ({op: opElement, box: boxElement, group: groupElement})[one.kind](one, now, depth + 1)));
}

/** The items that are drawn, groups opened. */
app.leavesOf = item => item.kind === "group" ? item.items.flatMap(app.leavesOf) : [item];

function draw() {
    const now = app.now(), module = app.moduleOf(now), tree = app.treeOf(now.g), key = `${now.g} ${app.openKey(tree, module)}`;
    if (drawn?.key !== key) drawn = {key, layout: app.layoutOf(now.graph, tree, module)};
    const {layout} = drawn, view = document.getElementById("graph");
    colours = app.overlayColours(overlay, app.leavesOf(layout), now);
    const picture = s("svg", {width: layout.width, height: layout.height, viewBox: `0 0 ${layout.width} ${layout.height}`, role: "img", "aria-label": `The graph around ${module || "the model"}`},
        s("defs", {}, s("marker", {id: "up", viewBox: "0 0 8 8", refX: 4, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: "userSpaceOnUse", orient: "auto"}, s("path", {d: "M7 1L1 4L7 7Z", class: "head"}))), groupElement(layout, now, 0));
    app.fill(view, picture);
    const ring = view.querySelector(".now");
    if (ring) keepInView(view, ring);
}
function keepInView(view, element) {
    const box = element.getBoundingClientRect(), frame = view.getBoundingClientRect();
    if (box.top < frame.top + 30 || box.bottom > frame.bottom - 30) view.scrollTop += box.top - frame.top - frame.height / 2;
    if (box.right > frame.right - 10) view.scrollLeft += box.right - frame.right + 24;  // no further: what lies around it stays
    else if (box.left < frame.left + 10) view.scrollLeft += box.left - frame.left - 24;
}
/** Which groups are open, as text. */
app.openKey = (group, module) => group.children ? `${group.path}{${group.children.filter(child => child.children && app.isOpen(child, module)).map(child => app.openKey(child, module)).join()}}` : "";

app.mountGraph = () => {
    const select = h("select", {id: "overlay", onchange: event => { overlay = event.target.value; draw(); }}, app.overlays.map(({id, name}) => h("option", {value: id}, name)));
    app.fill(document.getElementById("graph-bar"), h("label", {}, "colour ", select), h("span", {class: "key"}, h("i", {class: "solid"}), "values", h("i", {class: "dashed"}), "gradients"));
    app.parts.push((state, changed) => { if (changed.moved || changed.graph || changed.before?.value !== state.value) draw(); });
};
})();
