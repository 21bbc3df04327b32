// examples/step/page/app/modules.js: a graph's ops as a tree of modules, and who feeds whom at each of its levels.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});

const trees = [];
const inside = (path, module) => module === "" || path === module || path.startsWith(`${module}.`);

/** {path, name, ops: all below, children: groups and single ops in order}. A module of one op is that op. */
function groupOf(graph, path, name, ops) {
    const children = new Map(), depth = path === "" ? 0 : path.length + 1;
    for (const op of ops) {
        const rest = graph.ops[op].path.slice(depth), own = graph.ops[op].path === path || graph.ops[op].path.length < depth;
        const key = own ? `#${op}` : rest.split(".")[0];
        if (!children.has(key)) children.set(key, []);
        children.get(key).push(op);
    }
    const parts = [...children].map(([key, list]) => {
        if (list.length === 1) return {op: list[0], name: key.startsWith("#") ? "" : key, ops: list};
        return merged(groupOf(graph, path === "" ? key : `${path}.${key}`, key, list));
    });
    return {path, name, ops, children: parts};
}
/** "layers" that holds only "0" is "layers.0". */
function merged(group) {
    const [only] = group.children;
    return group.children.length === 1 && only.children ? {...only, name: `${group.name}.${only.name}`} : group;
}
app.treeOf = g => trees[g] ??= (() => {
    const graph = app.recording.graphs[g], all = graph.ops.map((_, op) => op), root = groupOf(graph, g === 0 ? "" : graph.ops[0]?.path ?? "", "", all);
    markKin(graph, root);
    return root;
})();
/** Groups of one make: the same ops in the same order, under the same names. */
const makeOf = (graph, {ops, path}) => ops.map(op => `${graph.ops[op].path.slice(path.length)}:${graph.ops[op].op}`).join();
const groupsIn = group => (group.children ?? []).flatMap(child => child.children ? [child, ...groupsIn(child)] : []);
function markKin(graph, root) {
    const makes = new Map();
    for (const group of groupsIn(root)) {
        if (!/\.\d+$/.test(group.path)) continue;  // blocks have a number
        const make = makeOf(graph, group);
        makes.set(make, [...makes.get(make) ?? [], group]);
    }
    root.kin = [...makes.values()].filter(list => list.length > 1);
    root.kin.forEach((list, k) => list.forEach(group => { group.kin = k % 4; group.make = k; }));
}
/** The blocks of a graph that are made alike: lists of two or more. */
app.kinOf = g => app.treeOf(g).kin;

const kFold = 3, kMost = 60, kWindow = 20;
/** Of a group with more children than can be read: which part of them is drawn, by the op at hand. */
app.windowOf = (group, op) => group.children.length > kMost ? Math.floor(Math.max(0, group.children.findIndex(child => child.ops.includes(op))) / kWindow) : 0;
function windowed(parts, group, op) {
    if (parts.length <= kMost) return parts;
    const at = Math.max(0, parts.findIndex(child => child.ops.includes(op))), from = Math.max(0, Math.floor(at / kWindow) * kWindow - kWindow / 2), to = Math.min(parts.length, from + 2 * kWindow);
    const rest = (list, where) => list.length ? [{path: group.path, op: undefined, name: `${list.length} ${where}`, ops: list.flatMap(child => child.ops), isRest: true}] : [];
    return [...rest(parts.slice(0, from), "before"), ...parts.slice(from, to), ...rest(parts.slice(to), "after")];
}
/** The children as they are drawn: three or more closed blocks of one make in a row are one box. */
app.childrenOf = (group, module, op) => {
    const parts = [], closed = child => child.children && child.make !== undefined && !app.isOpen(child, module);
    for (let k = 0; k < group.children.length;) {
        let end = k;
        while (end < group.children.length && closed(group.children[end]) && group.children[end].make === group.children[k].make) ++end;
        if (end - k >= kFold) parts.push({...group.children[k], ops: group.children.slice(k, end).flatMap(child => child.ops), count: end - k, name: `${group.children[k].name} to ${group.children[end - 1].name}`});
        else parts.push(...group.children.slice(k, Math.max(end, k + 1)));
        k = Math.max(end, k + 1);
    }
    return windowed(parts, group, op);
};

/** The module that an event happens in. */
app.moduleOf = ({graph, event, op}) => {
    if (op) return op.path;
    if (event.value === null) return "";
    const {name, maker} = graph.values[event.value];
    return maker !== undefined ? graph.ops[maker].path : name.split(".").slice(0, -1).join(".");
};
/** Whether a group is drawn open: the way to the current module is. */
app.isOpen = (group, module) => group.path === "" || inside(module, group.path);

/** The value that flows along a group's spine into it, and the ops on the way: first inputs, backwards from `value`. */
app.spineOf = (graph, value, ops) => {
    const own = new Set(ops), path = [];
    let at = value;
    while (graph.values[at].maker !== undefined && own.has(graph.values[at].maker)) {
        const op = graph.values[at].maker, next = graph.ops[op].inputs.find(input => graph.values[input].role === "result");
        path.push({op, value: at});
        if (next === undefined) return {entry: null, path};
        at = next;
    }
    return {entry: at, path};
};

/** Results that cross a group's border, and all uses of results by its ops. */
app.flowsOf = (graph, ops) => {
    const own = new Set(ops), entering = new Set(), leaving = new Set(), uses = [];
    graph.ops.forEach((op, c) => op.inputs.forEach((value, input) => {
        const {role, maker, outer} = graph.values[value];
        if (role !== "result") return;
        const from = maker ?? -1, made = own.has(from), used = own.has(c);
        if (used && !made && (maker !== undefined || outer !== undefined)) entering.add(value);
        if (made && !used) leaving.add(value);
        if (used || made) uses.push({value, from: made ? from : null, to: used ? c : null, input});
    }));
    const last = ops[ops.length - 1];
    return {entering: [...entering], leaving: [...leaving], uses, end: leaving.size ? [...leaving][leaving.size - 1] : graph.ops[last].output};
};
})();
