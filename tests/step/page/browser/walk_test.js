// tests/step/page/browser/walk_test.js: stepping, the numbers that are shown, links to a place, tours.
"use strict";
const assert = require("node:assert");
const {after, before, test} = require("node:test");
const {close, open, press, settle, start, state, stop} = require("./browser.js");

before(start);
after(stop);

test("arrow keys walk, and the card says where one is", async () => {
    const page = await open();
    const {i} = await state(page);
    await press(page, "ArrowRight", "n", "n", "ArrowLeft");
    assert.equal((await state(page)).i, i + 2);
    assert.match(await page.textContent(".where"), new RegExp(`event ${i + 2} of`));
    await press(page, "3");
    assert.match(await page.textContent("#panel h2"), /SEED/);
    await press(page, "End");
    assert.match(await page.textContent("#panel h2"), /U\s+Update/);
    await press(page, "Home", "Shift+ArrowRight");
    assert.equal(await page.evaluate(() => Vitro.app.now().event.kind), "INPUT");
    assert.deepEqual(page.heard, {messages: [], errors: [], requests: []});
    await close(page);
});

test("every number of a matrix is the recording's, to nine digits and to the bit", async () => {
    const page = await open();
    const op = await page.evaluate(() => Vitro.app.timelineOf(0).eventsOfOp(Vitro.app.recording.graphs[0].ops.findIndex(({op}) => op === "attention"))[0]);
    await page.evaluate(i => Vitro.app.goTo(i), op);
    await settle(page);
    const cells = page.locator(".matrix td[data-k]"), count = await cells.count();
    assert.ok(count > 50);
    for (const k of [0, 17, count - 1]) {
        await cells.nth(k).hover();
        const [expected, hex] = await page.evaluate(k => { const {app} = Vitro, x = app.recording.numbers(0, app.now().event.value)[k]; return [Vitro.numbers.text(x), Vitro.numbers.hex(x)]; }, k);
        const read = await page.textContent(".readout");
        assert.ok(read.includes(` = ${expected} `) && read.endsWith(hex), `${read} is not ${expected} ${hex}`);
        assert.equal(Math.fround(Number(expected)), await page.evaluate(k => Vitro.app.recording.numbers(0, Vitro.app.now().event.value)[k], k));
    }
    await close(page);
});

test("the terms of a number add up to it", async () => {
    const page = await open();
    await page.evaluate(() => { const {app} = Vitro; app.goTo(app.timelineOf(0).eventsOfOp(app.recording.graphs[0].ops.findIndex(({op}) => op === "linear"))[0]); });
    await settle(page);
    await page.click(".matrix td[data-k='20']");
    await settle(page);
    const all = page.locator("#terms button", {hasText: /^all/});
    if (await all.count()) await all.click();
    const shown = await page.locator("#terms .running").last().textContent(), total = await page.evaluate(() => Vitro.app.recording.numbers(0, Vitro.app.now().event.value)[20]);
    assert.ok(Math.abs(Number(shown.replace("−", "-")) - total) < 2e-4 * Math.max(1, Math.abs(total)), `${shown} is not ${total}`);
    assert.equal(await page.locator(".picture.v .thumb b").count() > 2, true);
    await close(page);
});

test("an address names event, value, cell and view", async () => {
    const first = await open();
    await press(first, "3", "n", "n");
    await first.click(".matrix td[data-k='5']");
    await first.waitForFunction(() => location.hash.includes("cell=5"));
    const hash = new URL(first.url()).hash.slice(1), there = await state(first), second = await open(hash);
    const here = await state(second);
    for (const what of ["g", "i", "value", "view", "cell"]) assert.equal(here[what], there[what], what);
    await press(second, "n", ":");
    await second.keyboard.type("B0\n");
    await settle(second);
    await press(second, "Alt+ArrowLeft");
    assert.equal((await state(second)).i, here.i + 1);
    await close(first);
    await close(second);
    const strange = await open("e=99999&v=-3&cell=x&tab=nothing");
    assert.deepEqual(strange.heard.errors, []);
    await close(strange);
});

test("gradients arrive part by part", async () => {
    const page = await open(), parts = await page.evaluate(() => { const t = Vitro.app.timelineOf(0), found = []; for (let i = 0; i < t.length; ++i) if (t.event(i).parts === 3) found.push(i); return found; });
    for (const [k, i] of parts.slice(0, 3).entries()) {
        await page.evaluate(at => Vitro.app.goTo(at), i);
        await settle(page);
        assert.match(await page.textContent(".matrix .note"), k < 2 ? new RegExp(`${k + 1} of 3`) : /gradient, 3 of 3/);
    }
    await close(page);
});

test("every stop of every tour is an event of the lesson, with its view and its cell", async () => {
    const page = await open();
    const lost = await page.evaluate(() => Vitro.app.narration.tours.flatMap(tour => tour.stops.filter(stop => Vitro.app.eventOfStop(stop) < 0).map(stop => `${tour.id}: ${stop.kind} ${stop.at}`)));
    assert.deepEqual(lost, []);
    await close(page);
});

test("a whole tour by keys alone", async () => {
    const page = await open();
    await page.focus("#tours-button");
    await press(page, "Enter", "Tab", "Enter");
    assert.match(await page.textContent(".tour"), /1 of/);
    const stops = await page.evaluate(() => Vitro.app.narration.tours[0].stops.length);
    for (let k = 1; k < stops; ++k) {
        for (let tries = 0; !(await page.evaluate(() => document.activeElement.textContent === "on")); ++tries) {
            assert.ok(tries < 200, "the tour's button is not reached by Tab");
            await page.keyboard.press("Tab");
        }
        await press(page, "Enter");
        assert.match(await page.textContent(".tour header"), new RegExp(`${k + 1} of`));
    }
    assert.deepEqual(page.heard, {messages: [], errors: [], requests: []});
    await close(page);
});
