// examples/step/page/app/dom.js: elements, made in one call.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});

const kSvg = "http://www.w3.org/2000/svg";

function set(element, name, value) {
    if (value === null || value === undefined || value === false) return;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "html") element.innerHTML = value;  // only ever our own markup
    else element.setAttribute(name, value === true ? "" : value);
}
function filled(element, properties, children) {
    for (const [name, value] of Object.entries(properties ?? {})) set(element, name, value);
    element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
    return element;
}

app.h = (tag, properties, ...children) => filled(document.createElement(tag), properties, children);
app.s = (tag, properties, ...children) => filled(document.createElementNS(kSvg, tag), properties, children);
app.fill = (element, ...children) => {
    element.replaceChildren(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
    return element;
};

/** A button that says its key. */
app.button = (label, key, title, act, more = {}) => app.h("button", {
    type: "button", title: key ? `${title} (${key})` : title, "aria-label": more.name ?? (typeof label === "string" ? null : title), "aria-keyshortcuts": more.shortcut ?? null,
    class: more.class, "aria-pressed": more.pressed === undefined ? null : String(more.pressed), disabled: more.disabled,
    onclick: act}, label, more.showKey && key ? app.h("kbd", {"aria-hidden": "true"}, key) : null);

app.escape = text => String(text).replace(/[&<>"]/g, c => ({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})[c]);

/** Remembered between visits, where the browser lets it. */
app.remember = (key, value) => {
    try { localStorage.setItem(`vitro.step.${key}`, JSON.stringify(value)); } catch { /* a page from a file may not */ }
};
app.remembered = (key, otherwise) => {
    try { return JSON.parse(localStorage.getItem(`vitro.step.${key}`)) ?? otherwise; } catch { return otherwise; }
};

/** Downloads or copies need no server. */
app.copy = async (text, what) => {
    try { await navigator.clipboard.writeText(text); } catch {
        const area = app.h("textarea", {"aria-hidden": "true", style: "position:fixed;opacity:0"});
        area.value = text;
        document.body.append(area);
        area.select();
        document.execCommand("copy");
        area.remove();
    }
    app.say(`Copied ${what}.`);
};
/** A short message, seen and read out. */
app.say = text => {
    const box = document.getElementById("message");
    box.textContent = text;
    box.classList.add("shown");
    clearTimeout(app.say.timer);
    app.say.timer = setTimeout(() => box.classList.remove("shown"), 2600);
};
})();
