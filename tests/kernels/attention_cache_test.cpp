// tests/kernels/attention_cache_test.cpp: attention on a cache: some entries of many, some keys of a capacity.
#include <algorithm>
#include <doctest/doctest.h>
#include <limits>
#include <vector>

#include "tests/kernels/parity.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {
namespace {

constexpr std::int64_t kBatch = 3, kHeads = 2, kThere = 5, kCapacity = 150;
constexpr std::int32_t kEntries[kBatch] = {4, 1, 4};

struct CacheSize {
    std::int64_t queries, keys, width;
};
/// Few queries and many, widths of whole vectors and others, keys in one block and in two.
constexpr CacheSize kCacheSizes[] = {{1, 1, 16}, {1, 40, 16}, {4, 131, 32}, {2, 17, 9}, {6, 30, 16}, {61, 140, 8}};

/// What attention gives, and what it is given: kThere entries of kCapacity keys and values.
struct CacheSetting {
    CacheSize size;
    std::int64_t row = kHeads * size.width;
    Source source{5};
    Numbers query = source.numbers(kBatch * size.queries * row);
    Numbers key = source.numbers(kThere * kCapacity * row), value = source.numbers(kThere * kCapacity * row);
    std::vector<std::int32_t> lengths = {static_cast<std::int32_t>(size.keys), 7, 1};

    explicit CacheSetting(const CacheSize& sizes) : size(sizes) {}

    struct Result {
        std::vector<real> output, logsumexp, weights;
        bool operator==(const Result&) const = default;
    };

    Result run(const Kernels& k, AttentionForward a) const {
        a.batch = kBatch, a.heads = kHeads, a.queries = size.queries, a.width = size.width;
        a.query = {query.data(), size.queries * row, row};
        a.scale = real{0.25F};
        a.mask.heads = kHeads, a.mask.queries = size.queries;
        Result result{std::vector<real>(static_cast<std::size_t>(query.size())),
                      std::vector<real>(static_cast<std::size_t>(kBatch * kHeads * size.queries)),
                      {}};
        result.weights.resize(result.logsumexp.size() * static_cast<std::size_t>(a.keys));
        std::vector<real> workspace(static_cast<std::size_t>(k.attention_workspace(a)));
        a.workspace = workspace.data();
        a.output = {result.output.data(), size.queries * row, row};
        a.logsumexp = result.logsumexp.data();
        a.weights = result.weights.data();
        k.attention(a);
        return result;
    }

    /// On the entries where they stand.
    Result on_cache(const Kernels& k, std::int64_t keys, const MaskView& mask) const {
        AttentionForward a;
        a.keys = keys;
        a.key = {key.data(), kCapacity * row, row};
        a.value = {value.data(), kCapacity * row, row};
        a.entries = kEntries;
        a.mask = mask;
        return run(k, a);
    }
    /// On copies of them.
    Result on_copies(const Kernels& k, const MaskView& mask) const {
        const std::int64_t entry = size.keys * row;
        std::vector<real> keys(static_cast<std::size_t>(kBatch * entry)), values = keys;
        for (std::int64_t b = 0; b < kBatch; ++b) {
            std::copy_n(key.data() + kEntries[b] * kCapacity * row, entry, keys.data() + b * entry);
            std::copy_n(value.data() + kEntries[b] * kCapacity * row, entry, values.data() + b * entry);
        }
        AttentionForward a;
        a.keys = size.keys;
        a.key = {keys.data(), entry, row};
        a.value = {values.data(), entry, row};
        a.mask = mask;
        return run(k, a);
    }
    /// NaN in entries that nobody attends to, and behind the keys that are there.
    void spoil_the_rest() const {
        for (std::int64_t e = 0; e < kThere; ++e)
            for (std::int64_t i = e == 1 || e == 4 ? size.keys * row : 0; i < kCapacity * row; ++i)
                for (const Numbers& x : {key, value})
                    x[e * kCapacity * row + i] = std::numeric_limits<real>::quiet_NaN();
    }
};

template <class Check>
void for_each_setting(const Check& check) {
    for (const Kernels* k : all_tables()) {
        if (!supported(*k)) continue;
        CAPTURE(k->name);
        for (const CacheSize& size : kCacheSizes) {
            CAPTURE(size.queries);
            const CacheSetting setting(size);
            setting.spoil_the_rest();
            check(*k, setting);
        }
    }
}

}  // namespace

TEST_CASE("attention: in every table, entries of a cache give the bits of their copies") {
    for_each_setting([](const Kernels& k, const CacheSetting& s) {
        const MaskView padding{.lengths = s.lengths.data()};
        CHECK(s.on_cache(k, s.size.keys, {}) == s.on_copies(k, {}));
        CHECK(s.on_cache(k, s.size.keys, padding) == s.on_copies(k, padding));
    });
}

TEST_CASE("attention: in every table, what lies behind the last query's keys is not read") {
    for_each_setting([](const Kernels& k, const CacheSetting& s) {
        const MaskView causal{.causal = true, .causal_offset = s.size.keys - s.size.queries};
        const CacheSetting::Result capacity = s.on_cache(k, kCapacity, causal);
        const CacheSetting::Result exact = s.on_copies(k, causal);
        CHECK(capacity.output == exact.output);
        CHECK(capacity.logsumexp == exact.logsumexp);
        for (std::size_t i = 0; i < capacity.weights.size(); ++i) {
            const std::size_t key = i % kCapacity, query = i / kCapacity, keys = static_cast<std::size_t>(s.size.keys);
            const real want = key < keys ? exact.weights[query * keys + key] : real{0};
            if (capacity.weights[i] != want) FAIL("weight of query " << query << " and key " << key);
        }
    });
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
