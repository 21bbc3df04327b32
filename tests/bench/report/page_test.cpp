// tests/bench/report/page_test.cpp: the page: what is on it for each kind of record, and that nothing in a record
// becomes markup.
#include "bench/report/page.hpp"

#include <doctest/doctest.h>

#include "tests/bench/results.hpp"
#include "tests/error_of.hpp"
#include "tests/html/markup_check.hpp"

namespace vitro::bench::report {
namespace {

using bench_test::result;
using html_test::MarkupCheck;

Result result_of(const std::string& kernel, const std::string& variant, const std::string& isa, int threads,
                 const std::string& size, double share = 0.5) {
    Result made = result(kernel + "/" + variant + "/isa:" + isa + "/threads:" + std::to_string(threads) + "/" + size,
                         1e-3, 1e-5, share);
    made.kernel = kernel, made.variant = variant, made.isa = isa, made.threads = threads, made.size = size;
    return made;
}

Source source(const std::string& command, const std::vector<Result>& results) {
    Source made{command + ".json", bench_test::record(results)};
    made.record.command = command;
    return made;
}

constexpr const char* kStep = R"([{"name": "step/demo", "tokens": 9, "tokens_per_second": 1234, "breakdown": [
    {"op": "softmax", "calls": 3, "flops": 8, "forward": 0.001, "backward": 0.002}]}])";

Source peers() {
    Source made = source("peers", {});
    made.record.sections = nlohmann::ordered_json::parse(R"({
        "gemm": [{"m": 8, "n": 16, "k": 32, "transposition": "nt", "threads": 1, "gflops": 60,
                  "peers": {"mkl": 40, "onednn": 20}, "best": {"name": "mkl", "gflops": 40}, "ratio": 1.5},
                 {"m": 9, "n": 9, "k": 9, "transposition": "nt", "threads": 1, "gflops": 24,
                  "peers": {"mkl": 40}, "ratio": 0.6},
                 {"m": 7, "n": 7, "k": 7, "transposition": "nn", "threads": 2, "gflops": 900, "peers": {"mkl": 4},
                  "refused": true}],
        "attention": [{"batch": 8, "heads": 4, "queries": 128, "keys": 128, "width": 32, "causal": true, "threads": 2,
                       "milliseconds": 2.0, "composed": 5.0, "peers": {"pytorch": 6.0}, "ratio": 3.0}],
        "rows": [{"op": "softmax", "rows": 64, "cols": 512, "threads": 1, "microseconds": 8.0,
                  "peers": {"pytorch": 20.0}, "ratio": 2.5},
                 {"op": "gelu", "rows": 96, "cols": 512, "threads": 2, "microseconds": 10.0,
                  "peers": {"pytorch": 10.0}, "ratio": 1.0}]})");
    return made;
}

/// The page of these records, which is checked to be well-formed and to ask for nothing from elsewhere.
std::string page(const std::vector<Source>& sources) {
    const std::string text = page_of(gather(sources));
    CHECK(MarkupCheck::complaint(text) == "");
    for (const char* outside : {"<script", "http", "url(", "@import", " src=", "<link"})
        CHECK_MESSAGE(text.find(outside) == std::string::npos, outside);
    return text;
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::string text_of(const Source& source, const std::string& path, double value) {
    Source changed = source;
    changed.record.sections["gemm"][0][path] = value;
    return test::error_of([&] { gather({changed}); });
}

}  // namespace

TEST_CASE("kernels: the machine, a roofline for each number of threads, every case in a table") {
    const std::string text = page({source(
        "kernels",
        {result_of("gemm", "nn", "avx2", 1, "8x16x16"), result_of("gemm", "nn", "base", 1, "8x16x16"),
         result_of("gemm", "nn", "avx2", 2, "8x16x16"), result_of("softmax", "causal", "avx2", 1, "64x64", 1.2)})});
    for (const char* part :
         {"The machine", "Multiply-adds alone", "76.5", "L2", "40.1", "id=\"roofline\"", "Roofline, 1 thread</title>",
          "Roofline, 2 threads</title>", "role=\"img\"",
          "<title>gemm/nn/isa:avx2/threads:1/8x16x16: 1.25 GFLOP/s, 0.75 GB/s, 50% of FMA</title>", "nn 8x16x16",
          "avx2, 2 threads", "1.25 GFLOP/s", "width:50.0%", "wrong</strong>", "softmax: 1 results; 1 wrong"})
        CHECK_MESSAGE(has(text, part), part);
    CHECK(!has(text, "<title>softmax"));  // above its roof: not drawn
    for (const char* part : {"id=\"ladder\"", "id=\"sweep\"", "id=\"peers\"", "id=\"steps\""})
        CHECK_MESSAGE(!has(text, part), part);
}

TEST_CASE("ladder: a table for each kernel and direction, with the sentences that the record has") {
    Result slow = result_of("gemm", "forward/naive", "avx2", 1, "480x480x480");
    Result fast = result_of("gemm", "forward/packed", "avx2", 1, "480x480x480");
    fast.seconds.median = slow.seconds.median / 8;
    Source ladder = source("ladder", {slow, fast, result_of("softmax", "backward+causal/simd", "avx2", 2, "64x64")});
    ladder.record.sections["rungs"] = {
        {{"kernel", "gemm"}, {"direction", "forward"}, {"name", "packed"}, {"idea", "No strides & no waste."}}};
    const std::string text = page({ladder});
    for (const char* part : {"gemm forward, 480x480x480, avx2", "softmax backward, causal, 64x64, avx2",
                             "No strides &amp; no waste.", "<td>8.00</td>", "width:12.5%", "width:100.0%"})
        CHECK_MESSAGE(has(text, part), part);
}

TEST_CASE("sweep: a curve for each instruction set, a picture for each number of threads, and the figures") {
    std::vector<Result> results;
    for (const char* size : {"16x16x16", "64x64x64", "2048x2048x2048"})
        for (const int threads : {1, 2}) results.push_back(result_of("gemm", "nn", "avx2", threads, size));
    const std::string text = page({source("sweep", results)});
    for (const char* part :
         {"Products of n by n matrices, 2 threads", ">2048</text>", "class=\"line curve s2\"",
          "class=\"line dashed s2\"", "<title>avx2, n 64: 1.25 GFLOP/s</title>", "scope=\"row\">64<"})
        CHECK_MESSAGE(has(text, part), part);
}

TEST_CASE("peers: bars, ratios to the best, their geometric mean, attention and rows beside PyTorch") {
    const std::string text = page({peers()});
    for (const char* part :
         {"8x16x32", "<small><b>1.50</b> times mkl</small>", "nn, 2 threads", "wrong</strong>",
          "<b>0.95</b> times the best peer of each shape, geometric mean of 2 ratios; 1 of them below",
          "8x4x128x32, causal", "vitro, composed", "<b>3.00</b> times as fast as pytorch",
          "softmax 64x512, 1 thread<small><b>2.50</b> times pytorch</small>", "gelu 96x512, 2 threads",
          "<b>1.58</b> times as fast as pytorch, geometric mean of 2 ratios; 1 of them below 1.30"})
        CHECK_MESSAGE(has(text, part), part);
}

TEST_CASE("steps: results, and each op's part of the time") {
    Source steps = source("steps", {result_of("step", "translator", "avx2", 2, "32x15")});
    steps.record.sections["steps"] = nlohmann::ordered_json::parse(kStep);
    const std::string text = page({steps});
    for (const char* part :
         {"step/translator/", "step/demo: 1234 tokens a second", "softmax</th><td>3<", "2.00 ms", "width:50.0%"})
        CHECK_MESSAGE(has(text, part), part);
}

TEST_CASE("nothing in a record becomes markup") {
    const std::string evil = "</title><script>alert('1')</script>\" onload=\"x\x01";
    Result r = result_of(evil, evil, evil, 1, evil);
    std::vector<Source> sources{source("kernels", {r}), source("sweep", {result_of("gemm", evil, evil, 1, "8x8x8")}),
                                source("ladder", {r}), source("steps", {r}), peers()};
    for (Source& one : sources) {
        Machine& m = one.record.machine;
        m = {.fingerprint = evil, .cpu = evil, .cores = 2, .compiler = evil, .simd = evil, .os = evil};
        one.path = one.record.date = evil;
        one.record.roofs.fma.push_back({evil, 1, 50});
        one.record.roofs.memory.push_back({evil, 4096, 1, 3, 2, 1});
    }
    sources[3].record.sections["steps"] = nlohmann::ordered_json::parse(kStep);
    sources[3].record.sections["steps"][0]["name"] = evil;
    sources[3].record.sections["steps"][0]["breakdown"][0]["op"] = evil;
    sources[4].record.sections["gemm"][0]["transposition"] = evil;
    sources[4].record.sections["gemm"][0]["peers"] = {{evil, 99}};
    sources[4].record.sections["attention"][0]["peers"] = {{evil, 99}};
    sources[4].record.sections["rows"][0]["op"] = evil;
    sources[4].record.sections["rows"][0]["peers"] = {{evil, 99}};
    const std::string text = page(sources);
    CHECK(!has(text, "<script"));
    CHECK(!has(text, " onload=\"x"));
    CHECK(!has(text, "\x01"));
}

TEST_CASE("of one name the last record's result is shown, of roofs the highest") {
    Source first = source("kernels", {result_of("gemm", "nn", "avx2", 1, "8x16x16")}), second = first;
    second.record.results[0].gflops = 2.25;
    second.record.roofs.fma[0].gflops = 80;
    const std::vector<Gathered> all = gather({second, first, second});
    REQUIRE(all.size() == 1);
    REQUIRE(all[0].kernels.size() == 1);
    CHECK(all[0].kernels[0].gflops == 2.25);
    REQUIRE(all[0].roofs.fma.size() == 1);
    CHECK(all[0].roofs.fma[0].gflops == 80);
}

TEST_CASE("each machine has its own part of the page") {
    Source here = source("kernels", {result_of("gemm", "nn", "avx2", 1, "8x16x16")}), there = here;
    there.record.machine.fingerprint = "0", there.record.machine.cpu = "another CPU";
    const std::string text = page({here, there});
    for (const char* part : {"<h2 class=\"machine\">another CPU</h2>", "href=\"#roofline-2\"", "id=\"roofline-2\""})
        CHECK_MESSAGE(has(text, part), part);
}

TEST_CASE("a list of another form, or a figure that none can be, is refused with the file's name") {
    Source odd = peers();
    odd.record.sections["gemm"][0].erase("peers");
    CHECK(test::error_of([&] { gather({odd}); }).starts_with("peers.json: is not a whole record: "));
    CHECK(text_of(peers(), "gflops", -1) == "peers.json: 'gemm' has -1 where a figure of at least 0 belongs");
    odd = peers();
    odd.record.sections["rows"][0]["microseconds"] = -1;
    CHECK(test::error_of([&] { gather({odd}); }) == "peers.json: 'rows' has -1 where a figure of at least 0 belongs");
    odd = source("steps", {});
    odd.record.sections["steps"] = {1, 2};
    CHECK(test::error_of([&] { gather({odd}); }).starts_with("steps.json: is not a whole record: "));
    odd = source("kernels", {result_of("gemm", "nn", "avx2", 1, "8x16x16")});
    odd.record.results[0].gbs = 1e308 * 10;
    CHECK(test::error_of([&] { gather({odd}); }).find("has inf where") != std::string::npos);
}

}  // namespace vitro::bench::report
