// tests/program/tensorboard_test.cpp: a run's event files through TensorBoard's own reader.
#include <cstdlib>
#include <doctest/doctest.h>
#include <sstream>

#include "tests/program/desk.hpp"
#include "tests/skip.hpp"
#include "tests/structure/project.hpp"
#include "tests/structure/shell.hpp"

using program_test::Desk;
using program_test::kTrain;
using structure::quoted;

namespace {

/// The one of the environment where `./vitro test` puts TensorBoard.
std::string python() {
    const char* const named = std::getenv("VITRO_PYTHON");
    return named ? named : (structure::root() / "build/python/bin/python").string();
}

bool has_tensorboard() {
    return structure::run(quoted(python()) + " -c 'import tensorboard' 2>/dev/null").status == 0;
}

/// {tag: [[step, value], ...]}
nlohmann::json scalars_of(const Desk& desk, const std::string& run) {
    const std::string script = (structure::root() / "tests/program/read_events.py").string();
    const program_test::Ran ran = desk.shell(quoted(python()) + " " + quoted(script) + " " + run);
    CAPTURE(ran.err);
    REQUIRE(ran.status == 0);
    return nlohmann::json::parse(ran.out);
}

/// The same of log.jsonl, which has it from the loop itself.
nlohmann::json logged(const Desk& desk, const std::string& run) {
    nlohmann::json scalars = nlohmann::json::object();
    std::istringstream lines(desk.read(run + "/log.jsonl"));
    for (std::string line; std::getline(lines, line);) {
        const nlohmann::json entry = nlohmann::json::parse(line);
        for (const char* tag : {"train_loss", "learning_rate", "gradient_norm", "tokens_per_second", "val_loss"})
            if (entry.contains(tag)) {
                const double stored = static_cast<double>(static_cast<float>(entry[tag].get<double>()));
                scalars[tag].push_back({entry["step"], stored});
            }
    }
    return scalars;
}

}  // namespace

TEST_CASE("tensorboard: its reader finds the log's figures, also those of a run that was killed and went on") {
    if (!has_tensorboard())
        return vitro::test::skip(
            "TensorBoard is not installed: python3 -m venv build/python && build/python/bin/pip "
            "install -r tests/program/requirements.txt");
    const Desk desk;
    const std::string more = " --tensorboard true --epochs 300 --log-every 1 --out run";
    REQUIRE(desk.interrupted(kTrain + more, "KILL").status == 137);
    REQUIRE(desk.vitro("train translate --resume run --epochs 4").status == 0);
    const nlohmann::json scalars = scalars_of(desk, "run");
    CHECK(scalars["val_loss"].size() >= 4);
    CHECK(scalars["train_loss"].back()[0].get<int>() % 6 == 0);
    CHECK(scalars == logged(desk, "run"));
}

TEST_CASE("tensorboard: without the setting there are no event files") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out run --max-steps 3").status == 0);
    for (const auto& entry : std::filesystem::directory_iterator(desk.path("run")))
        CHECK(entry.path().filename().string().find("tfevents") == std::string::npos);
}
