// examples/step/page/engine/philox.js: dropout's decisions, from the counter-based numbers of kernels/philox.cpp.
// Philox 4x32-10: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {});

const kMultiplier0 = 0xD2511F53, kMultiplier1 = 0xCD9E8D57, kWeyl0 = 0x9E3779B9, kWeyl1 = 0xBB67AE85, kRounds = 10;

/// The upper 32 bits of a product of 64. Halves of b keep each partial product exact in a double.
const high = (a, b) => Math.floor((a * (b >>> 16) + Math.floor(a * (b & 0xffff) / 65536)) / 65536) >>> 0;
const low = (a, b) => Math.imul(a, b) >>> 0;

/// Four words of 32 random bits. seed: 64 bits, as text, number or BigInt.
function philox(seed, counter) {
    const key = BigInt.asUintN(64, BigInt(seed));
    let key0 = Number(key & 0xffffffffn), key1 = Number(key >> 32n), [a, b, c, d] = counter;
    for (let round = 0; round < kRounds; ++round) {
        [a, b, c, d] = [(high(kMultiplier1, c) ^ b ^ key0) >>> 0, low(kMultiplier1, c),
                        (high(kMultiplier0, a) ^ d ^ key1) >>> 0, low(kMultiplier0, a)];
        key0 = (key0 + kWeyl0) >>> 0;
        key1 = (key1 + kWeyl1) >>> 0;
    }
    return [a, b, c, d];
}

/// What each of `count` elements is multiplied by: 0, or 1 / (1 - probability), rounded to a float as the engine does.
function dropoutFactors({dropout: probability, seed, site, step}, count) {
    const factors = new Float64Array(count).fill(1);
    if (probability === 0) return factors;
    const kept = Math.fround(1 / (1 - probability)), least = probability * 4294967296;
    for (let block = 0; block * 4 < count; ++block) {
        const words = philox(seed, [block >>> 0, Math.floor(block / 4294967296), site, step]);
        for (let i = 0; i < 4 && block * 4 + i < count; ++i) factors[block * 4 + i] = words[i] >= least ? kept : 0;
    }
    return factors;
}

Vitro.philox = philox;
Vitro.dropoutFactors = dropoutFactors;
})();
