// tests/step/page/browser/look_test.js: accessibility, widths, dark and light, times, and how little is asked for.
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const {after, before, test} = require("node:test");
const {close, file, open, settle, start, stop} = require("./browser.js");

const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
before(start);
after(stop);

/** One place for each kind of event and each tab. */
async function places() {
    const page = await open(), kinds = await page.evaluate(() => { const t = Vitro.app.timelineOf(0), seen = new Map(); for (let i = 0; i < t.length; ++i) { const e = t.event(i), op = e.op === null ? "" : Vitro.app.recording.graphs[0].ops[e.op].op; if (!seen.has(e.kind + op)) seen.set(e.kind + op, i); } return [...seen.values()]; });
    await close(page);
    const middle = kinds[Math.floor(kinds.length * 0.7)];
    return [...kinds.map(i => `e=${i}`), ...["why", "check", "edit", "step"].map(tab => `e=${middle}&cell=3&tab=${tab}`), "g=5&e=6&cell=2"];
}
for (const colorScheme of ["light", "dark"])
    test(`axe-core finds nothing (${colorScheme})`, async () => {
        for (const place of (await places()).filter((_, i) => colorScheme === "light" ? i % 2 === 0 : i % 6 === 0)) {  // a few seconds each
            const page = await open(place, {colorScheme, bypassCSP: true, reducedMotion: "reduce"});
            await page.evaluate(axe);
            const {violations} = await page.evaluate(() => globalThis.axe.run());
            assert.deepEqual(violations.map(one => `${place}: ${one.id} ${one.nodes[0].html}`), []);
            assert.deepEqual(page.heard, {messages: [], errors: [], requests: []});
            await close(page);
        }
    });
for (const width of [390, 1280])
    test(`nothing is cut at a width of ${width}`, async () => {
        for (const place of (await places()).filter((_, i) => i % 3 === 0)) {
            const page = await open(place, {width, height: 800});
            assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${place} is wider than the window`);
            await close(page);
        }
    });
test("the page is one file, small without its recording, and quick", async () => {
    const text = fs.readFileSync(file, "utf8"), recording = /<script type="application\/octet-stream" id="recording">([^<]*)</.exec(text)[1];
    const page = await open(), shell = Buffer.byteLength(text) - recording.length;
    const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
    const steps = await page.evaluate(() => { const times = []; for (let i = 0; i < Vitro.app.timelineOf(0).length; ++i) { const start = performance.now(); Vitro.app.goTo(i, false); void document.body.offsetHeight; times.push(performance.now() - start); } return times.sort((a, b) => a - b); });
    console.log(`shell ${(shell / 1024).toFixed(1)} KB, first paint ${paint?.toFixed(0)} ms, a step ${steps[steps.length >> 1].toFixed(1)} ms (95 of 100: ${steps[Math.floor(steps.length * 0.95)].toFixed(1)} ms)`);
    assert.ok(!/(?:src|href)\s*=\s*["']?(?:https?:)?\/\//.test(text.replace(recording, "")));
    assert.ok(paint < 2000 && steps[steps.length >> 1] < 100, "far slower than it was");
    assert.deepEqual(page.heard, {messages: [], errors: [], requests: []});
    await close(page);
});
test("dark and light follow the system and the switch, which is remembered", async () => {
    const page = await open("", {colorScheme: "dark"}), background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await background();
    await page.click("#theme");
    await settle(page);
    const light = await background();
    assert.notEqual(dark, light);
    await page.reload();
    await settle(page);
    assert.equal(await background(), light);
    await close(page);
});
test("a damaged recording is refused with the reason", async () => {
    const text = fs.readFileSync(file, "utf8"), broken = `${file}.broken.html`;
    fs.writeFileSync(broken, text.replace(/(id="recording">)[^<]{400}/, "$1"));
    const page = await open();
    await page.goto(`file://${broken}`);
    assert.ok((await page.textContent(".refused")).length > 20);
    fs.unlinkSync(broken);
    await close(page);
});
