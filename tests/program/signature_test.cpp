// tests/program/signature_test.cpp: the first 50 steps of the demo: the same bits for any number of threads, the same
// loss with any table of kernels.
#include <cmath>
#include <doctest/doctest.h>

#include "tests/program/desk.hpp"

using program_test::Desk;

namespace {

/// A run of 50 steps warms up in 51: with this rate each step has the demo's own, 2e-3 * step / 201.
constexpr const char* kFirstSteps = "train translate --preset demo --max-steps 50 --learning-rate 5.0746269e-4";

nlohmann::json first_steps(const Desk& desk, const std::string& name, const std::string& more,
                           const std::string& settings) {
    const std::string file = name + ".json";
    const program_test::Ran ran =
        desk.vitro(std::string(kFirstSteps) + " --out run-" + name + " --json " + file + more, settings);
    CAPTURE(ran.err);
    REQUIRE(ran.status == 0);
    return desk.json(file);
}

}  // namespace

TEST_CASE("signature: one, two and four threads end with the same bits") {
    const Desk desk;
    const nlohmann::json one = first_steps(desk, "one", " --threads 1", "");
    CHECK(one["steps"] == 50);
    for (const char* threads : {"2", "4"}) {
        const nlohmann::json more = first_steps(desk, threads, std::string(" --threads ") + threads, "");
        CHECK(more["signature"] == one["signature"]);
        CHECK(more["best_validation_loss"] == one["best_validation_loss"]);
        CHECK(desk.read(std::string("run-") + threads + "/last.safetensors") == desk.read("run-one/last.safetensors"));
    }
}

TEST_CASE("signature: every table that this CPU runs comes to the same loss") {
    const Desk desk;
    REQUIRE(desk.vitro("info --json info.json").status == 0);
    const nlohmann::json tables = desk.json("info.json")["kernels_available"];
    REQUIRE(tables.back() == "reference");
    const nlohmann::json reference = first_steps(desk, "reference", "", "VITRO_ISA=reference");
    for (const nlohmann::json& table : tables) {
        if (table == "reference") continue;
        const nlohmann::json figures = first_steps(desk, table, "", "VITRO_ISA=" + table.get<std::string>());
        CAPTURE(table.get<std::string>());
        CHECK(figures["kernels"] == table);
        for (const char* loss : {"train_loss", "best_validation_loss"})
            CHECK(std::abs(figures[loss].get<double>() - reference[loss].get<double>()) <= 1e-3);
    }
}
