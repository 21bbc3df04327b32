// examples/step/page/app/quiz.js: predict before you look: one question an event; the score stays in this browser.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});
const {h} = app;

let on = false, asked = null, answered = null;
const score = app.remembered("score", {right: 0, of: 0});

app.toggleQuiz = () => { on = !on; asked = null; app.say(on ? "Quiz: predict, then look." : "Quiz off."); app.refresh(); };
/** The cell that must not be read off; undefined counts as none. */
app.quizHides = () => on && asked && asked.cell !== undefined && answered === null && asked.i === app.state.i && asked.g === app.state.g ? asked.cell : undefined;

/** The same question each time one comes by: chosen by the event's number. */
const pick = (i, count) => (i * 7919 + 13) % count;

function question(now) {
    const {event, graph, i, op} = now, looked = app.looked();
    if (event.kind === "ACC" && event.parts > 1 && i % 2) return {text: `How many contributions are still missing from this gradient after this event?`, answer: event.parts - event.part, why: `It is number ${event.part} of ${event.parts}.`};
    if (event.kind === "SEED") return {text: "What is ∂L/∂L?", answer: 1, cell: 0, why: "If the loss grows by a little, it grows by just that."};
    if (event.kind === "F" && i % 3 === 0) return {text: `What shape does the output of ${op.op} have? (as 1x7x16)`, answer: graph.values[op.output].shape.join("x") || "1", why: app.cardOf(op.op).shapes ?? ""};
    if (!looked?.numbers?.length) return null;
    const matrices = app.matrices(looked.shape), cell = pick(i, Math.min(looked.numbers.length, matrices.size)), x = looked.numbers[cell];
    if (i % 2) return {text: `Is ${app.placeText(looked.of, cell)} of ${looked.title} positive, negative or zero?`, choices: ["positive", "negative", "zero"], answer: x > 0 ? "positive" : x < 0 ? "negative" : "zero", cell, why: `It is ${app.exact(x)}.`};
    return {text: `What is ${app.placeText(looked.of, cell)} of ${looked.title}? Within a tenth is right.`, answer: x, cell, why: `It is ${app.exact(x)}.`};
}
app.meets = (given, answer) => {
    const text = String(given).trim().toLowerCase(), wanted = String(answer).trim().toLowerCase(), a = Number(text.replace("−", "-")), b = Number(wanted);
    if (text === "") return false;
    if (typeof answer === "number") return Number.isFinite(a) && Math.abs(a - answer) <= Math.max(0.1 * Math.abs(answer), 1e-6);
    if (Number.isFinite(a) && Number.isFinite(b)) return Math.abs(a - b) <= 0.5 * 10 ** -(wanted.split(".")[1]?.length ?? 0) + 1e-12;
    return text.replace(/[×\s]/g, c => c === "×" ? "x" : "") === wanted.replace(/\s/g, "");
};
function give(given) {
    answered = {given, right: app.meets(given, asked.answer)};
    score.of += 1;
    score.right += answered.right ? 1 : 0;
    app.remember("score", score);
    app.refresh();
}
/** Choices or a field, then the verdict. Used by the tours too. */
app.questionBox = ({text, choices, answer, why}, done, give, id) => {
    const field = h("input", {id, "aria-label": "Your answer", autocomplete: "off"});
    field.addEventListener("keydown", event => { if (event.key === "Enter") give(field.value); });
    const form = done ? h("p", {class: done.right ? "right" : "wrong"}, h("b", {}, done.right ? "✓ Right. " : `✗ You said ${done.given}; it is ${typeof answer === "number" ? app.exact(answer) : answer}. `), h("span", {class: "plainly"}, why ?? ""))
        : h("p", {class: "row"}, choices ? choices.map(choice => app.button(choice, "", choice, () => give(choice))) : [field, app.button("answer", "", "Answer", () => give(field.value)), app.button("show me", "", "Show the answer", () => give("nothing"))]);
    return [h("p", {class: "question"}, text), form];
};
app.quizSection = now => {
    if (!on) return null;
    if (!asked || asked.i !== now.i || asked.g !== now.g) {
        const made = question(now);
        asked = made && {...made, i: now.i, g: now.g}, answered = null;
    }
    const tail = h("small", {class: "soft"}, `${score.right} of ${score.of} right`);
    return h("section", {class: "quiz", "aria-label": "Quiz"}, asked ? app.questionBox(asked, answered, give, "guess") : h("p", {}, "Nothing to guess at this event."), tail);
};
})();
