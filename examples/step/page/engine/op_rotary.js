// examples/step/page/engine/op_rotary.js: pairs of columns turned by the angle of their position, in each head.
//
//   y_2i = x_2i cos a - x_2i+1 sin a,   y_2i+1 = x_2i+1 cos a + x_2i sin a,   a = (first + t) base^(-2i / width)
//
// Backward turns the gradient by -a: the same sum with the sign of the sine exchanged.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});
const ops = (Vitro.ops ??= {});

/// What element `index` of the result, or (back) of x's gradient, sums: parts [[element, factor, the factor's name], ..].
function turned({shape}, {heads, first, base}, index, back = false) {
    const [, time, model] = shape, width = model / heads, column = index % model, j = column % width;
    const position = first + Math.floor(index / model) % time;
    const angle = position * Math.pow(Vitro.shapes.number(base), -(j - j % 2) / width);
    const sign = (j % 2 === 0) === back ? 1 : -1, partner = index + (j % 2 === 0 ? 1 : -1);
    return {angle, position, parts: [[index, Math.cos(angle), "cos a"],
                                     [partner, sign * Math.sin(angle), sign > 0 ? "sin a" : "-sin a"]]};
}
const summed = (data, {parts}) => parts.reduce((sum, [element, factor]) => sum + data[element] * factor, 0);

ops.rotary = {
    turned,
    forward([x], attributes) {
        return {shape: x.shape, data: Float64Array.from(x.data, (_, i) => summed(x.data, turned(x, attributes, i)))};
    },
    vjp([x], attributes, output, upstream) {
        return [Float64Array.from(x.data, (_, i) => summed(upstream, turned(x, attributes, i, true)))];
    },
};
})();
