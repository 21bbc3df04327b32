// tests/step/page/browser/look_test.js: accessibility, widths, dark and light, times, and how little is asked for.
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const {after, before, test} = require("node:test");
const {longRecording} = require("../engine/long.js");
const {close, file, open, settle, start, stop} = require("./browser.js");

const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
before(start);
after(stop);

/** One place for each kind of event and each tab. */
async function places() {
    const page = await open(), kinds = await page.evaluate(() => { const t = Vitro.app.timelineOf(0), seen = new Map(); for (let i = 0; i < t.length; ++i) { const e = t.event(i), op = e.op === null ? "" : Vitro.app.recording.graphs[0].ops[e.op].op; if (!seen.has(e.kind + op)) seen.set(e.kind + op, i); } return [...seen.values()]; });
    await close(page);
    const middle = kinds[Math.floor(kinds.length * 0.7)];
    return [...kinds.map(i => `e=${i}`), ...["why", "check", "edit", "compare", "step"].map(tab => `e=${middle}&cell=3&tab=${tab}`), "g=5&e=6&cell=2"];
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
const median = times => times[times.length >> 1], spread = times => `${median(times).toFixed(1)} ms (95 of 100: ${times[Math.floor(times.length * 0.95)].toFixed(1)} ms)`;
/** Of many steps, one after another: until the list, the graph and the card's head are laid out; and what is drawn two frames later. */
const kTimed = 100;
const stepTimes = (page, from = 0) => page.evaluate(async ([from, count]) => {
    const {app} = Vitro, first = [], rest = [], frame = () => new Promise(done => requestAnimationFrame(done)), last = Math.min(app.timelineOf(0).length, from + count);
    for (let i = from; i < last; ++i) {
        const start = performance.now();
        app.goTo(i, false);
        void document.body.offsetHeight;
        first.push(performance.now() - start);
        await frame();
        await new Promise(done => requestAnimationFrame(() => { done(); }));  // the rest was drawn in this frame, before this
        const drawn = performance.now();
        app.drawCard();
        void document.body.offsetHeight;
        rest.push(performance.now() - drawn);
    }
    return {first: first.sort((a, b) => a - b), rest: rest.sort((a, b) => a - b)};
}, [from, kTimed]);
/** The page with another recording. */
function pageOf(bytes, name) {
    const other = `${file}.${name}.html`;
    fs.writeFileSync(other, fs.readFileSync(file, "utf8").replace(/(id="recording">)[^<]*/, (_, start) => start + Buffer.from(bytes).toString("base64")));
    return other;
}
for (const [events, name, hasModules] of [[1500, "1,500 events", true], [10000, "10,000 events", true], [10000, "10,000 events of one module", false]])
    test(`a step of ${name} takes about what one of 300 takes`, async () => {
        const other = pageOf(longRecording(events, hasModules), `${events}${hasModules}`), page = await open("", {of: other});
        const {first, rest} = await stepTimes(page, events >> 1);
        console.log(`${name}: a step ${spread(first)}, with what is below it redrawn ${spread(rest)}`);
        assert.ok(median(first) < 200, "far slower than it was");
        assert.ok(await page.locator("#graph .node").count() < 120 && await page.locator("#rows > *").count() < 80, "all is drawn");
        assert.deepEqual(page.heard, {messages: [], errors: [], requests: []});
        await close(page);
        fs.unlinkSync(other);
    });
test("the page is one file, small without its recording, and quick", async () => {
    const text = fs.readFileSync(file, "utf8"), recording = /<script type="application\/octet-stream" id="recording">([^<]*)</.exec(text)[1];
    const page = await open(), shell = Buffer.byteLength(text) - recording.length;
    const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
    const {first, rest} = await stepTimes(page, 60);
    console.log(`shell ${(shell / 1024).toFixed(1)} KB, first paint ${paint?.toFixed(0)} ms, a step ${spread(first)}, what is below it ${spread(rest)}`);
    assert.ok(!/(?:src|href)\s*=\s*["']?(?:https?:)?\/\//.test(text.replace(recording, "")));
    assert.ok(shell < 150 * 1024 && Buffer.byteLength(recording, "base64") < 1e6);
    assert.ok(paint < 3000 && median(first) < 100, "far slower than it was");
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
