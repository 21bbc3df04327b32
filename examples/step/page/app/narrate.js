// examples/step/page/app/narrate.js: what is said of an event, an op, a module; in words or in symbols.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});

app.level = app.remembered("level", "plain");
app.setLevel = level => { app.level = level; app.remember("level", level); app.refresh(); };
app.cardOf = op => app.narration.ops?.[op] ?? {};

/** The last two parts of a path tell most: "self_attn.query.linear" of "encoder.layers.0.self_attn.query.linear". */
app.short = (name, parts = 2) => {
    const all = name.split("."), numbered = /^\d+$/.test(all[all.length - parts] ?? "") ? 1 : 0;  // "layers.0.add", not "0.add"
    return all.slice(-parts - numbered).join(".");
};

function wordsFor({recording, graph, event, op}) {
    const nameOf = value => value === null || value === undefined ? "" : graph.values[value].name;
    const {optimization} = recording, label = event.kind === "INPUT" ? recording.labels[event.index] : null;
    const value = event.kind === "INPUT" ? label.name : nameOf(event.value);
    const shape = label ? label.ids?.indices : event.value === null ? null : graph.values[event.value].shape;
    return {op: op?.op, path: op?.path || "the model", inputs: op?.inputs.map(input => app.short(nameOf(input))).join(", "), output: app.short(nameOf(op?.output)), value: app.short(value),
            shape: shape ? `[${app.shapeText(shape)}]` : "", part: event.part, parts: event.parts, tokens: optimization.tokens,
            norm: app.plain(optimization.norm), factor: app.plain(optimization.factor),
            learning_rate: app.plain(optimization.learning_rate), step: optimization.step};
}
const filled = (template, words) => template.replace(/\{(\w+)\}/g, (all, name) => words[name] ?? all);

const kFallback = {ZERO: "The gradient of {value} is cleared.", INPUT: "The tokens of {value} come in.", F: "{op} computes {output} from {inputs}.",
    LOSS: "The loss is there.", SEED: "The gradient of the loss with respect to itself is 1.", B: "{op} carries the gradient back to {inputs}.",
    ACC: "Contribution {part} of {parts} is added to the gradient of {value}.", MEAN: "Gradients are divided by {tokens}.",
    CLIP: "Gradients are multiplied by {factor}.", U: "{value} is updated."};

/** The event's sentence, then the op's. */
app.sentences = now => {
    const {event, op} = now, own = app.narration.events?.[event.kind], card = op ? app.cardOf(op.op) : {};
    const inside = now.g > 0 ? own?.[`expansion_${app.level}`] : null;
    const first = filled(inside ?? own?.[app.level] ?? own?.plain ?? kFallback[event.kind], wordsFor(now));
    const second = event.kind === "F" ? card[app.level] : event.kind === "B" ? card[`back_${app.level}`] : null;
    return {title: own?.title ?? event.kind, first, second: second ?? null};
};
/** Of a module's path; the first pattern that fits counts. */
app.moduleSentence = path => {
    for (const [pattern, {plain}] of Object.entries(app.narration.modules ?? {})) {
        const expression = new RegExp(`^${pattern.split("*").map(part => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`);
        if (expression.test(path)) return plain;
    }
    return null;
};

/** A folder of the project, without the machine's own. */
app.sourceLine = op => op.file ? `${op.file.replace(/^.*?\/(?=(?:core|nn|kernels|examples)\/)/, "")}:${op.line}` : "";

/** "[7×16] · [16×16] + [16] → [7×16]": this op's shapes. */
app.shapesOf = (graph, op, backward) => {
    const shape = value => `<span>${graph.values[value].shape.length ? app.shapeText(graph.values[value].shape) : "1"}</span>`;
    const inputs = op.inputs.map((input, k) => `<i>${app.symbol(op, k)}</i> ${shape(input)}`).join(", ");
    return backward ? `<i>d${app.symbol(op, -1)}</i> ${shape(op.output)} → ${op.inputs.filter(input => graph.values[input].gradient)
        .map(input => `<i>d${app.symbol(op, op.inputs.indexOf(input))}</i> ${shape(input)}`).join(", ")}` : `${inputs} → <i>${app.symbol(op, -1)}</i> ${shape(op.output)}`;
};
const kSymbols = {linear: "x W b y", matmul: "A B C", layer_norm: "x g b y", attention: "Q K V O", embedding: "table y", cross_entropy: "x loss"};
/** What the formula calls an input, or (-1) the output. */
app.symbol = (op, input) => {
    const names = (kSymbols[op.op] ?? "").split(" ").filter(Boolean);
    if (names.length) return input < 0 ? names[names.length - 1] : names[input] ?? "b";
    if (input < 0) return "y";
    return Object.keys(app.cardOf(op.op).inputs ?? {})[input] ?? (op.inputs.length === 1 ? "x" : "ab"[input] ?? `x${input}`);
};
})();
