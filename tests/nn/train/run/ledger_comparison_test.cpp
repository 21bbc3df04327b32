// tests/nn/train/run/ledger_comparison_test.cpp: where two ledgers part, and how far.
#include "nn/train/run/ledger_comparison.hpp"

#include <cmath>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace vitro;
using nn::Ledger;
using nn::LedgerComparison;
using nn::LedgerEntry;
using Json = nlohmann::ordered_json;

namespace {

LedgerComparison compare(std::vector<LedgerEntry> a, std::vector<LedgerEntry> b) {
    return nn::compare({"a", "", std::move(a)}, {"b", "", std::move(b)});
}

}  // namespace

TEST_CASE("ledger comparison: equal as far as both go") {
    const LedgerComparison result = compare({{1, 3, 1}, {2, 2, 1}}, {{1, 3, 1}, {2, 2, 1}, {3, 1, 1}});
    CHECK(result.common == 2);
    CHECK(result.equal == 2);
    CHECK(result.equal_first == 2);
    CHECK(!result.first);
    CHECK(result.largest == 0);
}

TEST_CASE("ledger comparison: the first step that differs, how many agree, and the largest difference") {
    const LedgerComparison result = compare({{1, 3, 1}, {2, 2, 1}, {3, 1, 1}, {4, 4, 2}, {5, 1, 1}},
                                            {{1, 3, 1}, {2, 2.5, 1}, {3, 1, 1}, {4, 4, 1}, {5, 0.75, 1}});
    CHECK(result.common == 5);
    CHECK(result.equal == 2);
    CHECK(result.equal_first == 1);
    REQUIRE(result.first);
    CHECK(result.first->a.step == 2);
    CHECK(result.first->a.loss == 2);
    CHECK(result.first->b.loss == 2.5);
    CHECK(result.largest == 0.5);  // (2 - 1) / 2, of the norm
    CHECK(result.largest_step == 4);
    CHECK(result.largest_in_norm);
}

TEST_CASE("ledger comparison: one bit is a difference, of the norm alone too, and so is a zero's sign") {
    const double next = std::nextafter(2.0, 3.0);
    CHECK(compare({{1, 2, 1}}, {{1, next, 1}}).largest == doctest::Approx(std::ldexp(1, -52)).epsilon(1e-6));
    CHECK(compare({{1, 1, 2}}, {{1, 1, next}}).first->b.gradient_norm == next);
    const LedgerComparison zeros = compare({{1, 0.0, 1}}, {{1, -0.0, 1}});
    CHECK(zeros.equal == 0);
    CHECK(zeros.largest == 0);
}

TEST_CASE("ledger comparison: only steps that both have are compared") {
    const LedgerComparison result =
        compare({{1, 9, 9}, {4, 2, 1}, {5, 1, 1}}, {{2, 8, 8}, {3, 7, 7}, {5, 1, 1}, {6, 1, 1}});
    CHECK(result.common == 1);
    CHECK(result.equal == 1);
    CHECK(compare({{1, 1, 1}}, {{2, 1, 1}}).common == 0);
    CHECK(compare({}, {}).common == 0);
}

TEST_CASE("ledger comparison: differences of the largest and smallest numbers are numbers") {
    CHECK(compare({{1, 1.7e308, 1}}, {{1, -1.7e308, 1}}).largest == 2);
    CHECK(compare({{1, 5e-324, 1}}, {{1, 0, 1}}).largest == 1);
}

TEST_CASE("ledger comparison: the settings that differ, by name, but for those that decide nothing") {
    const Json a = {{"format", 1},
                    {"data", {{"directory", "/here"}, {"source", "de"}}},
                    {"training", {{"seed", 1}, {"epochs", 3}, {"schedule", "noam"}}}};
    Json b = a;
    b["data"]["directory"] = "/there", b["training"]["epochs"] = 5;
    CHECK(nn::differing_settings(a, b).empty());
    b["training"]["seed"] = 2, b["data"]["source"] = "en", b["model"]["d_model"] = 16;
    CHECK(nn::differing_settings(a, b) == std::vector<std::string>{"data.source: \"de\" and \"en\"",
                                                                   "model.d_model: null and 16",
                                                                   "training.seed: 1 and 2"});
    CHECK(nn::differing_settings({{"format", 1}}, {{"format", 2}}).empty());
    CHECK(nn::differing_settings({{"format", 1}}, {{"task", "toy"}}) ==
          std::vector<std::string>{"task: null and \"toy\""});
}
