// examples/step/page/app/dialogs.js: the one dialog of the page, and the help in it.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});
const {h} = app;

app.dialog = (title, content) => {
    const box = document.getElementById("dialog");
    app.fill(box, h("header", {}, h("h2", {id: "dialog-title"}, title), app.button("close", "Esc", "Close", app.closeDialog, {showKey: true})), h("div", {class: "content"}, content));
    if (!box.open) box.showModal();
};
app.closeDialog = () => document.getElementById("dialog").close();

app.helpDialog = () => app.dialog("Keys, and buttons that do the same", [
    h("p", {}, "A recorded training step is a list of events. Walk along it; nothing is computed again, and every number is the engine's own."),
    h("table", {class: "keys"}, h("caption", {class: "unseen"}, "Keys"), h("tbody", {}, app.verbList.map(verb => h("tr", {},
        h("td", {}, verb.keys.map((key, k) => [k ? " " : "", h("kbd", {}, key)])),
        h("th", {scope: "row"}, app.button(verb.text, "", verb.text, () => { app.closeDialog(); verb.act(); }, {class: "quiet"})))))),
    h("p", {}, "In the matrix, arrow keys move the pinned cell; with Shift they compare two. Keys rest while you type. ↵ is Enter, ⌫ is Backspace."),
    h("h3", {}, "Words"), h("dl", {class: "glossary"}, Object.entries(app.narration.glossary ?? {}).map(([term, text]) => [h("dt", {}, term), h("dd", {}, text)]))]);

/** Buttons of the verbs that have no place of their own. */
app.mountToolbar = () => {
    const bar = document.getElementById("verbs");
    for (const id of ["into", "out", "twin", "reverse", "continue", "break", "watch", "goto", "inputs", "outputs", "matrix", "quiz", "back", "forth"]) {
        const verb = app.verbList.find(one => one.id === id);
        bar.append(app.button(verb.button, verb.keys[0], verb.text, verb.act, {showKey: true, class: "verb"}));
    }
};
app.mountTheme = () => {
    const apply = theme => {
        if (theme === "auto") delete document.documentElement.dataset.theme; else document.documentElement.dataset.theme = theme;
        app.forgetPalette();
    };
    apply(app.remembered("theme", "auto"));
    document.getElementById("theme").addEventListener("click", () => {
        const dark = getComputedStyle(document.documentElement).getPropertyValue("--dark").trim() === "1", next = dark ? "light" : "dark";
        app.remember("theme", next);
        apply(next);
        app.refresh();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { app.forgetPalette(); app.refresh(); });
};
})();
