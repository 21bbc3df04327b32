// examples/step/page/app/special.js: what some events show besides: tokens, the loss, rows of an embedding, the update.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});
const {h} = app;
const special = app.special;

const panel = (title, ...content) => h("section", {class: "panel", "aria-label": title}, h("h3", {}, title), content);
const bar = (x, most, signed = false) => h("span", {class: "meter", "aria-hidden": "true"}, h("i", {class: x < 0 ? "negative" : "positive",
    style: signed ? `width:${50 * Math.abs(x) / most}%;${x < 0 ? "right" : "left"}:50%` : `width:${100 * Math.abs(x) / most}%;left:0`}));

special.push(({event, recording}) => event.kind !== "INPUT" ? null : (() => {
    const labels = recording.labels[event.index];
    return panel("Tokens", h("ol", {class: "tokens"}, labels.words.map((word, k) => h("li", {}, h("b", {}, word), h("small", {}, `id ${labels.ids.values[k]}`)))));
})());

// The loss ----------------------------------------------------------------------------------------------------------------

const kMostWords = 48;
let position = 0;
const lossOp = graph => graph.ops.findIndex(({op}) => op === "cross_entropy");
function probabilities(logits) {
    const most = Math.max(...logits), exps = Array.from(logits, x => Math.exp(x - most)), sum = exps.reduce((a, b) => a + b, 0);
    return exps.map(x => x / sum);
}
/** All words of a small vocabulary; of a large one the likeliest, and the target. */
function foremost(p, target) {
    const all = p.map((_, k) => k);
    return all.length <= kMostWords ? all : [...all.sort((a, b) => p[b] - p[a]).slice(0, kMostWords).filter(k => k !== target), target];
}
function lossRow(now, op, row, classes) {
    const value = now.graph.values[op.inputs[0]], numbers = now.recording.numbers(now.g, op.inputs[0]), from = row * classes;
    const words = app.wordsOf(value, value.shape.length - 1) ?? Array.from({length: classes}, (_, k) => String(k)), logits = numbers.slice(from, from + classes);
    const p = probabilities(logits), target = op.attributes.targets.values[row], gradient = now.timeline.gradientAt(op.inputs[0], now.i).numbers ?? now.recording.contribution(now.g, now.graph.contributions.findIndex(one => one.value === op.inputs[0]));
    const back = now.event.phase === "backward";
    return h("table", {class: "list loss"}, h("caption", {class: "unseen"}, `Logits at position ${row}`), h("thead", {}, h("tr", {}, ["word", "logit", "p", "", back ? "∂L/∂logit = p − y" : "", ""].map(name => name ? h("th", {scope: "col"}, name) : h("td")))),
        h("tbody", {}, foremost(p, target).map(k => [words[k], k]).map(([word, k]) => h("tr", {class: k === target ? "target" : null}, h("th", {scope: "row"}, word, k === target ? " ← target" : ""), h("td", {}, app.plain(logits[k])), h("td", {}, app.plain(p[k])),
            h("td", {}, bar(p[k], 1)), h("td", {}, back ? app.plain(gradient[from + k]) : ""), h("td", {}, back ? bar(gradient[from + k], 1, true) : "")))));
}
special.push(now => {
    const {event, graph, g} = now, at = g === 0 && ["LOSS", "SEED"].includes(event.kind) ? lossOp(graph) : now.op?.op === "cross_entropy" ? event.op : -1;
    if (at < 0) return null;
    const op = graph.ops[at], value = graph.values[op.inputs[0]], classes = value.shape[value.shape.length - 1], targets = op.attributes.targets.values, words = app.wordsOf(value, value.shape.length - 2), next = app.wordsOf(value, value.shape.length - 1);
    position = Math.min(position, targets.length - 1);
    const losses = targets.map((target, row) => target === op.attributes.ignored ? 0 : -Math.log(probabilities(now.recording.numbers(g, op.inputs[0]).slice(row * classes, (row + 1) * classes))[target]));
    const most = Math.max(...losses);
    return panel("The loss, position by position", h("p", {class: "soft"}, `Sum ${app.plain(losses.reduce((a, b) => a + b, 0))} over ${now.recording.optimization.tokens} tokens. Each logit is pulled by its probability, minus 1 at the target.`),
        h("div", {class: "positions", role: "group", "aria-label": "Positions"}, targets.map((target, row) => h("button", {type: "button", "aria-pressed": String(row === position), onclick: () => { position = row; app.drawCard(); }},
            h("span", {}, `${words?.[row] ?? row} → ${next?.[target] ?? target}`), bar(losses[row], most), h("small", {}, app.plain(losses[row]))))), lossRow(now, op, position, classes));
});

// Embeddings --------------------------------------------------------------------------------------------------------------

special.push(({op, event, graph, timeline, i, g, recording}) => {
    if (op?.op !== "embedding") return null;
    const value = graph.values[op.inputs[0]], [rows, width] = value.shape, words = app.wordsOf(value, 0), ids = op.attributes.ids.values;
    const gradient = timeline.gradientAt(op.inputs[0], i).numbers ?? (event.kind === "B" ? recording.contribution(g, graph.contributions.findIndex(one => one.op === event.op)) : null);
    const uses = Array.from({length: rows}, (_, row) => ids.filter(id => id === row).length);
    const norms = Array.from({length: rows}, (_, row) => gradient ? Vitro.numbers.norm(gradient.slice(row * width, (row + 1) * width)) : 0), most = Math.max(...norms, 1e-30);
    return panel("Rows of the table", h("p", {class: "soft"}, "A row is read once for each of its tokens; only rows that were read receive gradient."),
        h("table", {class: "list"}, h("caption", {class: "unseen"}, "Rows"), h("thead", {}, h("tr", {}, ["row", "read", "|gradient|", ""].map(name => name ? h("th", {scope: "col"}, name) : h("td")))),
            h("tbody", {}, uses.map((count, row) => ({count, row})).filter(({count, row}) => rows <= 40 || count > 0 || norms[row] > 0).map(({count, row}) => h("tr", {class: count ? null : "idle"}, h("th", {scope: "row"}, words?.[row] ?? row),
                h("td", {}, count ? `${count}×` : "not read"), h("td", {}, gradient ? app.plain(norms[row]) : "unset"), h("td", {}, bar(norms[row], most)))))));
});

// The update --------------------------------------------------------------------------------------------------------------

const kTerms = [["w", "weight"], ["g", "gradient, of the sum over tokens"], ["factor", "× 1 / tokens and clip"], ["scaled", "gradient that is used"], ["m_before", "first moment before"], ["m", "first moment"],
    ["v_before", "second moment before"], ["v", "second moment"], ["m_hat", "first moment, bias corrected"], ["v_hat", "second moment, bias corrected"], ["velocity", "velocity"], ["step", "step"], ["w_after", "new weight, in f64"], ["recorded", "new weight, recorded"]];
special.push(({event, recording}) => {
    if (event.kind !== "U") return null;
    const o = recording.optimization, index = app.state.cell ?? 0, terms = Vitro.updateTerms(recording, event.update, index), change = Vitro.predictedChange(recording);
    const rule = o.optimizer === "sgd" ? "w ← w − η v" : "w ← w − η m-hat / (√(v-hat) + ε)";
    return panel("The update of one number", h("p", {}, h("b", {}, app.placeText(recording.graphs[0].values[event.value], index)), ` of ${recording.graphs[0].values[event.value].name}`, app.state.cell === null ? h("span", {class: "soft"}, " (pin another cell below)") : ""),
        h("p", {class: "formula"}, rule, h("span", {class: "soft"}, `   η = ${o.learning_rate}, β₁ = ${o.beta1}, β₂ = ${o.beta2}, ε = ${o.epsilon}, step ${o.step}`)),
        h("table", {class: "list"}, h("caption", {class: "unseen"}, "Terms of the update"), h("tbody", {}, kTerms.filter(([key]) => typeof terms[key] === "number").map(([key, name]) =>
            h("tr", {}, h("th", {scope: "row"}, name, " ", h("code", {}, key)), h("td", {}, app.exact(terms[key])))))),
        h("p", {}, `If the loss were straight, this parameter would change it by ${app.plain(terms.predicted_parameter)}, all parameters by ${app.plain(change.predicted)}. It changed by ${app.plain(change.actual)}: ${app.plain(recording.loss)} → ${app.plain(recording.loss_after)}.`));
});
special.push(({event, recording}) => {
    if (!["MEAN", "CLIP"].includes(event.kind)) return null;
    const o = recording.optimization, limit = o.clip || Infinity, most = Math.max(o.norm, o.clip || 0);
    if (event.kind === "MEAN") return panel("From a sum to a mean", h("p", {class: "formula"}, `g ← g / ${o.tokens}`), h("p", {}, `Norm of all gradients: ${app.plain(o.norm * o.tokens)} of the sum, ${app.plain(o.norm)} of the mean.`));
    return panel("The global norm", h("table", {class: "list"}, h("caption", {class: "unseen"}, "Norms"), h("tbody", {}, [["norm of the mean's gradient", o.norm], ["longest that is allowed", limit], ["norm that is used", Math.min(o.norm, limit)]].map(([name, x]) =>
        h("tr", {}, h("th", {scope: "row"}, name), h("td", {}, app.plain(x)), h("td", {}, Number.isFinite(x) ? bar(x, most) : ""))))), h("p", {class: "formula"}, `each gradient × ${app.exact(o.factor)}`), h("p", {class: "soft"}, `The factor holds both: 1 / ${o.tokens} tokens, and ${app.plain(o.factor * o.tokens)} for the clip.`));
});
app.meter = bar;
})();
