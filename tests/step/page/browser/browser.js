// tests/step/page/browser/browser.js: opens the page as a file, and notes what it asks for and says.
"use strict";
const path = require("node:path");
const {chromium} = require("playwright-core");

const kPage = path.resolve(process.env.VITRO_PAGE ?? "page.html");
let browser = null;

exports.start = async () => { browser = await chromium.launch({executablePath: process.env.VITRO_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"]}); };
exports.stop = () => browser.close();
exports.file = kPage;

/** The page, or another one (of), at a place, with what it said and asked for in `page.heard`. */
exports.open = async (place = "", {width = 1280, height = 800, of = kPage, ...more} = {}) => {
    const context = await browser.newContext({viewport: {width, height}, ...more});
    const page = await context.newPage();
    page.heard = {messages: [], errors: [], requests: []};
    page.on("console", message => page.heard.messages.push(message.text()));
    page.on("pageerror", error => page.heard.errors.push(error.message));
    page.on("request", request => { if (!request.url().startsWith("file://") || !request.url().includes(path.basename(of))) page.heard.requests.push(request.url()); });
    await page.goto(`file://${of}${place && `#${place}`}`);
    await page.waitForFunction(() => globalThis.Vitro?.app?.recording);
    await settle(page);
    return page;
};
/** Two frames later: what follows a step is drawn. */
const settle = page => page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
exports.settle = settle;
exports.press = async (page, ...keys) => { for (const key of keys) await page.keyboard.press(key), await settle(page); };
exports.state = page => page.evaluate(() => Vitro.app.state);
exports.close = page => page.context().close();
