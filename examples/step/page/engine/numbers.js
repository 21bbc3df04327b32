// examples/step/page/engine/numbers.js: numbers as text, and what can be said of many numbers at once.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});

const bits = new DataView(new ArrayBuffer(4));

/// Nine significant digits tell any two floats apart.
function text(x, digits = 9) {
    if (Number.isNaN(x)) return "nan";
    if (!Number.isFinite(x)) return x > 0 ? "inf" : "-inf";
    return Object.is(x, -0) ? "-0" : String(Number(x.toPrecision(digits)));
}

/// The float nearest to x, exactly, as C's %a writes it: 0.1 is 0x1.99999ap-4.
function hex(x) {
    if (!Number.isFinite(x)) return text(x);
    bits.setFloat32(0, x);
    const word = bits.getUint32(0), sign = word >>> 31 ? "-" : "";
    let exponent = ((word >>> 23) & 255) - 127, fraction = word & 0x7fffff;
    if (exponent === -127) {
        if (fraction === 0) return `${sign}0x0p+0`;
        const shift = Math.clz32(fraction) - 8;  // a subnormal number has no implicit 1: make one
        fraction = (fraction << shift) & 0x7fffff;
        exponent = -126 - shift;
    }
    const digits = (fraction * 2).toString(16).padStart(6, "0").replace(/0+$/, "");
    return `${sign}0x1${digits && "."}${digits}p${exponent < 0 ? "" : "+"}${exponent}`;
}

function norm(data) {
    let squares = 0;
    for (const x of data) squares += x * x;
    return Math.sqrt(squares);
}

function dot(a, b) {
    let sum = 0;
    for (let i = 0; i < a.length; ++i) sum += a[i] * b[i];
    return sum;
}

/// mean, least, most and absmax are over what is finite; a norm is NaN or infinite where a number is.
function statistics(data) {
    const s = {count: data.length, zeros: 0, negative: 0, positive: 0, nan: 0, inf: 0,
               least: Infinity, most: -Infinity, absmax: 0, mean: 0, norm: 0};
    let sum = 0, squares = 0;
    for (const x of data) {
        squares += x * x;
        if (Number.isNaN(x)) { ++s.nan; continue; }
        if (x > 0) ++s.positive; else if (x < 0) ++s.negative; else ++s.zeros;
        if (!Number.isFinite(x)) { ++s.inf; continue; }
        if (x < s.least) s.least = x;
        if (x > s.most) s.most = x;
        sum += x;
    }
    const finite = s.count - s.nan - s.inf;
    if (finite === 0) return {...s, least: NaN, most: NaN, mean: NaN, norm: Math.sqrt(squares)};
    return {...s, absmax: Math.max(Math.abs(s.least), Math.abs(s.most)), mean: sum / finite, norm: Math.sqrt(squares)};
}

/// Counts of the finite numbers in `bins` equal parts of [low, high]; all in one bin where they are all equal.
function histogram(data, bins = 32) {
    const {least, most} = statistics(data), counts = new Array(bins).fill(0);
    if (Number.isNaN(least)) return {low: 0, high: 0, counts};
    const width = (most - least) / bins;
    for (const x of data)
        if (Number.isFinite(x)) ++counts[width > 0 ? Math.min(bins - 1, Math.floor((x - least) / width)) : 0];
    return {low: least, high: most, counts};
}

/// Python text of the array, to paste.
function numpy(data, shape) {
    const number = x => Number.isFinite(x) ? text(x) : Number.isNaN(x) ? "np.nan" : x > 0 ? "np.inf" : "-np.inf";
    const nested = (axis, from, count) => {
        if (axis === shape.length) return number(data[from]);
        const inner = count / Math.max(shape[axis], 1);
        const parts = Array.from({length: shape[axis]}, (_, i) => nested(axis + 1, from + i * inner, inner));
        return `[${parts.join(axis === shape.length - 1 ? ", " : ",\n" + " ".repeat(axis + 10))}]`;
    };
    return `np.array(${nested(0, 0, shape.reduce((a, b) => a * b, 1))}, dtype=np.float32)`;
}

Vitro.numbers = {text, hex, norm, dot, statistics, histogram, numpy};
})();
