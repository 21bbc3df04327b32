// tests/bench/peers/peers_test.cpp: whole comparisons, with libraries made for it.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "bench/peers/compare.hpp"
#include "bench/peers/expected.hpp"
#include "core/error.hpp"
#include "tests/structure/project.hpp"
#include "tests/structure/shell.hpp"
#include "tests/temporary_directory.hpp"

namespace vitro::bench::peers {
namespace {

const std::string kProgram = structure::quoted(VITRO_BENCH_PROGRAM) + " peers ";

struct Compared {
    Comparison all;
    std::vector<std::string> lines;
    bool says(const std::string& words) const {
        return std::ranges::any_of(lines, [&](const std::string& line) { return line.find(words) != line.npos; });
    }
};

Compared compared(const std::vector<std::string>& peers, const std::string& filter) {
    Plan plan;
    plan.cases = matching(all_cases({1}), filter);
    plan.effort = {.rounds = 2, .seconds = 0.001};
    for (const std::string& peer : peers) plan.peers.push_back(wanted_of(peer));
    plan.python = "python3";
    Compared result;
    result.all = compare(plan, [&](const std::string& line) { result.lines.push_back(line); });
    return result;
}

}  // namespace

TEST_CASE("a library is opened, checked and measured beside vitro") {
    const Compared result = compared({"openblas=" FAKE_BLAS_GOOD}, "gemm/.*/8x16x16");
    REQUIRE(result.all.gemm.size() == 3);
    for (const GemmResult& product : result.all.gemm) {
        CHECK(product.gflops > 0);
        CHECK(product.peers.at("openblas") > 0);
        CHECK(product.best()->name == "openblas");
    }
    CHECK(result.says("openblas: a library with cblas_sgemm (" FAKE_BLAS_GOOD ")"));
    CHECK(result.all.lost == 0);
}

TEST_CASE("a library that computes something else is left out") {
    const Compared result = compared({"openblas=" FAKE_BLAS_WRONG, "mkl=" FAKE_BLAS_GOOD}, "gemm/nn/.*/8x16x16");
    CHECK(result.says("openblas computes something else for check gemm nt 33 17 21"));
    CHECK_FALSE(result.all.gemm.at(0).peers.contains("openblas"));
    CHECK(result.all.gemm.at(0).peers.contains("mkl"));
}

TEST_CASE("a library that dies in the middle is told of, and the others go on") {
    const Compared result = compared({"openblas=" FAKE_BLAS_MORTAL, "mkl=" FAKE_BLAS_GOOD}, "gemm/nn/.*/(32|64|128)x");
    REQUIRE(result.all.gemm.size() == 3);
    CHECK(result.all.gemm[0].peers.contains("openblas"));
    CHECK_FALSE(result.all.gemm[1].peers.contains("openblas"));
    for (const GemmResult& product : result.all.gemm) CHECK(product.peers.contains("mkl"));
    CHECK(
        result.says("openblas with 1 thread, asked to time gemm nn 64 64 64 0.001: 'ended by signal 11 (Segmentation "
                    "fault)'; the others go on without it"));
    CHECK(result.all.lost == 1);
}

TEST_CASE("attention is measured fused and composed") {
    const Compared result = compared({}, "attention/causal/.*/8x8x128x32");
    REQUIRE(result.all.attention.size() == 1);
    CHECK(result.all.attention[0].milliseconds > 0);
    CHECK(result.all.attention[0].composed > 0);
    CHECK_FALSE(result.all.attention[0].ratio());
}

TEST_CASE("operations on rows are measured, and a library of products is not asked for them") {
    const Compared result = compared({"openblas=" FAKE_BLAS_GOOD}, "rows/softmax/");
    REQUIRE(result.all.rows.size() == 2);
    for (const RowResult& one : result.all.rows) {
        CHECK(one.problem.op == RowOp::softmax);
        CHECK(one.microseconds > 0);
        CHECK(one.peers.empty());
        CHECK_FALSE(one.ratio());
    }
    CHECK(result.says("rows, microseconds"));
    CHECK(result.says("softmax                      1 512x64"));
    CHECK(result.all.lost == 0);
    Worker library("openblas", command_of(wanted_of("openblas=" FAKE_BLAS_GOOD), "python3", 1));
    CHECK_THROWS_WITH_AS(library.ask({.verb = Verb::check, .problem = result.all.rows[0].problem}),
                         "openblas with 1 thread, asked to check rows softmax 64 512: 'it has no operations on rows'",
                         core::Error);
}

TEST_CASE("a library that cannot be opened has the linker's reason") {
    CHECK_THROWS_WITH_AS(compared({"mkl=/nowhere/libmkl.so"}, "8x16x16"),
                         "--peer mkl=/nowhere/libmkl.so cannot be used: /nowhere/libmkl.so: cannot open shared object "
                         "file: No such file or directory; valid peers are openblas, mkl, onednn, pytorch, each alone "
                         "or as NAME=PATH",
                         UnusablePeer);
    CHECK_THROWS_AS(compared({"onednn=" FAKE_BLAS_GOOD}, "8x16x16"), UnusablePeer);  // no dnnl_sgemm in it
}

TEST_CASE("PyTorch computes what vitro does, or says that it is not here") {
    try {
        Worker worker("pytorch", command_of(wanted_of("pytorch"), python_of(""), 1));
        for (const Problem& problem : checks(Scope::everything))
            CHECK(agrees(worker.ask({.verb = Verb::check, .problem = problem}), expected(problem)));
    } catch (const core::Error& error) {
        const std::string reason = error.what();
        CHECK((reason.find("No module named") != reason.npos || reason.find("No such file") != reason.npos));
    }
}

TEST_CASE("the command writes its record") {
    const test::TemporaryDirectory directory;
    const std::string json = directory / "peers.json";
    const structure::Outcome ran = structure::run(
        kProgram + "gemm/nt/.*/8x16x16 --threads 1 --rounds 1 --peer openblas=" + structure::quoted(FAKE_BLAS_GOOD) +
        " --json " + structure::quoted(json));
    CHECK(ran.status == 0);
    CHECK(ran.output.find("gemm: vitro / best peer") != std::string::npos);
    const auto record = nlohmann::json::parse(structure::read_text(json));
    CHECK(record.at("schema") == "vitro-bench/1");
    CHECK(record.at("gemm").at(0).at("best").at("name") == "openblas");
    CHECK(record.at("gemm").at(0).at("ratio") > 0);
}

TEST_CASE("a peer that failed is a status of 1, with what the others reached") {
    const structure::Outcome ran =
        structure::run(kProgram + "'gemm/nn/.*/(32|64)x' --threads 1 --rounds 1 --peer openblas=" +
                       structure::quoted(FAKE_BLAS_MORTAL) + " 2>&1");
    CHECK(ran.status == 1);
    CHECK(ran.output.find("1 of the peers failed before the end") != std::string::npos);
    CHECK(ran.output.find("64x64x64") != std::string::npos);
}

TEST_CASE("a wrong command line is one sentence with the valid choices") {
    for (const char* arguments :
         {"fft", "'('", "--peer blis", "--peer openblas=", "--peer openblas=/nowhere.so 8x16x16",
          "--python /nowhere/python", "--threads 0", "--rounds 0", "--fast"}) {
        CAPTURE(arguments);
        const structure::Outcome ran = structure::run(kProgram + arguments + " 2>&1 >/dev/null");
        CHECK(ran.status == 2);
        CHECK(structure::lines_of(ran.output).size() == 1);
    }
    CHECK(structure::run(kProgram + "--peer blis 2>&1").output.find("valid are openblas, mkl, onednn, pytorch") !=
          std::string::npos);
}

}  // namespace vitro::bench::peers
