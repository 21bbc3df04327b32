// tests/nn/train/translation/metrics_test.cpp: BLEU against sacrebleu (fixtures/make_bleu.py) and by hand.
#include "nn/train/translation/metrics.hpp"

#include <cmath>
#include <doctest/doctest.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/error.hpp"

using namespace vitro::nn;
using nlohmann::json;
using Lines = std::vector<std::string>;

namespace {

void check_close(double got, double want, double tolerance) {
    CAPTURE(got);
    CAPTURE(want);
    CHECK(std::abs(got - want) <= tolerance);
}

void check_equal(const Bleu& got, const json& want) {
    check_close(got.score, want["score"], 1e-6);
    check_close(got.brevity_penalty, want["brevity_penalty"], 1e-9);
    for (int n = 0; n < kBleuOrder; ++n) {
        CAPTURE(n);
        check_close(got.precisions[n], want["precisions"][n], 1e-9);
        CHECK(got.matches[n] == want["matches"][n]);
        CHECK(got.totals[n] == want["totals"][n]);
    }
    CHECK(got.hypothesis_length == want["hypothesis_length"]);
    CHECK(got.reference_length == want["reference_length"]);
}

}  // namespace

TEST_CASE("bleu: every field equals sacrebleu's on every case of the fixture") {
    const json fixture = json::parse(std::ifstream(VITRO_FIXTURES "/bleu.json"));
    REQUIRE(fixture["cases"].size() >= 18);
    for (const json& sample : fixture["cases"]) {
        CAPTURE(sample["name"].get<std::string>());
        const Lines hypotheses = sample["hypotheses"], references = sample["references"];
        check_equal(bleu(hypotheses, references), sample["exp"]);
        check_equal(bleu(hypotheses, references, BleuSmoothing::exp), sample["exp"]);
        check_equal(bleu(hypotheses, references, BleuSmoothing::none), sample["none"]);
    }
}

TEST_CASE("bleu: three of four words right, by hand") {
    // 3 of 4 words, 2 of 3 pairs, 1 of 2 triples, 0 of 1 quadruple (smoothed to 1/2), not short.
    const Bleu result = bleu(Lines{"a b c x"}, Lines{"a b c d"});
    check_close(result.score, 100.0 * std::pow(3.0 / 4 * 2 / 3 * 1 / 2 * 1 / 2, 0.25), 1e-12);
    CHECK(bleu(Lines{"a b c x"}, Lines{"a b c d"}, BleuSmoothing::none).score == 0.0);
}

TEST_CASE("bleu: half as long costs a factor of e") {
    const Bleu result = bleu(Lines{"a b c d"}, Lines{"a b c d e f g h"});
    check_close(result.score, 100.0 / std::exp(1.0), 1e-12);
}

TEST_CASE("bleu: unequal numbers of lines, and none at all, are errors") {
    CHECK_THROWS_WITH_AS(bleu(Lines{"a", "b"}, Lines{"a"}), "[bleu] 2 hypotheses but 1 references", vitro::core::Error);
    CHECK_THROWS_WITH_AS(bleu(Lines{}, Lines{}), "[bleu] no line to compare", vitro::core::Error);
}
