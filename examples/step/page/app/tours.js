// examples/step/page/app/tours.js: guided walks: stops of the narration, each an event, what to see, and a question.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});
const {h} = app;

let tour = null, at = 0, answers = [];

/** The event of the step that a stop is at; -1 where this recording has none. */
app.eventOfStop = stop => {
    const timeline = app.timelineOf(0), {values} = app.recording.graphs[0];
    for (let i = 0; i < timeline.length; ++i) {
        const event = timeline.event(i);
        if (event.kind !== stop.kind || (stop.part && event.part !== stop.part)) continue;
        const name = event.kind === "INPUT" ? app.recording.labels[event.index].name : event.value === null ? "" : values[event.value].name;
        if (name === stop.at) return i;
    }
    return -1;
};
const kViews = {value: "v", gradient: "g", contribution: "k", update: "u"};
function show() {
    const stop = tour.stops[at], i = app.eventOfStop(stop), {values} = app.recording.graphs[0];
    if (i < 0) { app.say("This recording has no such event; the tours are of the embedded lesson."); app.drawCard(); return; }
    const value = stop.value ? values.findIndex(one => one.name === stop.value) : app.timelineOf(0).event(i).value, shape = value >= 0 && value !== null ? values[value].shape : [];
    const cell = stop.cell && stop.cell.length === shape.length ? stop.cell.reduce((index, place, axis) => index * shape[axis] + place, 0) : null;
    const tab = {why: "why", check: "check"}[stop.show] ?? "event";
    app.goTo(i, true, {g: 0, tab, value: value >= 0 ? value : null, view: kViews[stop.show] ?? (stop.show === "why" ? "g" : null), cell, lead: null, other: null});
    document.getElementById("card").scrollTop = 0;
}
function go(to) { at = to; show(); }
app.startTour = id => { tour = app.narration.tours.find(one => one.id === id); at = 0; answers = []; app.closeDialog(); show(); };
app.endTour = () => { tour = null; app.drawCard(); };

app.tourBar = () => {
    if (!tour) return null;
    const stop = tour.stops[at], last = at === tour.stops.length - 1, away = app.eventOfStop(stop) !== app.state.i || app.state.g !== 0;
    const answer = given => { answers[at] = {given, right: app.meets(given, stop.answer)}; app.drawCard(); };
    return h("section", {class: "tour", "aria-label": "Tour"}, h("header", {}, h("h3", {}, tour.title), h("span", {class: "soft"}, `${at + 1} of ${tour.stops.length}`), app.button("end", "", "End the tour", app.endTour, {class: "quiet"})),
        h("p", {class: "tale"}, stop.text), stop.question ? app.questionBox({text: stop.question, choices: stop.choices, answer: stop.answer, why: stop.explain}, answers[at], answer, "tour-answer") : null,
        h("div", {class: "actions"}, app.button("back", "", "The stop before", () => go(at - 1), {disabled: at === 0}), last ? app.button("done", "", "End the tour", app.endTour) : app.button("on", "", "The next stop", () => go(at + 1), {class: "primary"}), away ? app.button("return to this stop", "", "Return to this stop", show) : null));
};
/** Those all of whose stops this recording has. */
const fitting = () => (app.narration.tours ?? []).filter(one => one.stops.every(stop => app.eventOfStop(stop) >= 0));
app.toursDialog = () => {
    const list = fitting();
    app.dialog("Guided tours", list.length ? [h("p", {class: "soft"}, "Short walks through the recorded step. Look around at any stop; the tour waits."),
        h("ol", {class: "tours"}, list.map(one => h("li", {}, app.button(one.title, "", `Start: ${one.title}`, () => app.startTour(one.id), {class: "quiet", name: one.title}), h("small", {class: "soft"}, ` ${one.stops.length} stops, for ${one.for}`))))]
        : h("p", {}, "The tours walk through the embedded lesson, which this recording is not. ", h("code", {}, "./vitro step --html lesson.html"), " writes the page that has them."));
};
app.mountTours = () => {
    for (const [id, act] of [["tours-button", app.toursDialog], ["search-button", () => app.searchDialog()], ["help-button", app.helpDialog]]) document.getElementById(id).addEventListener("click", act);
};
})();
