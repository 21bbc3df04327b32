// examples/step/page/app/hooks.js: what TransformerLens calls a value: text/hooks.cpp says it for the terminal.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});

const kLayer = /^((?:\w+\.)*?)layers\.(\d+)(?=\.)/;
const known = [];
function hooksIn(g) {
    const graph = app.recording.graphs[g], hooks = app.narration.hooks ?? {}, names = new Set(graph.values.map(({name}) => name));
    const has = stack => graph.ops.some(({path}) => path.startsWith(`${stack}.layers.`)), isAlone = !has("encoder") || !has("decoder");
    return graph.values.map(({name, maker}) => {
        if (maker === undefined) return [];
        const layer = kLayer.exec(name), block = layer ? `${isAlone ? "blocks" : layer[1].split(".")[0]}.${layer[2]}` : "";
        const key = layer ? `{block}${name.slice(layer[0].length)}` : name;
        const third = key === "{block}.add#2" && names.has(`${layer[0]}.add#3`);
        return (hooks[third ? `${key} of 3` : key] ?? "").replaceAll("{block}", block).split(" ").filter(Boolean);
    });
}
app.hooksOf = (g, value) => (known[g] ??= hooksIn(g))[value] ?? [];
/** Whether a value is meant by "blocks.0.attn.hook_pattern": blocks stands for either stack. */
app.isHook = (g, value, text) => text.includes("hook_") && app.hooksOf(g, value).some(hook => hook === text || hook.endsWith(`.${text}`) || (text.startsWith("blocks.") && hook.endsWith(text.slice(6))));
})();
