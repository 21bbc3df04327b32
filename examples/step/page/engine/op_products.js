// examples/step/page/engine/op_products.js: matmul and linear: C[l] = A[l] B[l], l a position of leading axes.
//
//   dA = dC B^T     dB = A^T dC      summed over the positions that share a matrix
//   linear: y = f(z), z = x W + b:   dz = dy f'(z), dx = dz W^T, dW = x^T dz, db = sum over rows of dz
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});
const ops = (Vitro.ops ??= {});

/// A stored matrix for each position: element (l, r, c) is at first[l] + r row + c col.
function operand(shape, transposed, lead) {
    const [r, c] = shape.slice(-2), step = r * c;
    const first = Vitro.shapes.stretched(shape.slice(0, -2), lead).map(position => position * step);
    return transposed ? {first, row: 1, col: c, rows: c, cols: r} : {first, row: c, col: 1, rows: r, cols: c};
}

/// {shape of C, positions, m, n, k, a, b}; C is dense: element (l, i, j) is at (l m + i) n + j.
function matmulProblem([x, y], {transpose_a, transpose_b}) {
    const lead = Vitro.shapes.broadcast(x.shape.slice(0, -2), y.shape.slice(0, -2));
    const a = operand(x.shape, transpose_a, lead), b = operand(y.shape, transpose_b, lead);
    return {shape: [...lead, a.rows, b.cols], positions: a.first.length, m: a.rows, n: b.cols, k: a.cols, a, b};
}
/// All axes of x but the last are rows of one matrix.
function linearProblem([x, weight]) {
    const problem = matmulProblem([{shape: [Vitro.shapes.rows(x.shape), Vitro.shapes.cols(x.shape)]}, weight], {});
    return {...problem, shape: [...x.shape.slice(0, -1), problem.n]};
}

/// visit(index in C, in A, in B) for every product of two numbers that there is.
function forEachProduct({positions, m, n, k, a, b}, visit) {
    for (let l = 0, c = 0; l < positions; ++l)
        for (let i = 0; i < m; ++i)
            for (let j = 0; j < n; ++j, ++c)
                for (let p = 0; p < k; ++p)
                    visit(c, a.first[l] + i * a.row + p * a.col, b.first[l] + p * b.row + j * b.col);
}
function multiply(problem, a, b) {
    const data = new Float64Array(Vitro.shapes.size(problem.shape));
    forEachProduct(problem, (c, i, j) => { data[c] += a[i] * b[j]; });
    return data;
}
function gradients(problem, a, b, upstream) {
    const da = new Float64Array(a.length), db = new Float64Array(b.length);
    forEachProduct(problem, (c, i, j) => {
        da[i] += upstream[c] * b[j];
        db[j] += upstream[c] * a[i];
    });
    return [da, db];
}

ops.matmul = {
    problem: matmulProblem,
    forward(inputs, attributes) {
        const problem = matmulProblem(inputs, attributes);
        return {shape: problem.shape, data: multiply(problem, inputs[0].data, inputs[1].data)};
    },
    vjp(inputs, attributes, output, upstream) {
        return gradients(matmulProblem(inputs, attributes), inputs[0].data, inputs[1].data, upstream);
    },
};

const activationOf = ({activation}) => Vitro.unary[activation.activation];

/// z, before the activation.
function beforeActivation(inputs) {
    const problem = linearProblem(inputs), [x, weight, bias] = inputs, z = multiply(problem, x.data, weight.data);
    if (bias) for (let c = 0; c < z.length; ++c) z[c] += bias.data[c % problem.n];
    return z;
}
/// f'(z), null where nothing flows: of relu the recorded y says where, as it did in the engine.
const slopes = (z, [, slope], y) => Array.from(z, (x, i) => slope(x, y[i]));

ops.linear = {
    problem: linearProblem, beforeActivation, slopes, activationOf,
    forward(inputs, attributes) {
        const {shape} = linearProblem(inputs), [value] = activationOf(attributes);
        return {shape, data: beforeActivation(inputs).map(z => value(z))};
    },
    vjp(inputs, attributes, output, upstream) {
        const slope = slopes(beforeActivation(inputs), activationOf(attributes), output.data);
        const dz = Float64Array.from(upstream, (dy, c) => slope[c] === null ? 0 : dy * slope[c]);
        const result = gradients(linearProblem(inputs), inputs[0].data, inputs[1].data, dz);
        if (inputs.length < 3) return result;
        const db = new Float64Array(inputs[2].data.length);
        for (let c = 0; c < dz.length; ++c) db[c % db.length] += dz[c];
        return [...result, db];
    },
};
})();
