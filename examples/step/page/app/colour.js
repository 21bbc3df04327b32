// examples/step/page/app/colour.js: numbers as colours: orange below 0, blue above, the paper at 0.
//
// The size of a colour grows as the power 0.6 of the number's, so that the many small numbers of a gradient are seen
// beside its few large ones; the scale's legend is drawn by the same rule.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});

const kPower = 0.6;
let palette = null;

function rgb(name) {
    const text = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    return [1, 3, 5].map(at => parseInt(text.slice(at, at + 2), 16));
}
const mix = (a, b, t) => a.map((x, k) => Math.round(x + (b[k] - x) * t));
/** Light or dark ink, whichever is read better on it. */
const luminance = c => c.map(x => x / 255).map(x => x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4)
    .reduce((sum, x, k) => sum + x * [0.2126, 0.7152, 0.0722][k], 0);

app.palette = () => (palette ??= {zero: rgb("--zero"), positive: rgb("--positive"), negative: rgb("--negative"),
                                  odd: rgb("--odd"), heat: rgb("--heat"), card: rgb("--card")});
app.forgetPalette = () => { app.forgetPaintings(); palette = shades = null; };

app.colour = (x, scale) => {
    const {zero, positive, negative, odd} = app.palette();
    if (!Number.isFinite(x)) return odd;
    if (scale <= 0 || x === 0) return zero;
    return mix(zero, x > 0 ? positive : negative, Math.min(1, Math.abs(x) / scale) ** kPower);
};
const kShades = 256;
let shades = null;
/** Of many numbers: the colours as the bytes of an image, each a little rounded. */
app.paint = (image, count, numberAt, scale) => {
    shades ??= Array.from({length: 2 * kShades + 1}, (_, k) => app.colour((k - kShades) / kShades, 1));
    for (let k = 0; k < count; ++k) {
        const x = numberAt(k), t = scale > 0 ? Math.max(-1, Math.min(1, x / scale)) : 0;
        const [red, green, blue] = Number.isFinite(x) ? shades[Math.round((t + 1) * kShades)] : app.palette().odd;
        image.data[4 * k] = red, image.data[4 * k + 1] = green, image.data[4 * k + 2] = blue, image.data[4 * k + 3] = 255;
    }
};
/** One colour's depth, for what is never negative; t in 0 .. 1. */
app.heat = t => mix(app.palette().card, app.palette().heat, 0.08 + 0.72 * Math.max(0, Math.min(1, t)));
app.css = c => `rgb(${c.join(",")})`;
app.inkOn = c => luminance(c) > 0.179 ? "#000" : "#fff";

/** From -scale to scale, as the cells have it. */
app.legend = scale => {
    const stops = Array.from({length: 21}, (_, k) => `${app.css(app.colour((k - 10) / 10, 1))} ${k * 5}%`);
    return app.h("span", {class: "legend", "aria-hidden": "true"}, app.h("span", {}, `−${app.brief(scale)}`),
        app.h("i", {style: `background:linear-gradient(90deg,${stops.join(",")})`}), app.h("span", {}, app.brief(scale)));
};
})();
