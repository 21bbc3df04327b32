// tests/program/average_test.cpp: `vitro average`, and other weights than the best ones in use.
#include <doctest/doctest.h>

#include "core/io/values.hpp"
#include "tests/program/desk.hpp"

using namespace vitro;
using program_test::Desk;
using program_test::kTrain;
using program_test::Ran;

namespace {

std::string average_error(const Desk& desk, const std::string& arguments) {
    const Ran ran = desk.vitro(arguments);
    CHECK(ran.status == 1);
    CHECK(ran.out.empty());
    return ran.err;
}

std::vector<double> numbers_of(const core::SafetensorsFile& file, const std::string& tensor) {
    std::vector<double> numbers(static_cast<std::size_t>(file.at(tensor).count()));
    core::read_values(file, file.at(tensor), numbers.data(), file.at(tensor).count());
    return numbers;
}

}  // namespace

TEST_CASE("average: of the last epochs, number by number, and evaluated") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out run --keep-epochs 3 --epochs 4").status == 0);
    CHECK(!desk.has("run/epoch-0001.safetensors"));
    const Ran ran = desk.vitro("average run --last 2 --json average.json");
    CAPTURE(ran.err);
    CHECK(ran.status == 0);
    CHECK(desk.json("average.json")["epochs"] == nlohmann::json{3, 4});
    const core::SafetensorsFile third(desk.path("run/epoch-0003.safetensors")),
        fourth(desk.path("run/epoch-0004.safetensors")), mean(desk.path("run/average.safetensors"));
    CHECK(mean.metadata().at("vitro.average_of") == R"(["epoch-0003.safetensors","epoch-0004.safetensors"])");
    CHECK(mean.entries().size() == third.entries().size());
    for (const core::SafetensorsEntry& entry : third.entries()) {
        const std::vector<double> a = numbers_of(third, entry.name), b = numbers_of(fourth, entry.name),
                                  m = numbers_of(mean, entry.name);
        for (std::size_t i = 0; i < m.size(); ++i)
            REQUIRE(m[i] == static_cast<double>(static_cast<float>((a[i] + b[i]) / 2)));
    }
    const std::string to_use = "To use it:\n  ";
    const std::string line = ran.out.substr(ran.out.find(to_use) + to_use.size());
    REQUIRE(desk.shell(line.substr(0, line.find('\n')) + " --json evaluated.json").status == 0);
    REQUIRE(desk.vitro("evaluate run --json best.json").status == 0);
    CHECK(desk.json("evaluated.json")["weights"] == "average");
    CHECK(desk.json("evaluated.json")["cross_entropy"] != desk.json("best.json")["cross_entropy"]);
}

TEST_CASE("average: under another name, in another place, translate and evaluate take either, and an epoch's") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out run --keep-epochs 9").status == 0);
    REQUIRE(desk.vitro("average run").status == 0);
    REQUIRE(desk.vitro("average run --as mean --last 3").status == 0);
    REQUIRE(desk.vitro("average run --out elsewhere.safetensors --last 3").status == 0);
    CHECK(desk.read("run/mean.safetensors") == desk.read("run/average.safetensors"));
    CHECK(desk.read("elsewhere.safetensors") == desk.read("run/average.safetensors"));
    const std::string expected = desk.vitro("translate run --weights average \"eins zwei\"").out;
    CHECK(desk.vitro("translate run --weights ./elsewhere.safetensors \"eins zwei\"").out == expected);
    CHECK(desk.vitro("translate run --weights mean.safetensors \"eins zwei\"").out == expected);
    REQUIRE(desk.vitro("average run --last 1").status == 0);  // of one epoch: its own
    REQUIRE(desk.vitro("evaluate run --weights epoch-0003 --json epoch.json").status == 0);
    REQUIRE(desk.vitro("evaluate run --weights average --json average.json").status == 0);
    CHECK(desk.json("epoch.json")["cross_entropy"] == desk.json("average.json")["cross_entropy"]);
}

TEST_CASE("average: no epoch kept, fewer than asked for, a shape that is another one, weights that are not there") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out run --epochs 2").status == 0);
    CHECK(average_error(desk, "average run") ==
          "vitro: run: has kept no epoch's weights: train with --keep-epochs N\n");
    REQUIRE(desk.vitro("train translate --resume run --epochs 4 --keep-epochs 2").status == 0);
    CHECK(average_error(desk, "average run --last 3") ==
          "vitro: run: has kept the weights of 2 epochs, 3 to 4, not of 3\n");
    CHECK(average_error(desk, "evaluate run --weights average") ==
          "vitro: run: has no weights \"average\"; it has epoch-0003, epoch-0004, model\n");
    REQUIRE(desk.vitro(kTrain + " --out wide --epochs 1 --d-model 24").status == 0);
    std::filesystem::copy(desk.path("wide/model.safetensors"), desk.path("run/epoch-0003.safetensors"),
                          std::filesystem::copy_options::overwrite_existing);
    const std::string shapes = average_error(desk, "average run");
    CAPTURE(shapes);
    CHECK(shapes.find("is F32 (10,16), and F32 (10,24) in run/epoch-0003.safetensors") != std::string::npos);
    CHECK(!desk.has("run/average.safetensors"));
}

TEST_CASE("average: names that would get in the training's way are refused") {
    const Desk desk;
    for (const char* name : {"model", "last", "previous", "next", "epoch-0001"}) {
        const Ran ran = desk.vitro(std::string("average run --as ") + name);
        CHECK(ran.status == 2);
        CHECK(ran.err == std::string("vitro: average: --as ") + name + ": the training writes that file itself\n");
    }
    CHECK(desk.vitro("average run --as ../x").err == "vitro: average: --as ../x: a bare name; --out takes a path\n");
    CHECK(desk.vitro("average run --as a --out b").status == 2);
    CHECK(desk.vitro("average run --last 0").status == 2);
}
