// examples/step/page/app/overlay.js: what the graph's colours may tell, each with its number as text.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});

const last = item => item.ops[item.ops.length - 1];
const sum = (item, of) => item.ops.reduce((total, op) => total + of(op), 0);
const statistics = (now, item, view) => {
    const seen = app.seen(now.g, now.graph.ops[last(item)].output, view, now.i);
    return seen.numbers?.length ? app.statistics(seen.numbers) : null;
};
const rms = s => s ? s.norm / Math.sqrt(s.count) : NaN;

/** Of the parameters of an item's ops: |update| / |weight|, as one vector. */
function updateRatio(now, item) {
    if (now.g !== 0) return NaN;
    let step = 0, weight = 0;
    now.recording.updates.forEach((update, u) => {
        if (!item.ops.some(op => now.graph.ops[op].inputs.includes(update.value))) return;
        const before = now.recording.numbers(0, update.value), after = now.recording.update(u, "after");
        before.forEach((x, k) => { step += (after[k] - x) ** 2; weight += x * x; });
    });
    return weight > 0 ? Math.sqrt(step / weight) : NaN;
}
/** The worst verdict of an item's ops, once all are checked. */
function verdict(now, item) {
    const ops = app.checked?.ops?.[now.g];
    if (!ops) return NaN;
    return Math.max(...item.ops.map(op => { const one = ops[op]; return one?.skipped ? 0 : Math.max(one?.forward?.worst ?? 0, ...(one?.backward ?? []).map(b => b.worst)); }));
}

app.overlays = [
    {id: "state", name: "by state"},
    {id: "v", name: "|value|, rms", of: (now, item) => rms(statistics(now, item, "v")), log: true},
    {id: "g", name: "|gradient|, log10 of the norm", of: (now, item) => statistics(now, item, "g")?.norm ?? NaN, log: true, text: x => `10^${Math.log10(x).toFixed(1)}`},
    {id: "u", name: "update / weight", of: updateRatio, log: true},
    {id: "bytes", name: "bytes kept for backward", of: (now, item) => sum(item, op => now.graph.ops[op].kept.reduce((total, one) => total + one.bytes, 0)), text: x => `${x} B`},
    {id: "ns", name: "nanoseconds, both passes", of: (now, item) => sum(item, op => now.graph.ops[op].forward_ns + now.graph.ops[op].backward_ns), log: true, text: x => `${Math.round(x)} ns`},
    {id: "check", name: "error when computed again", of: verdict, log: true, text: x => x === 0 ? "exact" : `${x.toExponential(0)} ✓`},
    {id: "zero", name: "part that is zero", of: (now, item) => { const s = statistics(now, item, now.event.phase === "backward" ? "g" : "v"); return s ? s.zeros / s.count : NaN; }, text: x => `${Math.round(100 * x)} % zero`},
];

/** Map of item to {colour, text}; null for the graph's own colours. */
app.overlayColours = (id, items, now) => {
    const overlay = app.overlays.find(one => one.id === id);
    if (!overlay?.of) return null;
    if (id === "check" && !app.checked) app.checked = Vitro.checkAll?.(app.recording) ?? null;
    const numbers = items.map(item => overlay.of(now, item)), scaled = numbers.map(x => overlay.log ? Math.log10(Math.max(x, 1e-12)) : x), known = scaled.filter((x, k) => Number.isFinite(numbers[k]));
    const low = overlay.log ? Math.min(...known) : 0, high = Math.max(...known), span = high - low || 1;
    return new Map(items.map((item, k) => [item, Number.isFinite(numbers[k])
        ? {colour: app.heat((scaled[k] - low) / span), text: (overlay.text ?? app.plain)(numbers[k])} : {colour: app.palette().card, text: "—"}]));
};
})();
