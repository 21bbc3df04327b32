// tests/step/page/browser/others_test.js: pages of other recordings: the museum's exhibits and the other lessons.
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const {after, before, test} = require("node:test");
const {close, open, press, settle, start, stop} = require("./browser.js");

const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const kFolder = path.resolve(process.env.VITRO_PAGES), pages = fs.readdirSync(kFolder).filter(name => name.endsWith(".html")).sort();
const pageOf = name => path.join(kFolder, `${name}.html`);
before(start);
after(stop);

/** Through the step and one expansion, with every tab on the way. */
const walk = page => page.evaluate(async () => {
    const {app} = Vitro, frames = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))), cut = [];
    for (let g = 0; g < Math.min(2, app.recording.graphs.length); ++g) {
        const {length} = app.timelineOf(g), by = Math.max(1, Math.floor(length / 12));
        for (let i = 0, k = 0; i < length; i += by, ++k) {
            const tabs = app.tabs.filter(tab => tab.fits?.() ?? true);
            app.set({g, i, tab: "event"});
            await frames();
            app.set({tab: tabs[k % tabs.length].id, cell: 0});
            await frames();
            if (document.documentElement.scrollWidth > innerWidth) cut.push(`${g}/${i}/${app.state.tab}`);
        }
    }
    return cut;
});
for (const [k, name] of pages.entries())
    test(`${name}: nothing to hear, nothing cut, nothing for axe-core`, async () => {
        const page = await open("", {of: path.join(kFolder, name), width: k % 2 ? 390 : 1280, bypassCSP: true, reducedMotion: "reduce"});
        assert.deepEqual(await walk(page), []);
        await page.evaluate(axe);
        const {violations} = await page.evaluate(() => globalThis.axe.run());
        assert.deepEqual(violations.map(one => `${one.id} ${one.nodes[0].html}`), []);
        assert.deepEqual(page.heard, {messages: [], errors: [], requests: []});
        await close(page);
    });
test("an exhibit begins with its symptom and its question, and keeps its answer until asked", async () => {
    const page = await open("", {of: pageOf("nan-from-log-0")});
    assert.match(await page.textContent(".notes > dl"), /Seen.*Question/s);
    assert.equal(await page.locator(".notes details dd").first().isVisible(), false);
    await page.click(".notes summary");
    assert.match(await page.textContent(".notes details"), /Caught by: first non-finite.*Answer/s);
    await page.click(".notes button");
    await settle(page);
    assert.equal(await page.evaluate(() => Vitro.app.state.tab), "event");
    await close(page);
});
test("gradients that are nan are crosses on the line of time, and nan in words", async () => {
    const page = await open("e=0", {of: pageOf("nan-from-log-0")});
    await press(page, "End");
    assert.ok(await page.locator("#norms .broken").count() > 0);
    assert.match(await page.textContent(".facts"), /norm nan.*4 NaN/s);
    assert.equal(await page.evaluate(() => document.body.innerHTML.includes("NaN ")), false);
    await close(page);
});
test("copies of a layer are told from layers of one make", async () => {
    const page = await open("e=9&tab=compare", {of: pageOf("cloned-layers")});
    const weights = page.locator(".compare tr", {hasText: "weight"});
    assert.ok(await weights.count() > 3);
    assert.ok((await weights.allTextContents()).every(text => text.endsWith("identical")));
    await close(page);
});

for (const name of ["own-text", "own-line"])
    test(`${name}: each module is told of, all is right, and hooks are those of one stack`, async () => {
        const page = await open("", {of: pageOf(name)});
        const {told, ok, hooks} = await page.evaluate(() => {
            const {app} = Vitro, [graph] = app.recording.graphs, paths = [...new Set(graph.ops.map(({path}) => path))];
            return {told: paths.map(path => [path, app.moduleSentence(path)]), ok: Vitro.checkAll(app.recording).ok,
                    hooks: graph.values.flatMap((_, value) => app.hooksOf(0, value))};
        });
        for (const [path, sentence] of told) assert.equal(typeof sentence, "string", path);
        assert.ok(ok && hooks.includes("blocks.0.attn.hook_pattern") && hooks.includes("ln_final.hook_normalized"));
        await close(page);
    });
