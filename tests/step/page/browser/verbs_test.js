// tests/step/page/browser/verbs_test.js: breakpoints, search, what-if, quiz, why, checks, expansions, attention.
"use strict";
const assert = require("node:assert");
const {after, before, test} = require("node:test");
const {close, open, press, settle, start, state, stop} = require("./browser.js");

before(start);
after(stop);
const now = page => page.evaluate(() => { const {event, op, g} = Vitro.app.now(); return {kind: event.kind, op: op?.op, g}; });

test("a breakpoint stops in both directions, a watch says who wrote a gradient", async () => {
    const page = await open();
    await press(page, "b");
    await page.keyboard.type("op:attention kind:B\n");
    await press(page, "Escape", "c");
    assert.deepEqual(await now(page), {kind: "B", op: "attention", g: 0});
    const first = (await state(page)).i;
    await press(page, "c");
    assert.ok((await state(page)).i > first);
    await press(page, "C");
    assert.equal((await state(page)).i, first);
    await press(page, "Home", "w");
    await page.keyboard.type("g:encoder.norm.layer_norm\n");
    await press(page, "Escape", "c", "c");
    assert.equal((await now(page)).kind, "ACC");
    await close(page);
});

test("a condition that no event of the step meets stops inside of a fused op, both ways", async () => {
    const page = await open();
    await press(page, "b");
    await page.keyboard.type("op:exp\n");
    await press(page, "Escape", "c");
    const inside = await now(page);
    assert.ok(inside.g > 0 && inside.op === "exp");
    await press(page, "c");
    assert.ok((await now(page)).g !== inside.g || (await state(page)).i > 0);
    await press(page, "Backspace", "End", "C");
    assert.equal((await now(page)).op, "exp");
    assert.deepEqual(page.heard.errors, []);
    await close(page);
});

test("TransformerLens's names are found", async () => {
    const page = await open();
    await press(page, ":");
    await page.keyboard.type("blocks.0.cross_attn.hook_pattern\n");
    assert.equal(await page.evaluate(() => Vitro.app.timelineOf(0).name(Vitro.app.state.i)), "decoder.layers.0.cross_attn.attention");
    await press(page, "/");
    await page.keyboard.type("hook_resid_post kind:F");
    assert.match(await page.textContent(".results caption"), /^2 events/);
    await close(page);
});

test("why of a pinned number: its largest terms, each a way on to the loss", async () => {
    const page = await open();
    await page.evaluate(() => { const {app} = Vitro, value = app.recording.graphs[0].values.findIndex(({name}) => name === "decoder.norm.layer_norm"); app.set({i: app.timelineOf(0).length - 1, value, view: "g", cell: 5, tab: "why"}); });
    const total = await page.evaluate(() => Vitro.gradients(Vitro.app.recording, 0).total(Vitro.app.state.value)[5]);
    assert.ok((await page.textContent("#panel")).includes(`The number [0, <bos>, 5]: ${await page.evaluate(x => Vitro.app.exact(x), total)}`));
    await page.locator("#panel table.list caption + tbody button").first().click();
    await settle(page);
    assert.equal(await page.evaluate(() => Vitro.app.recording.graphs[0].values[Vitro.app.state.value].name), "output.linear");
    await close(page);
});

test("search finds by op, shape and size of gradient, sorts, and goes there", async () => {
    const page = await open();
    await press(page, "/");
    await page.keyboard.type("op:linear kind:F");
    const linears = await page.evaluate(() => Vitro.app.recording.graphs[0].ops.filter(({op}) => op === "linear").length);
    assert.match(await page.textContent(".results caption"), new RegExp(`^${linears} events`));
    await page.fill("#query", "absmax(g)>0.1 kind:ACC");
    const large = await page.evaluate(() => { const t = Vitro.app.timelineOf(0); let n = 0; for (let i = 0; i < t.length; ++i) if (t.event(i).kind === "ACC" && t.gradientAt(t.event(i).value, i).numbers.some(x => Math.abs(x) > 0.1)) ++n; return n; });
    assert.match(await page.textContent(".results caption"), new RegExp(`^${large} events`));
    await page.click(".results thead button:has-text('norm g')");
    const norms = (await page.locator(".results tbody tr td:nth-child(5)").allTextContents()).map(Number);
    assert.deepEqual(norms, [...norms].sort((a, b) => b - a));
    await press(page, "Escape");
    await page.fill("#filter", "/norm\\d/");
    await settle(page);
    assert.ok((await page.locator("#rows [role=option]").allTextContents()).every(text => /norm\d/.test(text)));
    await close(page);
});

test("a fused op opens into its primitive ops, and says how far both results are apart", async () => {
    const page = await open();
    await page.evaluate(() => { const {app} = Vitro; app.goTo(app.timelineOf(0).eventsOfOp(app.recording.graphs[0].ops.findIndex(({op}) => op === "attention"))[0]); });
    await press(page, "Enter");
    const inside = await now(page);
    assert.ok(inside.g > 0);
    assert.match(await page.textContent("#panel"), /Two lenses on attention/);
    for (let k = 0; k < 70; ++k) await page.keyboard.press("n");
    await press(page, "Backspace");
    assert.deepEqual(await now(page), {kind: "B", op: "attention", g: 0});
    await press(page, "t");
    assert.equal((await now(page)).kind, "F");
    assert.match(await page.textContent("#panel"), /Attention, head by head/);
    const rows = await page.locator("table.attention tbody tr").count(), sums = await page.evaluate(() => Vitro.attentionOf(Vitro.app.recording, 0, Vitro.app.now().event.op));
    assert.equal(rows, sums.queries);
    assert.deepEqual(page.heard.errors, []);
    await close(page);
});

test("what if: another number changes the loss, the recorded number changes nothing", async () => {
    const page = await open();
    await page.evaluate(() => { const {app} = Vitro, value = app.recording.graphs[0].values.findIndex(({name}) => name === "output.bias"); app.set({value, view: "v", cell: 3}); });
    await press(page, "e");
    await page.fill("#edited", "4");
    await page.click("button:has-text('run again')");
    const outcome = await page.textContent(".outcome"), [before, after] = outcome.match(/\d+\.\d+/g).map(Number);
    assert.ok(Math.abs(before - await page.evaluate(() => Vitro.app.recording.loss)) < 1e-3);
    assert.ok(after !== before);
    await page.click("button:has-text('undo')");
    assert.equal(await page.locator(".outcome").count(), 0);
    await close(page);
});

test("why: shares sum to all, and the way leads to the loss", async () => {
    const page = await open();
    await press(page, "3", "n", "n", "n", "n", "n", "n", "n", "n", "y");
    assert.match(await page.textContent("#panel tfoot"), /100\.0 %/);
    assert.match(await page.textContent(".waterfall"), /cross_entropy/);
    await close(page);
});

test("checks: an op computed again, a gradient differentiated, everything", async () => {
    const page = await open();
    await press(page, "3", "n", "n", "n", "n", "n", "d");
    assert.equal(await page.locator("#panel .wrong").count(), 0);
    assert.ok(await page.locator(".plot circle").count() >= 5);
    assert.match(await page.textContent("#panel"), /, 0 wrong,/);
    await page.selectOption("#overlay", "check");
    assert.ok(await page.locator("#graph .node").count() > 3);
    await close(page);
});

test("the quiz hides its number until it is guessed", async () => {
    const page = await open();
    await page.evaluate(() => Vitro.app.goTo(Vitro.app.timelineOf(0).phases.find(({name}) => name === "update").first + 4));
    await press(page, "q");
    assert.equal(await page.locator("td.hidden").count(), 1);
    const asked = await page.evaluate(() => Vitro.app.quizHides());
    await page.locator(`td[data-k="${asked}"]`).hover();
    assert.match(await page.textContent(".readout"), /Guess first/);
    const button = page.locator(".quiz button").first(), choice = await button.textContent();
    await (choice === "answer" ? page.locator(".quiz button", {hasText: "show me"}) : button).click();
    assert.equal(await page.locator("td.hidden").count(), 0);
    await close(page);
});

test("arrows go through the pictures of fan-in and fan-out, once a bracket led there", async () => {
    const page = await open();
    await page.evaluate(() => Vitro.app.goTo(Vitro.app.now().timeline.find("linear")));
    const {i} = await state(page);
    const at = () => page.evaluate(() => {
        const picture = document.activeElement.closest(".picture"), columns = [...document.querySelectorAll(".lanes .column:not(.op)")];
        return picture && [columns.indexOf(picture.closest(".column")), picture.dataset.view];
    });
    await press(page, "[");
    assert.deepEqual(await at(), [0, "v"]);
    await press(page, "ArrowRight", "ArrowRight");
    assert.deepEqual(await at(), [2, "v"]);
    await press(page, "ArrowLeft", "ArrowDown");
    assert.deepEqual(await at(), [1, "g"]);
    await press(page, "]");
    assert.deepEqual(await at(), [3, "v"]);
    assert.equal((await state(page)).i, i);
    await press(page, "Escape", "ArrowRight");
    assert.equal((await state(page)).i, i + 1);
    await close(page);
});

test("keys rest while one types, and the help names them all", async () => {
    const page = await open(), {i} = await state(page);
    await page.focus("#filter");
    await page.keyboard.type("nnpt");
    assert.equal((await state(page)).i, i);
    await page.evaluate(() => document.activeElement.blur());
    await press(page, "?");
    assert.equal(await page.locator("dialog .keys tr").count(), await page.evaluate(() => Vitro.app.verbList.length));
    await press(page, "Escape");
    assert.equal(await page.locator("dialog[open]").count(), 0);
    await close(page);
});
