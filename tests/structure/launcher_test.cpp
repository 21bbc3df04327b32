// tests/structure/launcher_test.cpp: ./vitro before anything is built, from anywhere, on a machine that lacks things.
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>

#include "tests/structure/project.hpp"
#include "tests/structure/shell.hpp"
#include "tests/temporary_directory.hpp"

namespace structure {
namespace {
namespace fs = std::filesystem;

/// A folder with a space in its name, and in it a copy of the launcher that has no project around it.
struct Copy {
    Copy() {
        fs::create_directories(folder / "bin");
        fs::copy_file(root() / "vitro", folder / "vitro");
    }

    /// A program in bin/, as a shell script.
    void add_program(const std::string& name, const std::string& script) const {
        std::ofstream(folder / "bin" / name) << "#!/bin/sh\n" << script << "\n";
        fs::permissions(folder / "bin" / name, fs::perms::owner_all);
    }
    /// A tool of the system, reachable when bin/ is the whole PATH.
    void add_tool(const std::string& name) const {
        fs::create_symlink(fs::canonical("/usr/bin/" + name), folder / "bin" / name);
    }
    /// A subcommand of the bench, as far as the launcher looks at it.
    void add_bench(const std::string& name) const {
        fs::create_directories(folder / "bench" / name);
        std::ofstream(folder / "bench" / name / "command.hpp")
            << "// bench/" << name << "/command.hpp: its purpose\nx\n";
    }
    std::string bin() const { return quoted((folder / "bin").string()); }
    /// Runs the launcher with these arguments and settings; standard error is part of the output.
    Outcome launch(const std::string& arguments, const std::string& settings = "") const {
        return run("cd / && " + settings + " " + quoted((folder / "vitro").string()) + " " + arguments + " 2>&1");
    }

    vitro::test::TemporaryDirectory directory;
    fs::path folder = directory.path() / "vitro launcher";
};

}  // namespace

TEST_CASE("the launcher lists the commands before anything is built") {
    const Copy copy;
    const Outcome outcome = copy.launch("");
    CHECK(outcome.status == 0);
    for (const char* command :
         {"demo", "train", "translate", "evaluate", "check", "graph", "info", "lessons", "bench", "test"})
        CHECK(outcome.output.find("\n  " + std::string(command) + " ") != std::string::npos);
    CHECK(!fs::exists(copy.folder / "build"));
}

TEST_CASE("an unknown command builds nothing") {
    const Copy copy;
    const Outcome outcome = copy.launch("trian");
    CHECK(outcome.status == 2);
    CHECK(outcome.output == "vitro: there is no command 'trian'; ./vitro alone lists them\n");
    CHECK(!fs::exists(copy.folder / "build"));
    copy.add_program("vitro", "echo must not run");
    CHECK(copy.launch("trian", "VITRO_BIN=" + copy.bin()).output == outcome.output);
}

TEST_CASE("an empty command, as an unset variable leaves it, is no request for the list") {
    const Copy copy;
    CHECK(copy.launch("''").output == "vitro: there is no command ''; ./vitro alone lists them\n");
    CHECK(copy.launch("''").status == 2);
    CHECK(copy.launch("lessons ''").output == "vitro: there is no lesson ''; ./vitro lessons lists them\n");
    CHECK(copy.launch("lessons ''").status == 2);
    CHECK(copy.launch("bench ''").output == "vitro: bench: there is no command ''; ./vitro bench lists them\n");
    CHECK(copy.launch("bench ''").status == 2);
}

TEST_CASE("a word that a terminal would obey is not handed to it") {
    const Copy copy;
    fs::create_directory(copy.folder / "tests");
    fs::copy_file(root() / "tests/stages.sh", copy.folder / "tests/stages.sh");
    for (const char* command : {"", "lessons ", "bench ", "test "}) {
        const std::string output = copy.launch(command + std::string("\"$(printf -- '-a\\033[31m\\nb')\"")).output;
        CAPTURE(output);
        CHECK(output.find("'-a?[31m?b'") != std::string::npos);
    }
}

TEST_CASE("a folder of built programs that lacks one") {
    const Copy copy;
    fs::create_directories(copy.folder / "examples/lessons");
    std::ofstream(copy.folder / "examples/lessons/01_chain.cpp") << "// examples/lessons/01_chain.cpp: one rule.\n";
    const auto check = [&](const std::string& command, const std::string& program) {
        const Outcome outcome = copy.launch(command, "VITRO_BIN=/nope");
        CHECK(outcome.status == 1);
        CHECK(outcome.output == "vitro: VITRO_BIN=/nope holds no program " + program + "\n");
    };
    check("demo", "vitro");
    check("lessons 01", "lesson_01_chain");
    copy.add_bench("kernels");
    check("bench kernels", "vitro_bench");
}

TEST_CASE("arguments reach the program as they are, through a link and from another folder") {
    const Copy copy;
    copy.add_program("vitro", R"(printf '<%s>' "$@"; pwd; exit 7)");
    fs::create_symlink("vitro", copy.folder / "another name");
    const Outcome outcome = run("cd /usr && VITRO_BIN=" + copy.bin() + " " +
                                quoted((copy.folder / "another name").string()) + " translate 'ein  bier' '' '*'");
    CHECK(outcome.output == "<translate><ein  bier><><*>/usr\n");
    CHECK(outcome.status == 7);
}

TEST_CASE("what a machine lacks is named, with the line that installs it") {
    const Copy copy;
    for (const char* tool : {"bash", "env", "awk", "dirname", "cat"}) copy.add_tool(tool);
    copy.add_program("id", "echo 1000");
    copy.add_program("sudo", "exit 1");
    copy.add_program("apt-get", "echo must not run");
    const Outcome outcome = copy.launch("info", "PATH=" + copy.bin());
    CHECK(outcome.status == 1);
    CHECK(outcome.output.find(
              "    sudo apt-get install -y --no-install-recommends g++ cmake ninja-build libxsimd-dev libfmt-dev "
              "nlohmann-json3-dev libsentencepiece-dev libcli11-dev zlib1g-dev libedit-dev\n") != std::string::npos);
    CHECK(outcome.output.find("must not run") == std::string::npos);
}

TEST_CASE("a machine whose packages may be installed gets them") {
    const Copy copy;
    for (const char* tool : {"bash", "env", "awk", "cat"}) copy.add_tool(tool);
    copy.add_program("id", "echo 0");
    copy.add_program("apt-get", R"(echo "apt-get $*")");
    const Outcome outcome = copy.launch("info", "PATH=" + copy.bin());
    CHECK(outcome.status == 1);
    CHECK(outcome.output.find("apt-get install -y --no-install-recommends g++ cmake") != std::string::npos);
    CHECK(outcome.output.find("vitro: installed, but still not found: compiler cmake make") != std::string::npos);
}

TEST_CASE("the lessons are listed by number and purpose") {
    const Copy copy;
    fs::create_directories(copy.folder / "examples/lessons");
    std::ofstream(copy.folder / "examples/lessons/01_chain.cpp") << "// examples/lessons/01_chain.cpp: one rule.\nx\n";
    CHECK(copy.launch("lessons").output.starts_with("  01_chain  one rule.\n"));
    CHECK(copy.launch("lessons 99").status == 2);
    copy.add_program("lesson_01_chain", R"(printf '<%s>' "$@")");
    CHECK(copy.launch("lessons 01 7 '300 steps'", "VITRO_BIN=" + copy.bin()).output == "<7><300 steps>");
    CHECK(copy.launch("lessons 1", "VITRO_BIN=" + copy.bin()).output == "<>");
}

TEST_CASE("the benchmarks are listed by name and purpose before anything is built") {
    const Copy copy;
    copy.add_bench("kernels");
    for (const char* command : {"bench", "bench list", "bench --help"})
        CHECK(copy.launch(command).output.starts_with("  kernels   its purpose\n\n./vitro bench COMMAND --help"));
    CHECK(!fs::exists(copy.folder / "build"));
}

TEST_CASE("a benchmark gets its arguments as they are, and one that there is not builds nothing") {
    const Copy copy;
    copy.add_bench("kernels");
    copy.add_program("vitro_bench", R"(printf '<%s>' "$@"; exit 3)");
    const std::string settings = "VITRO_BIN=" + copy.bin();
    const Outcome outcome =
        copy.launch("bench kernels 'gemm/(nn|nt)' --json 'a b.json' --benchmark_min_time=1", settings);
    CHECK(outcome.output == "<kernels><gemm/(nn|nt)><--json><a b.json><--benchmark_min_time=1>");
    CHECK(outcome.status == 3);
    CHECK(copy.launch("bench gemm", settings).output ==
          "vitro: bench: there is no command 'gemm'; ./vitro bench lists them\n");
    CHECK(copy.launch("bench gemm", settings).status == 2);
    CHECK(copy.launch("bench --json f", settings).status == 2);
}

}  // namespace structure
