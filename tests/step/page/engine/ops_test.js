// tests/step/page/engine/ops_test.js: every op against central differences of itself, and against known values.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const {Vitro, root} = require("./load.js");
const {Program} = require("./build.js");
const cases = require("./cases.js");

const close = (a, b, bound, what) => assert.ok(Math.abs(a - b) <= bound, `${what}: ${a} instead of ${b}`);

/// sum of weight_i y_i: a function whose gradient is the vector-Jacobian product of the weights.
function weighted(op, inputs, attributes, weights) {
    return Vitro.ops[op]
        .forward(inputs, attributes)
        .data.reduce((sum, y, i) => weights[i] === 0 ? sum : sum + weights[i] * y, 0);
}

for (const [op, inputs, attributes] of cases) {
    const title = `${op} ${inputs.map(({shape}) => `(${shape})`).join(" ")} ${JSON.stringify(attributes)}`;
    test(`gradient: ${title}`, () => {
        const output = Vitro.ops[op].forward(inputs, attributes);
        assert.equal(output.data.length, Vitro.shapes.size(output.shape));
        const weights = Float64Array.from(output.data, (y, i) => Number.isFinite(y) ? ((i * 37) % 11) / 5 - 1.1 : 0);
        const gradients = Vitro.ops[op].vjp(inputs, attributes, output, weights), h = 1e-5;
        inputs.forEach((input, k) => {
            assert.equal(gradients[k].length, input.data.length);
            for (let i = 0; i < input.data.length; ++i) {
                const moved = by => inputs.map((other, n) => n !== k ?
                        other :
                        {shape: other.shape, data: other.data.map((x, j) => j === i ? x + by : x)});
                const difference =
                    (weighted(op, moved(h), attributes, weights) - weighted(op, moved(-h), attributes, weights)) /
                    (2 * h);
                close(gradients[k][i], op === "detach" ? 0 : difference, 1e-8, `input ${k}, element ${i}`);
            }
        });
    });
    test(`cells: ${title}`, () => {
        const program = new Program(), values = inputs.map(({shape, data}) => program.parameter(data, shape));
        const output = program.op(op, values, attributes), shape = program.values[output].shape;
        if (shape.length > 0)
            program.op("sum", [program.op("mul", [
                output, program.constant(Array.from({length: Vitro.shapes.size(shape)}, (_, i) => i % 3 - 0.7), shape)
            ])]);
        const recording = program.recording();
        program.data[output].forEach((y, i) => {
            if (Number.isFinite(y))
                close(Vitro.cell(recording, 0, 0, i).total, y, 1e-6 * (1 + Math.abs(y)), `cell ${i}`);
        });
        recording.graphs[0].contributions.forEach((one, c) => {
            if (one.op !== 0) return;
            recording.contribution(0, c).forEach((x, i) => {
                const {terms, total} = Vitro.gradientCell(recording, 0, c, i);
                close(total, x, 1e-5 * (1 + Math.abs(x)), `gradient cell ${i} of input ${one.input}`);
                close(terms.reduce((sum, {product}) => sum + product, 0), x, 1e-5 * (1 + Math.abs(x)),
                    `terms of ${i} of input ${one.input}`);
                for (const {factors, product, names, links, label} of terms) {
                    assert.equal(product, factors.reduce((a, b) => a * b, 1));
                    assert.deepEqual([names.length, links.length], [factors.length, factors.length]);
                    assert.notEqual(label, "");
                }
            });
        });
    });
}

test("every op of the engine is here, and has a case", () => {
    const folder = path.join(root, "../../../../core/ops"), names = new Set();
    for (const file of fs.readdirSync(folder).filter(name => name.endsWith(".cpp"))) {
        const text = fs.readFileSync(path.join(folder, file), "utf8");
        for (const [, a, b] of text.matchAll(/\.name = "(\w+)"|(?:unary|binary)_op<[^(]*>\(\s*"(\w+)"/g))
            names.add(a ?? b);
    }
    assert.equal(names.size, 35);
    assert.deepEqual(Object.keys(Vitro.ops).sort(), [...names].sort());
    assert.deepEqual([...new Set(cases.map(([op]) => op))].sort(), [...names].sort());
});

test("philox: three blocks of the authors' own test vectors, and one of the lesson's", () => {
    const blocks = [
        ["0", [0, 0, 0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]],
        [
            "18446744073709551615", [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
            [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]
        ],
        [
            "2999170649027065890", [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
            [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]
        ],
        ["1", [5, 0, 3735550461, 2], [0xc13471fe, 0x992f6042, 0xafb00a25, 0xcbf22cb6]]
    ];
    for (const [seed, counter, words] of blocks) assert.deepEqual(Vitro.philox(seed, counter), words);
});

test("dropout decides as the engine does", () => {
    const factors = Vitro.dropoutFactors({dropout: 0.25, seed: "12345678901234567890", site: 7, step: 3}, 24);
    assert.equal([...factors].map(x => x === 0 ? 0 : 1).join(""), "111110111110111011011111");
    assert.equal(factors[0], Math.fround(4 / 3));
});

test("erf to the last digits", () => {
    const erf = Vitro.unary.erf[0];
    for (const [x, y] of [[0.1, 0.1124629160182849], [0.5, 0.5204998778130465], [1, 0.8427007929497149],
             [2, 0.9953222650189527], [2.99, 0.9999764743969194], [3, 0.9999779095030014], [4, 0.9999999845827421],
             [6, 1], [0, 0]]) {
        close(erf(x), y, 4e-16, `erf(${x})`);
        close(erf(-x), -y, 4e-16, `erf(${- x})`);
    }
    assert.ok(Number.isNaN(erf(NaN)));
});

test("what the mask hides may be infinite, and nothing to attend to gives zeros", () => {
    const x = {shape: [2, 2], data: Float64Array.of(1, Infinity, 2, 3)}, mask = {mask: {causal: 0}};
    assert.deepEqual([...Vitro.ops.softmax.forward([x], {mask}).data.slice(0, 2)], [1, 0]);
    assert.deepEqual([...Vitro.ops.mask.forward([x], {mask, value: 0}).data], [1, 0, 2, 3]);
    assert.deepEqual([...Vitro.ops.mask.vjp([x], {mask, value: 0}, x, [1, Infinity, 1, 1])[0]], [1, 0, 1, 1]);
    const query = {shape: [1, 1, 2], data: Float64Array.of(1, 2)},
          attributes = {heads: 1, mask: {mask: {lengths: [0]}}, dropout: {dropout: 0}};
    const output = Vitro.ops.attention.forward([query, query, query], attributes);
    assert.deepEqual([...output.data], [0, 0]);
    for (const d of Vitro.ops.attention.vjp([query, query, query], attributes, output, [1, 1]))
        assert.deepEqual([...d], [0, 0]);
});

test("layer norm of (1, 0, 0, 0)", () => {
    const one = {shape: [4], data: Float64Array.of(1, 1, 1, 1)}, none = {shape: [4], data: new Float64Array(4)};
    const {data} =
        Vitro.ops.layer_norm.forward([{shape: [1, 4], data: Float64Array.of(1, 0, 0, 0)}, one, none], {epsilon: 1e-5});
    close(data[0], 1.7320, 1e-4, "the first");
    close(data[1], -0.5773, 1e-4, "the second");
});
