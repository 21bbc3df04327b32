// examples/step/page/app/graph.js: the module that the event is in, drawn: done is filled, pending hollow, now ringed.
//
// A picture is made once for each set of open modules. A step only changes what is different after it: each part of the
// picture has a function that says its state as text, and draws it where the text is another one.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});
const {h, s} = app;

const kKept = 24;  // pictures
let overlay = "state", colours = null, shown = null;
const pictures = new Map();

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
const before = (map, key, i) => (map.get(key) ?? Infinity) <= i;

const line = points => points.map((p, k) => {
    if (k === 0) return `M${p.x} ${p.y}`;
    const q = points[k - 1], bend = Math.max(8, (p.y - q.y) / 2);
    return q.x === p.x ? `L${p.x} ${p.y}` : `C${q.x} ${q.y + bend} ${p.x} ${p.y - bend} ${p.x} ${p.y}`;
}).join("");

/** The element's class as a function of now, written when it is another one. */
const classed = (live, element, classOf) => {
    let was = null;
    live.push(now => { const name = classOf(now); if (name !== was) element.setAttribute("class", was = name); });
};
const worded = (live, element, textOf) => {
    let was = null;
    live.push(now => { const text = textOf(now); if (text !== was) element.textContent = was = text; });
};

function edgeElement(edge, {graph, g}, live) {
    const {forward, added} = momentsOf(g), value = graph.values[edge.value], size = value.shape.reduce((a, b) => a * b, 1);
    const users = edge.users.length ? edge.users : graph.ops.flatMap((op, k) => op.inputs.includes(edge.value) ? [k] : []);
    const width = (edge.spine ? 1.4 : 0.5) + Math.log10(Math.max(1, size)) * 0.5, path = line(edge.points);
    const light = on => () => document.querySelectorAll(`#graph [data-tensor="${edge.value}"]`).forEach(one => one.classList.toggle("lit", on));
    const element = s("g", {data: {tensor: edge.value}, onmouseenter: light(true), onmouseleave: light(false)},
        s("title", {}, `${value.name} [${app.shapeText(value.shape)}]`), s("path", {class: "wide", d: path}), s("path", {class: "forth", d: path, "stroke-width": width}),
        s("path", {class: "gradient", d: line(edge.points.map(p => ({x: p.x + 5, y: p.y}))), "marker-start": "url(#up)"}));
    classed(live, element, ({i, event}) => `edge${edge.spine ? " spine" : ""}${value.maker === undefined || before(forward, value.maker, i) ? " there" : ""}`
        + (users.some(op => before(added, `${op}/${edge.value}`, i)) ? " back" : "") + (event.kind === "ACC" && event.value === edge.value && users.includes(event.op) ? " fresh" : ""));
    return element;
}
function chips(op, {graph}, item, live) {
    return op.inputs.map((value, input) => ({value, input})).filter(({value}) => graph.values[value].role !== "result").map(({value, input}, k) => {
        const {name, role} = graph.values[value], title = s("title");
        const element = s("g", {transform: `translate(${item.width - 12 - 17 * k} ${item.height + 3})`, onclick: event => { event.stopPropagation(); app.set({value, view: "v"}); }}, title,
            s("rect", {x: -8, y: -7, width: 16, height: 14, rx: 4}), s("text", {y: 3.5}, app.symbol(op, input).slice(0, 1)));
        classed(live, element, now => `chip ${role} ${now.timeline.stateAt(value, now.i)}${app.state.value === value ? " current" : ""}`);
        worded(live, title, now => `${name}: ${now.timeline.stateOf(value, now.i)}`);
        return element;
    });
}
/** How much of a gradient is in, as a part of a circle. */
function accumulation(value, {timeline}, item, live) {
    const parts = timeline.partsOf(value), element = s("g", {class: "sum"});
    let was = 0;
    if (parts > 0) live.push(({i}) => {
        const part = timeline.partAt(value, i);
        if (part === was) return;
        was = part;
        const mark = app.pie(part, parts);
        for (const [name, x] of [["x", 6], ["y", item.height - 6], ["width", 13], ["height", 13]]) mark.setAttribute(name, x);
        app.fill(element, part ? [mark, parts > 1 ? s("text", {x: 21, y: item.height + 10}, `${part}/${parts}`) : null] : []);
    });
    return element;
}
/** Title, name and second line of a node, coloured by what the overlay measured. */
function face(item, name, second, about, top, live) {
    const title = s("title"), body = s("rect", {class: "body", width: item.width, height: item.height, rx: 7});
    const words = [s("text", {x: item.width / 2, y: top, class: name.length > 14 ? "name long" : "name"}, name), s("text", {x: item.width / 2, y: top + 12, class: "kindname"})];
    worded(live, title, () => { const measured = colours?.get(item); return measured ? `${about}\n${measured.text}` : about; });
    worded(live, words[1], now => colours?.get(item)?.text ?? second(now));
    let was = "";
    live.push(() => {
        const colour = colours?.get(item)?.colour, fill = colour ? app.css(colour) : "";
        if (fill === was) return;
        was = fill, body.style.fill = fill;
        for (const word of words) word.style.fill = colour ? app.inkOn(colour) : "";
    });
    return [title, body, words];
}
function opElement(item, now, live) {
    const {graph, g} = now, k = item.child.op, op = graph.ops[k], {forward, backward} = momentsOf(g), shape = app.shapeText(graph.values[op.output].shape);
    const go = () => { const {timeline, event} = app.now(), events = timeline.eventsOfOp(k); app.goTo(events.find(at => timeline.event(at).phase === event.phase) ?? events[0]); };
    const name = item.child.name ? app.short(item.child.name, 1) : op.op;
    const element = s("g", {transform: `translate(${item.x} ${item.y})`, onclick: go, ondblclick: () => app.into(), data: {op: k}},
        face(item, name, () => name === op.op ? shape : op.op, `${graph.values[op.output].name} [${shape}]`, 13, live), accumulation(op.output, now, item, live), chips(op, now, item, live));
    classed(live, element, ({i, event}) => `node${before(forward, k, i) ? " done" : ""}${before(backward, k, i) ? " returned" : ""}${event.op === k ? " now" : ""}${op.expansion !== undefined ? " fused" : ""}`);
    return element;
}
function boxElement(item, now, live) {
    const {forward, backward} = momentsOf(now.g), goers = item.ops.filter(op => backward.has(op)).length, count = (map, i) => item.ops.filter(op => before(map, op, i)).length;
    const {path, name, kin} = item.child, said = item.child.isRest ? "Ops that are left out here. " : item.child.count > 1 ? `${item.child.count} blocks of one make, from ${path}. ` : `${path}: ${app.moduleSentence(path) ?? ""} `;
    const second = ({i}) => { const returned = count(backward, i), done = count(forward, i); return returned ? `${returned} of ${goers} back` : done ? `${done} of ${item.ops.length} ops` : `${item.ops.length} ops`; };
    const element = s("g", {transform: `translate(${item.x} ${item.y})`, onclick: () => item.child.isRest ? app.goTo(app.now().timeline.eventsOfOp(item.ops[item.child.name.endsWith("before") ? item.ops.length - 1 : 0])[0]) : app.toModule(path)}, s("rect", {class: "under", x: 4, y: 4, width: item.width, height: item.height, rx: 7}),
        face(item, name, second, `${said}Click to open.`, 15, live), kin === undefined ? null : s("rect", {class: `kin kin${kin}`, y: 6, width: 4, height: item.height - 12}));
    classed(live, element, ({i}) => `node box${count(forward, i) === item.ops.length ? " done" : ""}${goers > 0 && count(backward, i) === goers ? " returned" : ""}`);
    return element;
}
function groupElement(item, now, depth, live) {
    const {child} = item, frame = depth ? [s("rect", {class: "frame", width: item.width, height: item.height, rx: 10}), child.kin === undefined ? null : s("rect", {class: `kin kin${child.kin}`, y: 10, width: 4, height: item.height - 20}),
        s("text", {x: 10, y: 14, class: "title", onclick: () => app.toModule(child.path)}, child.name, s("title", {}, app.moduleSentence(child.path) ?? child.path))] : [];
    return s("g", {class: "group", transform: depth ? `translate(${item.x} ${item.y})` : null}, frame, item.edges.map(edge => edgeElement(edge, now, live)),
        item.items.map(one => one.kind === "group" ? groupElement(one, now, depth + 1, live) : (one.kind === "op" ? opElement : boxElement)(one, now, live)));
}

/** The items that are drawn, groups opened, with their places in the picture. */
app.leavesOf = (item, x = 0, y = 0) => {
    if (item.kind !== "group") return [Object.assign(item, {left: x + item.x, top: y + item.y})];
    return item.items.flatMap(one => app.leavesOf(one, x + (item.x ?? 0), y + (item.y ?? 0)));
};
function pictureOf(now, module) {
    const tree = app.treeOf(now.g), op = now.event.op ?? -1, key = `${now.g} ${app.openKey(tree, module, op)}`, known = pictures.get(key);
    if (known) return known;
    const layout = app.layoutOf(now.graph, tree, module, op), live = [];
    const svg = s("svg", {width: layout.width, height: layout.height, viewBox: `0 0 ${layout.width} ${layout.height}`, role: "img", "aria-label": `The graph around ${module || "the model"}`},
        s("defs", {}, s("marker", {id: "up", viewBox: "0 0 8 8", refX: 4, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: "userSpaceOnUse", orient: "auto"}, s("path", {d: "M7 1L1 4L7 7Z", class: "head"}))), groupElement(layout, now, 0, live));
    const made = {svg, layout, live, leaves: app.leavesOf(layout)};
    pictures.set(key, made);
    if (pictures.size > kKept) pictures.delete(pictures.keys().next().value);
    return made;
}

function draw() {
    const now = app.now(), picture = pictureOf(now, app.moduleOf(now)), view = document.getElementById("graph");
    colours = app.overlayColours(overlay, picture.leaves, now);
    for (const update of picture.live) update(now);
    if (shown !== picture) { shown = picture; app.fill(view, picture.svg); app.showMap(picture); }
    const at = picture.leaves.find(item => item.kind === "op" && item.child.op === now.event.op);
    if (at) keepInView(view, at, picture.layout.width);
}
let frame = null;  // the view's size; asking for it makes the browser lay the page out
app.graphFrame = () => (frame ??= (({clientWidth, clientHeight}) => ({clientWidth, clientHeight}))(document.getElementById("graph")));
addEventListener("resize", () => { frame = null; });
function keepInView(view, {left, top, width, height}, whole) {
    const {clientWidth, clientHeight} = app.graphFrame(), x = left + Math.max(0, (clientWidth - whole) / 2);
    if (top < view.scrollTop + 30 || top + height > view.scrollTop + clientHeight - 30) view.scrollTop = top - clientHeight / 2;
    if (x + width > view.scrollLeft + clientWidth - 10) view.scrollLeft = x + width - clientWidth + 24;  // no further: what lies around it stays
    else if (x < view.scrollLeft + 10) view.scrollLeft = x - 24;
}
/** Which groups are open, as text. */
app.openKey = (group, module, op) => group.children ? `${group.path}@${app.windowOf(group, op)}{${group.children.filter(child => child.children && app.isOpen(child, module)).map(child => app.openKey(child, module, op)).join()}}` : "";

app.mountGraph = () => {
    const select = h("select", {id: "overlay", onchange: event => { overlay = event.target.value; draw(); }}, app.overlays.map(({id, name}) => h("option", {value: id}, name)));
    app.fill(document.getElementById("graph-bar"), h("label", {}, "colour ", select), h("span", {class: "key"}, h("i", {class: "solid"}), "values", h("i", {class: "dashed"}), "gradients"));
    app.parts.unshift((state, changed) => { if (changed.moved || changed.graph || changed.before?.value !== state.value) draw(); });  // first: it asks for places
};
})();
