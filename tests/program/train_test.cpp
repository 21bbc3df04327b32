// tests/program/train_test.cpp: a training from the command line: what it prints, what it leaves, how it goes on.
#include <doctest/doctest.h>

#include "tests/program/desk.hpp"

using program_test::Desk;
using program_test::kTrain;
using program_test::Ran;

namespace {

bool says(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("train: what it says at the start and at the end") {
    const Desk desk;
    const Ran ran = desk.vitro(kTrain + " --out run --json figures.json --threads 1");
    CAPTURE(ran.out);
    CHECK(ran.status == 0);
    CHECK(ran.err.empty());
    for (const char* part :
         {"xx to yy: 120 pairs to learn from, 20 to validate", "10 xx and 10 yy tokens",
          "unknown in training 0.00 % and 0.00 %", "of the first epoch's positions",
          "Transformer, 1+1 layers, width 16, 2 heads: ", ", 1 threads", "3 epochs, 18 steps, seed 1", "epoch 1/3  ",
          "  train loss ", " (with label smoothing)  validation loss ", "epoch 3/3  ", "18 steps in ", "; signature ",
          "vitro translate run \"...\"", "vitro evaluate run --split val"})
        CHECK_MESSAGE(says(ran.out, part), part);
    CHECK(!says(ran.out, "\033"));
    CHECK(!says(ran.out, "\r"));
}

TEST_CASE("train: figures as JSON, and the files of the run") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out run --json figures.json").status == 0);
    const nlohmann::json figures = desk.json("figures.json");
    CHECK(figures["steps"] == 18);
    CHECK(figures["epochs"] == 3);
    CHECK(figures["seed"] == 1);
    CHECK(figures["finished"] == true);
    CHECK(figures["run"] == "run");
    CHECK(figures["signature"].get<std::string>().size() == 17);
    CHECK(figures["best_validation_loss"].get<double>() > 0);
    for (const char* file : {"run/run.json", "run/log.jsonl", "run/model.safetensors", "run/last.safetensors",
                             "run/source.vocabulary", "run/target.vocabulary"})
        CHECK(desk.has(file));
    CHECK(desk.json("run/run.json")["training"]["learning_rate"] == 1e-2);
    CHECK(desk.json("run/run.json")["data"]["directory"] == std::filesystem::canonical(desk.path(".")).string() + "/");
}

TEST_CASE("train: options go before the preset's settings") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out run --epochs 1 --norm post --final-norm false --dropout 0.25").status == 0);
    const nlohmann::json settings = desk.json("run/run.json");
    CHECK(settings["training"]["epochs"] == 1);
    CHECK(settings["model"]["norm"] == "post");
    CHECK(settings["model"]["final_norm"] == false);
    for (const char* place : {"residual_dropout", "attention_dropout", "feed_forward_dropout", "embedding_dropout"})
        CHECK(settings["model"][place] == 0.25);
}

TEST_CASE("train: an option that is short for others needs no preset") {
    const Desk desk;
    const Ran ran =
        desk.vitro("train translate --dropout 0.1 --d-model 16 --num-heads 2 --d-ff 16 --max-steps 1 --out run");
    CAPTURE(ran.err);
    CHECK(ran.status == 0);
    CHECK(desk.json("run/run.json")["model"]["attention_dropout"] == 0.1);
}

TEST_CASE("train: a run's own settings are a preset") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out first --json first.json").status == 0);
    REQUIRE(desk.vitro("train translate --preset first/run.json --out second --json second.json").status == 0);
    CHECK(desk.json("first.json")["signature"] == desk.json("second.json")["signature"]);
    REQUIRE(desk.vitro("train translate --preset first/run.json --out third --seed 2 --json third.json").status == 0);
    CHECK(desk.json("first.json")["signature"] != desk.json("third.json")["signature"]);
}

TEST_CASE("train: without --out each run has a new directory") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --epochs 1").status == 0);
    REQUIRE(desk.vitro(kTrain + " --epochs 1").status == 0);
    CHECK(desk.has("runs/tiny/run.json"));
    CHECK(desk.has("runs/tiny-2/run.json"));
}

TEST_CASE("train: a run goes on for more epochs, as if they had been asked for at once") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out whole --json whole.json").status == 0);
    REQUIRE(desk.vitro(kTrain + " --out run --epochs 1").status == 0);
    const Ran ran = desk.vitro("train translate --resume run --epochs 3 --json resumed.json");
    CAPTURE(ran.out);
    CHECK(ran.status == 0);
    CHECK(says(ran.out, "going on after step 6"));
    CHECK(desk.json("resumed.json")["signature"] == desk.json("whole.json")["signature"]);
    CHECK(desk.json("run/run.json")["training"]["epochs"] == 3);
    CHECK(desk.read("run/model.safetensors") == desk.read("whole/model.safetensors"));
}

TEST_CASE("train: a run that is done says so") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out run --epochs 1").status == 0);
    const Ran ran = desk.vitro("train translate --resume run");
    CHECK(ran.status == 0);
    CHECK(says(ran.out, "This run has reached its end; --epochs N with more than 1 goes on."));
}

TEST_CASE("train: a run that its limit of steps has ended goes on with a higher one") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out whole --json whole.json").status == 0);
    REQUIRE(desk.vitro(kTrain + " --out run --max-steps 4").status == 0);
    const Ran ended = desk.vitro("train translate --resume run --json ended.json");
    CHECK(says(ended.out, "its end; --max-steps N with more than 4 (0: no limit) goes on."));
    for (const char* figure : {"train_loss", "signature"}) CHECK(desk.json("ended.json")[figure].is_null());
    CHECK(desk.json("ended.json")["best_step"] == 4);
    REQUIRE(desk.vitro("train translate --resume run --max-steps 0 --json resumed.json").status == 0);
    CHECK(desk.json("resumed.json")["signature"] == desk.json("whole.json")["signature"]);
    CHECK(desk.json("run/run.json")["training"]["max_steps"] == 0);
}

TEST_CASE("train: a run that is beyond a limit is not given it") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out run --epochs 2").status == 0);
    const std::string described = desk.read("run/run.json");
    const Ran epochs = desk.vitro("train translate --resume run --epochs 1");
    CHECK(epochs.status == 2);
    CHECK(epochs.err == "vitro: --epochs 1: the run has begun epoch 2 already\n");
    CHECK(desk.vitro("train translate --resume run --max-steps 5").err ==
          "vitro: --max-steps 5: the run has done 12 steps already\n");
    CHECK(desk.vitro("train translate --resume run --max-steps many").status == 2);
    CHECK(desk.read("run/run.json") == described);
}

TEST_CASE("train: the embedded corpus needs no files") {
    const Desk desk;
    const Ran ran = desk.vitro("train translate --preset ./tiny.json --max-steps 3 --max-positions 64 --out run");
    CAPTURE(ran.err);
    CHECK(ran.status == 0);
    CHECK(says(ran.out, "embedded, de to en: 24,000 pairs to learn from, 500 to validate"));
}
