// examples/step/page/app/layout.js: where the ops of a module go: layers by the longest path, order by barycentres.
//
// A level is laid out with what is open inside it as one tall item (Sugiyama, Tagawa and Toda 1981, for each module of
// its own). The spine, which follows first inputs back from what leaves, is one vertical line through all levels; the
// rest lies to its right. Tensors that cross a border do so at ports, so that a line goes on where it left off.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});

const kWide = 118, kTall = 32, kGap = 22, kBetween = 18, kPad = 12, kHead = 20, kLane = 14, kSweeps = 6;

/** Layers from 0; what nothing feeds sits just above its first use. */
function layersOf(items, edges) {
    const layer = new Map(items.map(item => [item, 0]));
    for (let round = 0; round < items.length; ++round) {
        let moved = false;
        for (const {from, to} of edges)
            if (layer.get(to) < layer.get(from) + 1) layer.set(to, layer.get(from) + 1), moved = true;
        if (!moved) break;
    }
    for (const item of items) {
        const uses = edges.filter(edge => edge.from === item);
        if (item.kind !== "in" && uses.length && !edges.some(edge => edge.to === item))
            layer.set(item, Math.max(0, Math.min(...uses.map(edge => layer.get(edge.to))) - 1));
    }
    const last = Math.max(0, ...layer.values());
    for (const item of items) if (item.kind === "out") layer.set(item, Math.max(last, 1));
    return layer;
}

/** Each tensor runs through the layers as one line of lanes, from which its users branch off. */
function withLanes(edges, layer) {
    const lanes = new Map(), links = [], items = [];
    for (const edge of edges) {
        let from = edge.from;
        for (let at = layer.get(edge.from) + 1; at < layer.get(edge.to); ++at) {
            const key = `${edge.value}@${at}`;
            if (!lanes.has(key)) {
                const lane = {kind: "lane", value: edge.value, width: kLane, height: 0, spine: edge.spine};
                lanes.set(key, lane), items.push(lane), layer.set(lane, at);
                links.push({from, to: lane, value: edge.value});
            }
            from = lanes.get(key);
            from.spine ||= edge.spine;
        }
        links.push({from, to: edge.to, value: edge.value, last: edge});
    }
    return {items, links};
}

/** Rows of items, the spine first, the rest by the mean place of their neighbours above and below in turn. */
function ordered(items, links, layer) {
    const rows = [];
    for (const item of items) (rows[layer.get(item)] ??= []).push(item);
    for (let k = 0; k < rows.length; ++k) rows[k] ??= [];
    const place = new Map(), settle = row => row.forEach((item, k) => place.set(item, k));
    for (const row of rows) row.sort((a, b) => Number(b.spine ?? false) - Number(a.spine ?? false)), settle(row);
    for (let sweep = 0; sweep < kSweeps; ++sweep) {
        const down = sweep % 2 === 0;
        for (const row of down ? rows : [...rows].reverse()) {
            const mean = new Map(row.map(item => {
                const near = links.filter(link => (down ? link.to : link.from) === item).map(link => place.get(down ? link.from : link.to));
                return [item, near.length ? near.reduce((a, b) => a + b, 0) / near.length : place.get(item)];
            }));
            row.sort((a, b) => Number(b.spine ?? false) - Number(a.spine ?? false) || mean.get(a) - mean.get(b) || place.get(a) - place.get(b));
            settle(row);
        }
    }
    return rows;
}

/** Where a tensor enters or leaves an item, from the item's left. */
const portAt = (item, value, side) => item[side]?.get(value) ?? item.anchor ?? item.width / 2;

function place(rows, links) {
    const centre = Math.max(kWide / 2, ...rows.flat().filter(item => item.spine).map(item => item.anchor ?? item.width / 2));
    let y = 0, width = 0;
    for (const row of rows) {
        let right = 0;
        for (const item of row) {
            const near = links.filter(link => link.to === item && link.from.x !== undefined);
            const wanted = near.length ? near.reduce((sum, link) => sum + link.from.x + portAt(link.from, link.value, "outs") - portAt(item, link.value, "ins"), 0) / near.length : right;
            item.x = item.spine ? centre - (item.anchor ?? item.width / 2) : Math.max(right, wanted, item.kind === "lane" ? centre + kBetween : 0);
            right = item.x + item.width + kBetween;
            width = Math.max(width, item.x + item.width);
        }
        const tall = Math.max(0, ...row.map(item => item.height));
        for (const item of row) item.y = y + (tall - item.height) / 2;
        y += tall + (row.every(item => item.height === 0) ? kGap / 2 : kGap);
    }
    return {width, height: y - kGap, centre};
}

/** From point to point through the lanes. */
function route(edge, links) {
    const points = [], back = [];
    let link = links.find(one => one.last === edge);
    back.push({x: link.to.x + portAt(link.to, edge.value, "ins"), y: link.to.y});
    while (link.from.kind === "lane") {
        back.push({x: link.from.x + link.from.width / 2, y: link.from.y});
        const lane = link.from;
        link = links.find(one => one.to === lane);
    }
    points.push({x: link.from.x + portAt(link.from, edge.value, "outs"), y: link.from.y + link.from.height}, ...back.reverse());
    return points;
}

function itemOf(graph, child, module, op, depth) {
    if (child.op !== undefined) return {kind: "op", child, ops: child.ops, width: kWide, height: kTall};
    if (child.isRest || !app.isOpen(child, module)) return {kind: "box", child, ops: child.ops, width: kWide, height: kTall + 4};
    return app.layoutOf(graph, child, module, op, depth + 1);
}

/** One group with all that is open in it; positions are relative to the group. */
app.layoutOf = (graph, group, module, op = -1, depth = 0) => {
    const items = app.childrenOf(group, module, op).map(child => itemOf(graph, child, module, op, depth)), {entering, leaving, uses, end} = app.flowsOf(graph, group.ops);
    const spine = app.spineOf(graph, end, group.ops), onSpine = new Set(spine.path.map(step => step.op));
    const owners = new Map(items.flatMap(item => item.ops.map(one => [one, item]))), owner = one => owners.get(one);
    for (const item of items) item.spine = item.ops.some(one => onSpine.has(one));
    const port = (kind, value, on) => ({kind, value, width: kLane, height: 0, ops: [], spine: on});
    const ins = new Map(entering.map(value => [value, port("in", value, value === spine.entry)]));
    const outs = new Map(leaving.map(value => [value, port("out", value, value === end)]));
    const edges = [], known = new Set();
    for (const {value, from, to, input} of uses) {
        const a = from === null ? ins.get(value) : owner(from), b = to === null ? outs.get(value) : owner(to), key = `${value} ${items.indexOf(b)} ${to === null}`;
        const twin = known.has(key) ? edges.find(edge => edge.key === key) : null;
        if (!a || !b || a === b) continue;
        if (twin) { if (to !== null) twin.users.push(to); continue; }
        known.add(key);
        const spineEdge = Boolean(a.spine && b.spine && (to === null || input === graph.ops[to].inputs.findIndex(v => graph.values[v].role === "result")));
        edges.push({key, value, from: a, to: b, users: to === null ? [] : [to], spine: spineEdge});
    }
    const all = [...items, ...ins.values(), ...outs.values()], layer = layersOf(all, edges), {items: lanes, links} = withLanes(edges, layer);
    const rows = ordered([...all, ...lanes], links, layer), {width, height, centre} = place(rows, links);
    const left = depth ? kPad : 8, top = depth ? kHead : 8;
    for (const item of [...all, ...lanes]) item.x += left, item.y += top;
    const whole = height + top + (depth ? kPad : 8);
    for (const item of ins.values()) item.y = 0;
    for (const item of outs.values()) item.y = whole;
    for (const edge of edges) edge.points = route(edge, links);
    const at = ports => new Map([...ports].map(([value, item]) => [value, item.x + item.width / 2]));
    return {kind: "group", child: group, ops: group.ops, items, edges, ins: at(ins), outs: at(outs), anchor: centre + left,
            width: width + 2 * left, height: whole};
};
})();
