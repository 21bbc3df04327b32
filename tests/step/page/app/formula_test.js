// tests/step/page/app/formula_test.js: every op's formulas become MathML in which nothing is left over.
"use strict";
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");
const vm = require("node:vm");

const step = path.join(__dirname, "../../../../examples/step"), escaped = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"};
globalThis.Vitro = {app: {escape: text => String(text).replace(/[&<>"]/g, c => escaped[c])}};
vm.runInThisContext(fs.readFileSync(path.join(step, "page/app/formula.js"), "utf8"));
const {formula} = globalThis.Vitro.app, {ops} = JSON.parse(fs.readFileSync(path.join(step, "text/narration.json"), "utf8"));

/// The text between tags; throws where these are not nested.
function textOf(markup) {
    const open = [];
    for (const [, close, name] of markup.matchAll(/<(\/?)(\w+)[^>]*>/g)) {
        if (!close) open.push(name);
        else assert.equal(open.pop(), name, markup);
    }
    assert.deepEqual(open, [], markup);
    return markup.replace(/<[^>]*>/g, "");
}
const letters = text => text.replace(/&\w+;/g, "").replace(/[^A-Za-z0-9]/g, "");

test("every formula is well formed, and keeps its letters and digits", () => {
    for (const [op, card] of Object.entries(ops))
        for (const text of [card.formula, card.vjp]) {
            const shown = textOf(formula(text)), plain = text.replace(/(?<![A-Za-z])(?:gamma|beta|sum|pi|eps|Phi|phi|sqrt)(?![A-Za-z])/g, "");
            assert.equal(letters(shown), letters(plain), `${op}: ${text}`);
            assert.ok(!/[_^*{}]/.test(shown), `${op}: ${shown}`);
        }
});
test("a fraction takes what stands before its stroke: a factor, or with spaces a product", () => {
    assert.equal(formula("y = a b / c"), "<math><mrow><mi>y</mi><mo>=</mo><mfrac><mrow><mi>a</mi><mspace width=\".22em\"></mspace><mi>b</mi></mrow><mi>c</mi></mfrac></mrow></math>");
    assert.equal(formula("1/n x"), "<math><mrow><mfrac><mn>1</mn><mi>n</mi></mfrac><mspace width=\".22em\"></mspace><mi>x</mi></mrow></math>");
    assert.ok(formula("sqrt(2/pi)").startsWith("<math><msqrt>"));
    assert.equal(formula("a, b").match(/<math>/g).length, 2);
});
