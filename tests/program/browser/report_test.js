// tests/program/browser/report_test.js: every page in the folder VITRO_PAGES, in a real browser.
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const {after, before, test} = require("node:test");
const {chromium} = require("playwright-core");

const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const folder = path.resolve(process.env.VITRO_PAGES ?? ".");
const pages = fs.readdirSync(folder).filter(name => name.endsWith(".html"));
let browser = null;
before(async () => { browser = await chromium.launch({executablePath: process.env.VITRO_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"]}); });
after(() => browser.close());

/** A page, and in `page.heard` what it said and asked for. */
async function open(name, {width = 1280, height = 800, ...more} = {}) {
    const context = await browser.newContext({viewport: {width, height}, ...more});
    const page = await context.newPage();
    page.heard = {messages: [], errors: [], requests: []};
    page.on("console", message => page.heard.messages.push(message.text()));
    page.on("pageerror", error => page.heard.errors.push(error.message));
    page.on("request", request => { if (!request.url().endsWith(`/${name}`)) page.heard.requests.push(request.url()); });
    await page.goto(`file://${folder}/${name}`);
    return page;
}
const unfold = page => page.evaluate(() => { for (const one of document.querySelectorAll("details")) one.open = true; });
const quiet = page => assert.deepEqual(page.heard, {messages: [], errors: [], requests: []});

assert.ok(pages.length > 0, `no page in ${folder}`);
for (const name of pages) {
    for (const colorScheme of ["light", "dark"])
        test(`${name}: axe-core finds nothing (${colorScheme})`, async () => {
            const page = await open(name, {colorScheme});
            await unfold(page);
            await page.evaluate(axe);
            const {violations} = await page.evaluate(() => globalThis.axe.run());
            assert.deepEqual(violations.map(one => `${one.id} ${one.nodes[0].html}`), []);
            quiet(page);
            await page.context().close();
        });
    for (const width of [390, 1280])
        test(`${name}: nothing is cut at a width of ${width}`, async () => {
            const page = await open(name, {width});
            await unfold(page);
            assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "wider than the window");
            const small = await page.evaluate(() => [...document.querySelectorAll("figure svg:not(.heatmap) text")]
                .map(text => text.getBoundingClientRect().height).filter(height => height < 9));
            assert.deepEqual(small, [], "letters that nobody can read");
            quiet(page);
            await page.context().close();
        });
    test(`${name}: keys alone reach every section, and unfold what is folded`, async () => {
        const page = await open(name);
        const links = await page.$$eval("nav a", all => all.map(one => one.getAttribute("href")));
        assert.ok(links.length >= 6);
        for (const link of links) assert.equal(await page.locator(`section${link}`).count(), 1, link);
        const folded = await page.locator("details:not([open])").count();
        let unfolded = 0;
        for (let key = 0; key < 400 && unfolded < folded; ++key) {
            await page.keyboard.press("Tab");
            const isFolded = await page.evaluate(() => document.activeElement.matches("details:not([open]) > summary"));
            if (!isFolded) continue;
            await page.keyboard.press("Enter");
            ++unfolded;
        }
        assert.equal(await page.locator("details:not([open])").count(), 0);
        quiet(page);
        await page.context().close();
    });
    test(`${name}: fits on paper`, async () => {
        const page = await open(name, {width: 794, height: 1123});
        await page.emulateMedia({media: "print"});
        await unfold(page);
        assert.ok(await page.evaluate(() => document.querySelector("main").scrollWidth <= innerWidth), "wider than the paper");
        assert.ok((await page.pdf({format: "A4"})).length > 1000);
        await page.context().close();
    });
}
test("light and dark follow the system", async () => {
    const background = async colorScheme => {
        const page = await open(pages[0], {colorScheme}), colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        await page.context().close();
        return colour;
    };
    assert.notEqual(await background("light"), await background("dark"));
});
