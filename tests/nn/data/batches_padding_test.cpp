// tests/nn/data/batches_padding_test.cpp: how much of a batch is padding, and how sorting in pools keeps it low.
#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>

#include "nn/data/batches.hpp"
#include "nn/data/corpus.hpp"
#include "nn/data/vocabulary.hpp"
#include "tests/nn/data/synthetic_pairs.hpp"
#include "tests/skip.hpp"

using namespace vitro::nn;
using namespace vitro::test;
using Ids = std::vector<std::int32_t>;

TEST_CASE("batches: padding is what the padded batches hold") {
    const Epoch epoch = Batches(synthetic_pairs(300), {.batch_size = 32, .pool = 3}).epoch(4);
    Padding counted;
    for (std::size_t i = 0; i < epoch.size(); ++i) {
        const Batch batch = epoch[i];
        const Ids source = values(batch.source), target = values(batch.target_out);
        const std::int64_t padded = std::count(source.begin(), source.end(), Vocabulary::kPad) +
                                    std::count(target.begin(), target.end(), Vocabulary::kPad);
        CHECK(epoch.padding(i).padded == padded);
        CHECK(epoch.padding(i).positions == batch.source.size() + batch.target_in.size());
        CHECK(batch.source_tokens + batch.target_tokens == batch.source.size() + batch.target_out.size() - padded);
        counted.positions += batch.source.size() + batch.target_out.size();
        counted.padded += padded;
    }
    CHECK(epoch.padding().positions == counted.positions);
    CHECK(epoch.padding().padded == counted.padded);
    const double share = static_cast<double>(counted.padded) / static_cast<double>(counted.positions);
    CHECK(epoch.padding().share() == doctest::Approx(share));
    CHECK(Padding{}.share() == 0.0);
}

TEST_CASE("batches: sorting in pools saves most of the padding") {
    const auto share = [](std::int64_t pool) {
        return Batches(synthetic_pairs(6400), {.batch_size = 64, .pool = pool}).epoch(0).padding().share();
    };
    CHECK(share(1) > 0.4);
    CHECK(share(50) < 0.06);
}

TEST_CASE("batches: both sides are sorted, also where their lengths do not agree") {
    // 30 x 30 lengths, each pair of lengths twice. Sorted by one side only, a batch pads the other to the full 30.
    ParallelSentences corpus;
    for (int i = 0; i < 1800; ++i) {
        corpus.source.ids.emplace_back(i % 30, 4);
        corpus.target.ids.emplace_back(i / 30 % 30, 5);
    }
    CHECK(Batches(corpus, {.batch_size = 10, .pool = 180}).epoch(0).padding().share() < 0.1);
}

TEST_CASE("batches: the order of batches in a pool is not the order of lengths") {
    const Epoch epoch = Batches(synthetic_pairs(2000), {.batch_size = 10, .pool = 200}).epoch(0);
    const auto width = [&](std::size_t i) {
        return std::max(epoch[i].source.shape()[1], epoch[i].target_in.shape()[1]);
    };
    std::int64_t falls = 0;
    for (std::size_t i = 1; i < epoch.size(); ++i) falls += width(i) < width(i - 1);
    // Sorted widths never fall; in a random order 200 widths, some of them equal, fall at a little less than half of
    // their 199 steps.
    CHECK(falls > 60);
    CHECK(falls < 130);
}

TEST_CASE("batches: Multi30k, where it is present") {
    const std::filesystem::path data = VITRO_FIXTURES "/../../../shared/data/multi30k";
    if (!std::filesystem::exists(data))
        return skip("Multi30k is not beside the checkout: nn/data/README.md says where it comes from");
    const ParallelText text = read_parallel(data, "train", "de", "en");
    const Vocabulary german = Vocabulary::build({text.source.lines}, TokenKind::words, 2);
    const Vocabulary english = Vocabulary::build({text.target.lines}, TokenKind::words, 2);
    CHECK(german.size() == 7859);
    CHECK(english.size() == 5921);
    const Batches batches(encode(text, german, english), {.max_length = 100});
    CHECK(batches.pairs() == 29000);
    CHECK(batches.epoch(0).size() == 227);
    const Batches quarters(encode(text, german, english), {.micro_batches = 4, .max_length = 100});
    for (const std::int64_t number : {0, 1, 2}) {
        CHECK(batches.epoch(number).padding().share() < 0.065);   // 6.1 %
        CHECK(quarters.epoch(number).padding().share() < 0.025);  // 2.2 %
    }
}
