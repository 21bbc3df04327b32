// examples/step/page/engine/why.js: where a gradient came from, and where a number first went wrong.
//
// A gradient is a sum of contributions c. Each has a signed share <c,g> / <g,g>; shares sum to 1. An op's gain is
// |c| / |upstream|: what it made of the gradient that reached it.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});
const kPaths = 5;

/// The contributions to a value's gradient, up to an event (all, without one).
Vitro.why = function why(recording, g, value, event = Infinity) {
    const {contributions, ops, values} = recording.graphs[g];
    const gradients = Vitro.gradients(recording, g), {norm, dot} = Vitro.numbers;
    const total = gradients.partial(value, gradients.done(value, event)), length = total ? norm(total) : 0;
    const list = gradients.contributionsTo(value).slice(0, gradients.done(value, event)).map(contribution => {
        const {op, input} = contributions[contribution], c = recording.contribution(g, contribution), own = norm(c);
        const upstream = norm(Vitro.graph.upstream(recording, g, op) ?? []), along = dot(c, total);
        return {contribution, op, input, name: values[ops[op].output].name, upstreamValue: ops[op].output,
                norm: own, upstream, gain: upstream === 0 ? null : own / upstream,
                cosine: own * length === 0 ? 0 : along / (own * length),
                share: length === 0 ? null : along / length ** 2};
    });
    return {value, norm: length, contributions: list, sharesSum: list.reduce((sum, {share}) => sum + share, 0)};
};

// Paths to the loss ---------------------------------------------------------------------------------------------------

/// For each value from the loss backwards, its kPaths + 1 ways to the loss with the greatest product of |shares|:
/// {score, hop, next}. An op's output is younger than its inputs, so one sweep over contributions in recorded order
/// finds them all.
function bestPaths(recording, g, why) {
    const {contributions} = recording.graphs[g], paths = new Map();
    const loss = [{score: 1, hop: null, next: null}];
    const of = value => paths.get(value) ?? loss;
    contributions.forEach(({value}, contribution) => {
        const hop = why(value).contributions.find(one => one.contribution === contribution);
        const found = of(hop.upstreamValue)
            .map(next => ({score: Math.abs(hop.share ?? 0) * next.score, hop: {value, ...hop}, next}));
        const all = [...(paths.get(value) ?? []), ...found].sort((a, b) => b.score - a.score);
        paths.set(value, all.slice(0, kPaths + 1));
    });
    return of;
}
function hopsOf(path) {
    const hops = [];
    for (; path.hop; path = path.next) hops.push(path.hop);
    return hops;
}

/// {bars, paths}: one bar a value, from this one to the loss along the largest share at each; then the best other ways,
/// as {score, hops}, score the product of their |shares|.
Vitro.waterfall = function waterfall(recording, g, value) {
    const {values} = recording.graphs[g], known = new Map();
    const why = v => known.get(v) ?? known.set(v, Vitro.why(recording, g, v)).get(v);
    const bars = [], taken = [];
    for (let at = value; ;) {
        const {norm, contributions} = why(at);
        const best = contributions.reduce((a, b) => a && a.share >= b.share ? a : b, null);
        const {op = null, contribution = null, share = null, gain = null} = best ?? {};
        bars.push({value: at, name: values[at].name, norm, log10: Math.log10(norm), op, contribution, share, gain});
        if (!best) break;
        taken.push(best.contribution);
        at = best.upstreamValue;
    }
    const isTaken = hops => String(hops.map(hop => hop.contribution)) === String(taken);
    const paths = bestPaths(recording, g, why)(value).map(path => ({score: path.score, hops: hopsOf(path)}))
        .filter(({hops}) => hops.length > 0 && !isTaken(hops)).slice(0, kPaths);
    return {bars, paths};
};

// Not a number --------------------------------------------------------------------------------------------------------

/// Where the first number is that is not finite, or -1. Of a large tensor the window, then the greatest, are looked at.
function firstBad(numbers, captured) {
    const at = numbers.findIndex(x => !Number.isFinite(x));
    return at < 0 && captured?.not_finite > 0 ? captured.greatest[0] : at;
}

/// {forward, backward}: the earliest event of each direction whose result is not finite, with what it read; or null.
Vitro.firstNonFinite = function (recording) {
    const {events, ops, contributions, values} = recording.graphs[0], found = {forward: null, backward: null};
    const operand = value => {
        const statistics = Vitro.numbers.statistics(recording.numbers(0, value));
        return {value, name: values[value].name, finite: statistics.nan + statistics.inf === 0, statistics};
    };
    const look = (direction, event, op, value, at) => {
        if (at >= 0) found[direction] ??= {event, op, opName: ops[op].op, value, name: values[value].name, index: at,
                                           operands: ops[op].inputs.map(operand)};
    };
    events.forEach(({kind, index}, event) => {
        if (kind === "F" && !found.forward) {
            const {output} = ops[index], captured = recording.captured(0, output);
            look("forward", event, index, output, firstBad(recording.numbers(0, output), captured));
        }
        if (kind === "ACC" && !found.backward) {
            const {op, value} = contributions[index], captured = recording.capturedContribution(0, index);
            look("backward", event, op, value, firstBad(recording.contribution(0, index), captured));
        }
    });
    return found;
};
})();
