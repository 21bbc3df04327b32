// tests/bench/program_test.cpp: vitro_bench as a process: one tiny case, its lines, its record, and misuse.
#include <doctest/doctest.h>

#include "bench/record/record.hpp"
#include "core/io/whole_file.hpp"
#include "tests/bench/results.hpp"
#include "tests/structure/shell.hpp"
#include "tests/temporary_directory.hpp"

namespace vitro::bench {
namespace {

/// A directory to run the program in.
struct Desk {
    /// With standard error behind the output.
    structure::Outcome bench(const std::string& arguments) const {
        return structure::run("cd " + structure::quoted(directory.path().string()) + " && " +
                              structure::quoted(VITRO_BENCH_PROGRAM) + " " + arguments + " 2>&1");
    }
    test::TemporaryDirectory directory;
};

/// The exit status is 1 where another program disturbed the measurement so much that it was refused.
bool ended_well(const structure::Outcome& outcome) {
    return outcome.status == 0 || (outcome.status == 1 && outcome.output.find(" of their roof, ") != std::string::npos);
}

constexpr const char* kTiny = "kernels gemm/nn/.*8x16x16 --isa reference --threads 1 --quick";

}  // namespace

TEST_CASE("a tiny case: the machine, its roofs, one line, a record") {
    const Desk desk;
    const structure::Outcome outcome = desk.bench(std::string(kTiny) + " --json a.json");
    CAPTURE(outcome.output);
    REQUIRE(ended_well(outcome));
    const std::string name = "gemm/nn/isa:reference/threads:1/8x16x16";
    for (const char* told : {"CPU ", "compiler ", "SIMD ", "fingerprint ", "update GB/s", "\ncase ", "GFLOP/s"})
        CHECK(outcome.output.find(told) != std::string::npos);
    CHECK(outcome.output.find("\n" + name + " ") != std::string::npos);
    CHECK(outcome.output.find('\x1b') == std::string::npos);
    const Record record = read_record(desk.directory / "a.json");
    REQUIRE(record.results.size() == 1);
    CHECK(record.results[0].name == name);
    CHECK(record.results[0].operations == 2 * 8 * 16 * 16);
    CHECK(record.results[0].seconds.repetitions == 3);
    CHECK(record.results[0].seconds.minimum <= record.results[0].seconds.median);
    CHECK(record.machine.fingerprint == this_machine().fingerprint);
    CHECK(!record.roofs.memory.empty());
}

TEST_CASE("Google Benchmark's own options reach it, but for those of its output") {
    const Desk desk;
    REQUIRE(ended_well(desk.bench(std::string(kTiny) + " --json a.json --benchmark_repetitions=5")));
    CHECK(read_record(desk.directory / "a.json").results[0].seconds.repetitions == 5);
    CHECK(desk.bench(std::string(kTiny) + " --benchmark_list_tests").output ==
          "gemm/nn/isa:reference/threads:1/8x16x16\n");
    CHECK(desk.bench("kernels --benchmark_filter=8x16x16 --isa reference --threads 1 --benchmark_list_tests").output ==
          "gemm/nn/isa:reference/threads:1/8x16x16\n");
    for (const char* wrong : {"--benchmark_out=f", "--benchmark_nonsense=1", "--benchmark_repetitions=x"}) {
        const structure::Outcome outcome = desk.bench(std::string(kTiny) + " " + wrong);
        CAPTURE(outcome.output);
        CHECK(outcome.status == 2);
        CHECK(outcome.output.find("vitro: ") != std::string::npos);  // beside what Google Benchmark says of a value
    }
}

TEST_CASE("misuse measures nothing, and is told in a sentence with what is valid") {
    const Desk desk;
    const auto check = [&](const std::string& arguments, const std::string& told) {
        const structure::Outcome outcome = desk.bench(arguments);
        CAPTURE(arguments);
        CAPTURE(outcome.output);
        CHECK(outcome.status == 2);
        CHECK(outcome.output.starts_with("vitro: "));
        CHECK(outcome.output.find(told) != std::string::npos);
        CHECK(std::ranges::count(outcome.output, '\n') == 1);
    };
    check("kernels gem_m", "no case matches 'gem_m'; the slots are gemm, attention, ");
    check("kernels 'gemm('", "'gemm(' is not a regular expression");
    check("kernels 2048x2048x2048 --quick", " cases are too large for --quick");
    check("kernels --isa sse9", "--isa 'sse9': this CPU runs reference");
    check("kernels --threads 0", "--threads '0': valid are numbers from 1 to 1024");
    check("sweep --sizes 1", "there is no option '--sizes'; valid are");
    check("kernel",
          "there is no command 'kernel'; valid are kernels, ladder, sweep, steps, peers, accuracy, report, compare");
}

TEST_CASE("without arguments the commands are listed, and each explains itself with an example") {
    const Desk desk;
    CHECK(desk.bench("").status == 0);
    for (const char* command : {"kernels", "ladder", "sweep", "steps", "peers", "accuracy", "report", "compare"}) {
        CHECK(desk.bench("").output.find("\n  " + std::string(command) + " ") != std::string::npos);
        const structure::Outcome help = desk.bench(std::string(command) + " --help");
        CHECK(help.status == 0);
        CHECK(help.output.find("Example: ") != std::string::npos);
    }
}

TEST_CASE("two records are compared, and another machine's is refused unless it is asked for") {
    const Desk desk;
    Record before = bench_test::record({bench_test::result("gemm/nn", 3e-3)}), after = before;
    after.results[0].seconds.median = 2e-3;
    write_record(desk.directory / "a.json", before);
    write_record(desk.directory / "b.json", after);
    const structure::Outcome same = desk.bench("compare a.json b.json");
    CHECK(same.status == 0);
    CHECK(same.output.find("gemm/nn  3.00 ms  2.00 ms  1.500 +-0.000 faster\n") != std::string::npos);
    CHECK(same.output.find("1 cases in both: 1 faster, 0 slower") != std::string::npos);
    after.machine.fingerprint = "0123456789abcdef", after.machine.cpu = "another CPU";
    write_record(desk.directory / "b.json", after);
    const structure::Outcome other = desk.bench("compare a.json b.json");
    CHECK(other.status == 1);
    CHECK(other.output.starts_with("vitro: b.json is of another machine (another CPU, "));
    CHECK(desk.bench("compare a.json b.json --across-machines").status == 0);
    after = before;
    after.results[0].name = "softmax";
    write_record(desk.directory / "b.json", after);
    CHECK(desk.bench("compare a.json b.json").output.find("have no case in common") != std::string::npos);
    CHECK(desk.bench("compare a.json nope.json").output ==
          "vitro: nope.json: cannot be opened: No such file or directory\n");
}

}  // namespace vitro::bench
