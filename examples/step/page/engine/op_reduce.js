// examples/step/page/engine/op_reduce.js: sum, mean and max, over everything or over the middle axis of
// x[outer, count, inner]. Going back, sum and mean repeat the gradient; max hands it to the first that won.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});
const ops = (Vitro.ops ??= {});

/// members(j): the elements that result j is over; of: which result an element belongs to.
function reduction({shape}, {axis, keep}) {
    const all = axis === undefined;
    const {size, around} = Vitro.shapes, {outer, count, inner} = all ? around([size(shape)], 0) : around(shape, axis);
    const result = all ? [] : shape.flatMap((size, i) => i !== axis ? [size] : keep ? [1] : []);
    const first = j => Math.floor(j / inner) * count * inner + j % inner;
    return {shape: result, count, size: outer * inner,
            of: i => Math.floor(i / (count * inner)) * inner + i % inner,
            members: j => Array.from({length: count}, (_, n) => first(j) + n * inner)};
}

function total(factorOf) {
    return {
        reduction, factorOf,
        forward([x], attributes) {
            const {shape, count, size, of} = reduction(x, attributes), data = new Float64Array(size);
            for (let i = 0; i < x.data.length; ++i) data[of(i)] += x.data[i];
            return {shape, data: data.map(sum => sum * factorOf(count))};
        },
        vjp([x], attributes, output, upstream) {
            const {count, of} = reduction(x, attributes);
            return [Float64Array.from(x.data, (_, i) => upstream[of(i)] * factorOf(count))];
        },
    };
}
ops.sum = total(() => 1);
ops.mean = total(count => 1 / count);

/// The first of the largest; a NaN is the largest of all.
function winner(data, members) {
    let best = members[0];
    for (const i of members) if (data[i] > data[best] || (Number.isNaN(data[i]) && !Number.isNaN(data[best]))) best = i;
    return best;
}
ops.max = {
    reduction, winner,
    forward([x], attributes) {
        const {shape, size, members} = reduction(x, attributes);
        return {shape, data: Float64Array.from({length: size}, (_, j) => x.data[winner(x.data, members(j))])};
    },
    vjp([x], attributes, output, upstream) {
        const {size, members} = reduction(x, attributes), gradient = new Float64Array(x.data.length);
        for (let j = 0; j < size; ++j) gradient[winner(x.data, members(j))] = upstream[j];
        return [gradient];
    },
};
})();
