// tests/bench/report/command_test.cpp: `vitro_bench report` as a process: its page, and what it refuses.
#include <doctest/doctest.h>

#include "bench/record/record.hpp"
#include "core/io/whole_file.hpp"
#include "tests/bench/results.hpp"
#include "tests/html/markup_check.hpp"
#include "tests/structure/shell.hpp"
#include "tests/temporary_directory.hpp"

namespace vitro::bench {
namespace {

/// A directory with two records of this machine, and one of another.
struct Desk {
    Desk() {
        Record made = bench_test::record({bench_test::result("gemm/nn", 1e-3)});
        write_record(directory / "a.json", made);
        made.results[0].name = "gemm/nt";
        write_record(directory / "b.json", made);
        made.machine.fingerprint = "0123456789abcdef", made.machine.cpu = "another CPU";
        write_record(directory / "c.json", made);
    }
    structure::Outcome report(const std::string& arguments) const {
        return structure::run("cd " + structure::quoted(directory.path().string()) + " && " +
                              structure::quoted(VITRO_BENCH_PROGRAM) + " report " + arguments + " 2>&1");
    }
    std::string text(const std::string& name) const { return core::read_regular_file(directory / name); }

    test::TemporaryDirectory directory;
};

}  // namespace

TEST_CASE("a page of two records, which replaces the one that was there") {
    const Desk desk;
    desk.directory.write("bench.html", "old");
    const structure::Outcome outcome = desk.report("a.json b.json");
    CAPTURE(outcome.output);
    CHECK(outcome.status == 0);
    CHECK(outcome.output.starts_with("bench.html: 2 records, "));
    CHECK(html_test::MarkupCheck::complaint(desk.text("bench.html")) == "");
    CHECK(test::files_in(desk.directory.path()) == 4);
    CHECK(desk.report("a.json --out other.html").status == 0);
    CHECK(desk.text("other.html").find("1.25 GFLOP/s") != std::string::npos);
}

TEST_CASE("records of different machines are refused unless they are asked for") {
    const Desk desk;
    const structure::Outcome outcome = desk.report("a.json c.json");
    CHECK(outcome.status == 1);
    CHECK(outcome.output.starts_with("vitro: c.json is of another machine (another CPU, "));
    CHECK(outcome.output.find("--across-machines") != std::string::npos);
    CHECK(test::files_in(desk.directory.path()) == 3);
    CHECK(desk.report("a.json c.json --across-machines").status == 0);
    CHECK(desk.text("bench.html").find("another CPU") != std::string::npos);
}

TEST_CASE("what cannot be read or written is told in one sentence") {
    const Desk desk;
    desk.directory.write("no.json", "{\"schema\": \"vitro-bench/9\"}");
    desk.directory.write("folder/x", "");
    const auto check = [&](const std::string& arguments, int status, const std::string& told) {
        const structure::Outcome outcome = desk.report(arguments);
        CAPTURE(arguments);
        CAPTURE(outcome.output);
        CHECK(outcome.status == status);
        CHECK(outcome.output.starts_with("vitro: "));
        CHECK(outcome.output.find(told) != std::string::npos);
        CHECK(outcome.output.find('\n') == outcome.output.size() - 1);
    };
    check("", 2, "kernels --json kernels.json writes one, and so do sweep, ladder, peers and steps");
    check("nope.json", 1, "nope.json: cannot be opened: No such file or directory");
    check("no.json", 1, "no.json: is of schema 'vitro-bench/9'; this bench reads vitro-bench/1");
    check("a.json --out folder", 1, "folder");
    check("a.json --out nowhere/bench.html", 1, "nowhere/bench.html");
    check("a.json --out ''", 1, "");
    check("a.json --quick", 2, "there is no option '--quick'; valid are");
    CHECK(!std::filesystem::exists(desk.directory.path() / "bench.html"));
}

}  // namespace vitro::bench
