// tests/step/page/engine/numbers_test.js: numbers as text, statistics, histograms.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const {numbers} = require("./load.js").Vitro;

test("nine digits tell two floats apart, and odd numbers have names", () => {
    assert.equal(numbers.text(Math.fround(0.1)), "0.100000001");
    assert.deepEqual(
        [NaN, Infinity, -Infinity, -0, 1e-7, 3].map(x => numbers.text(x)), ["nan", "inf", "-inf", "-0", "1e-7", "3"]);
    let x = 1;
    for (let i = 0; i < 1000; ++i) {
        x = Math.fround(x * 1.37 + 1e-3) % 1e6;
        assert.equal(Math.fround(Number(numbers.text(Math.fround(x)))), Math.fround(x));
    }
});

test("hex floats are those of printf's %a", () => {
    const cases = [
        [0.1, "0x1.99999ap-4"], [1, "0x1p+0"], [-3.5, "-0x1.cp+1"], [0, "0x0p+0"], [-0, "-0x0p+0"],
        [2 ** -149, "0x1p-149"], [2 ** -127, "0x1p-127"], [3 * 2 ** -149, "0x1.8p-148"],
        [3.4028234663852886e38, "0x1.fffffep+127"], [NaN, "nan"]
    ];
    for (const [x, expected] of cases) assert.equal(numbers.hex(x), expected);
});

test("statistics count what is no number and describe the rest", () => {
    const s = numbers.statistics([3, -4, 0, NaN, Infinity]);
    assert.deepEqual(s, {
        count: 5,
        zeros: 1,
        negative: 1,
        positive: 2,
        nan: 1,
        inf: 1,
        least: -4,
        most: 3,
        absmax: 4,
        mean: -1 / 3,
        norm: NaN
    });
    assert.ok(Number.isNaN(numbers.statistics([NaN]).mean));
});

test("a histogram counts every finite number once", () => {
    assert.deepEqual(numbers.histogram([0, 1, 2, 3, 4, NaN], 4), {low: 0, high: 4, counts: [1, 1, 1, 2]});
    assert.deepEqual(numbers.histogram([7, 7], 2), {low: 7, high: 7, counts: [2, 0]});
    assert.deepEqual(numbers.histogram([], 2), {low: 0, high: 0, counts: [0, 0]});
});

test("text for numpy", () => {
    assert.equal(numbers.numpy([1, 2, 3, NaN], [2, 2]), "np.array([[1, 2],\n          [3, np.nan]], dtype=np.float32)");
    assert.equal(numbers.numpy([2.5], []), "np.array(2.5, dtype=np.float32)");
    assert.equal(numbers.numpy([], [0]), "np.array([], dtype=np.float32)");
});
