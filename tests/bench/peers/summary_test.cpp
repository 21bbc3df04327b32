// tests/bench/peers/summary_test.cpp: medians, ratios, and their geometric mean; the cases, the table and the record.
#include "bench/peers/summary.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <set>

#include "bench/measure/statistics.hpp"
#include "bench/peers/cases.hpp"
#include "bench/peers/quiet.hpp"
#include "bench/peers/record.hpp"
#include "bench/peers/table.hpp"
#include "core/error.hpp"

namespace vitro::bench::peers {
namespace {

GemmResult product(double gflops, std::map<std::string, double> peers, double peak = 0) {
    return {{.transpose_b = true, .m = 8, .n = 16, .k = 32}, 2, gflops, std::move(peers), peak};
}

RowResult rows(double microseconds, std::map<std::string, double> peers) {
    return {{RowOp::softmax_backward, 64, 512}, 2, microseconds, std::move(peers)};
}

}  // namespace

TEST_CASE("the median is the middle one, or between the middle two") {
    CHECK(median({3}) == 3);
    CHECK(median({9, 1, 4}) == 4);
    CHECK(median({8, 1, 2, 4}) == 3);
}

TEST_CASE("a geometric mean takes twice and half for equal") {
    const double twice_and_half[] = {2, 0.5}, two_and_eight[] = {2, 8};
    CHECK(*geometric_mean(twice_and_half) == doctest::Approx(1));
    CHECK(*geometric_mean(two_and_eight) == doctest::Approx(4));
    CHECK_FALSE(geometric_mean({}));
}

TEST_CASE("a product is compared with the fastest peer") {
    const GemmResult result = product(90, {{"mkl", 120}, {"openblas", 60}});
    CHECK(result.best()->name == "mkl");
    CHECK(result.best()->gflops == 120);
    CHECK(*result.ratio() == 0.75);
    CHECK_FALSE(product(90, {}).best());
    CHECK_FALSE(product(90, {}).ratio());
}

TEST_CASE("attention is compared with PyTorch's, by time") {
    AttentionResult result{{8, 8, 128, 32, true}, 2, 10, 20, {{"pytorch", 15}}};
    CHECK(*result.ratio() == 1.5);
    result.peers.clear();
    CHECK_FALSE(result.ratio());
}

TEST_CASE("an operation on rows is compared with PyTorch's, by time") {
    CHECK(*rows(10, {{"pytorch", 15}}).ratio() == 1.5);
    CHECK_FALSE(rows(10, {}).ratio());
}

TEST_CASE("a summary counts what there is, and names the worst") {
    const std::optional<double> ratios[] = {std::nullopt, 2.0, 0.5, 0.899, std::nullopt, 0.9};
    const Summary summary = summarise(ratios, 0.9);
    CHECK(summarise(ratios, 0.899).below == 1);
    CHECK(summary.count == 4);
    CHECK(summary.below == 2);
    CHECK(summary.worst == 2);
    CHECK(*summary.mean == doctest::Approx(std::pow(2 * 0.5 * 0.899 * 0.9, 0.25)));
    CHECK_FALSE(summarise({}, 0.9).mean);
    CHECK(gemm_summary({product(90, {}), product(90, {{"mkl", 120}}), product(90, {{"mkl", 30}})}) ==
          "gemm: vitro / best peer 1.500 (geometric mean of 2), lowest 0.750 at gemm/nt/threads:2/8x16x32, 1 below "
          "0.90");
    CHECK(gemm_summary({}).empty());
    CHECK(attention_summary({}).empty());
    CHECK(row_summary({rows(10, {}), rows(10, {{"pytorch", 40}}), rows(10, {{"pytorch", 10}})}) ==
          "rows: pytorch / vitro (time) 2.000 (geometric mean of 2), lowest 1.000 at "
          "rows/softmax_backward/threads:2/64x512, 1 below 1.30");
    CHECK(row_summary({rows(10, {})}).empty());
}

TEST_CASE("a line shows every peer, a dash for one that did not answer, and the share of the peak") {
    const std::string line = gemm_line(product(90, {{"mkl", 120}}, 180), {"openblas", "mkl"});
    CHECK(line.find("  90.0          -      120.0        mkl      0.750   50 %") != std::string::npos);
    CHECK(line.size() == gemm_heading({"openblas", "mkl"}).size());
    const AttentionResult attention{{8, 8, 128, 32, true}, 2, 10, 20, {}};
    CHECK(attention_line(attention, {"pytorch"}).size() == attention_heading({"pytorch"}).size());
    const std::string row = row_line(rows(10, {{"pytorch", 15}}), {"pytorch"});
    CHECK(row.find("softmax_backward             2 64x512            10.00      15.00      1.500") == 0);
    CHECK(row.size() == row_heading({"pytorch"}).size());
    CHECK(row_line(rows(10, {}), {"pytorch"}).ends_with("10.00          -          -"));
}

TEST_CASE("nobody beats multiply-adds alone: such a figure is refused") {
    CHECK_FALSE(product(90, {{"mkl", 188}}, 180).refused());
    CHECK(product(90, {{"mkl", 190}}, 180).refused());
    CHECK(product(190, {}, 180).refused());
    CHECK_FALSE(product(190, {}).refused());  // no peak is known
    CHECK(refusal_of({product(90, {}, 180)}).empty());
    CHECK(refusal_of({product(90, {}, 180), product(190, {}, 180)})
              .starts_with("1 of 2 products are above 1.05 of what multiply-adds alone reach, the first is "
                           "gemm/nt/threads:2/8x16x32: "));
    CHECK(gemm_line(product(190, {}, 180), {}).ends_with("wrong"));
    CHECK(record_of(product(190, {}, 180)).at("refused") == true);
}

TEST_CASE("the record holds what the table shows") {
    const nlohmann::ordered_json gemm = record_of(product(90, {{"mkl", 120}}));
    CHECK(gemm == nlohmann::ordered_json::parse(R"({"m": 8, "n": 16, "k": 32, "transposition": "nt", "threads": 2,
        "gflops": 90.0, "peers": {"mkl": 120.0}, "best": {"name": "mkl", "gflops": 120.0}, "ratio": 0.75})"));
    CHECK(record_of(product(90, {})).contains("peers"));
    CHECK_FALSE(record_of(product(90, {})).contains("ratio"));
    const AttentionResult attention{{8, 4, 128, 32, true}, 2, 10, 20, {{"pytorch", 15}}};
    CHECK(record_of(attention) == nlohmann::ordered_json::parse(R"({"batch": 8, "heads": 4, "queries": 128,
        "keys": 128, "width": 32, "causal": true, "threads": 2, "milliseconds": 10.0, "composed": 20.0,
        "peers": {"pytorch": 15.0}, "ratio": 1.5})"));
    CHECK(record_of(rows(10, {{"pytorch", 15}})) == nlohmann::ordered_json::parse(R"({"op": "softmax_backward",
        "rows": 64, "cols": 512, "threads": 2, "microseconds": 10.0, "peers": {"pytorch": 15.0}, "ratio": 1.5})"));
    CHECK_FALSE(record_of(rows(10, {})).contains("ratio"));
    const nlohmann::ordered_json whole = sections_of({product(90, {})}, {}, {rows(10, {})});
    CHECK(whole.at("gemm").size() == 1);
    CHECK(whole.at("rows").size() == 1);
    CHECK_FALSE(whole.contains("attention"));
}

TEST_CASE("cases have names of their own, attention is there once, rows with one thread and with most") {
    const std::vector<Case> cases = all_cases({1, 2});
    std::set<std::string> names;
    for (const Case& one : cases) names.insert(one.name());
    CHECK(names.size() == cases.size());
    CHECK(matching(cases, "^gemm/tn/threads:2/").size() == 10);
    CHECK(matching(cases, "^attention/").size() == 12);
    CHECK(matching(cases, "^rows/").size() == 40);
    CHECK(matching(cases, "").size() == 112);
    CHECK(matching(all_cases({1, 2, 4}), "^rows/").size() == 40);
    CHECK(matching(all_cases({2}), "^rows/.*/threads:2/").size() == 20);
    for (const char* name : kRowOpNames)
        CHECK(matching(cases, "^rows/" + std::string(name) + "/threads:1/").size() == 2);
    CHECK(matching(cases, "gemm/nn/threads:1/512x512x512$").size() == 1);
    CHECK_THROWS_WITH_AS(matching(cases, "fft"),
                         "no case matches 'fft'; names are like gemm/nn/threads:1/8x16x16 and "
                         "rows/embedding_backward/threads:2/512x128, --list shows them all",
                         core::Error);
    CHECK_THROWS_WITH_AS(matching(cases, "("), "FILTER '(' is no regular expression", core::Error);
}

TEST_CASE("a machine that is busy is told of") {
    CHECK(busy_processors(0.02) >= 0);
    CHECK(disturbance(0.1).empty());
    CHECK(disturbance(1.5).starts_with("other programs keep 1.5 processors busy"));
}

}  // namespace vitro::bench::peers
