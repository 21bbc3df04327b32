// tests/program/usage_test.cpp: help, and one sentence for each way to misuse the command line.
#include <algorithm>
#include <doctest/doctest.h>
#include <sstream>

#include "nn/train/translation/translation_settings.hpp"
#include "tests/program/desk.hpp"
#include "tests/structure/project.hpp"
#include "tests/structure/shell.hpp"

using program_test::Desk;
using program_test::Ran;

namespace {

const Desk& desk() {
    static const Desk one;
    return one;
}

std::string complaint(const std::string& arguments, const std::string& settings = "") {
    const Ran ran = desk().vitro(arguments, settings);
    CHECK(ran.status == 2);
    CHECK(ran.out.empty());
    return ran.err;
}

}  // namespace

TEST_CASE("every command has help with an example, and prints nothing else") {
    for (const char* command :
         {"", "demo", "train", "train translate", "translate", "evaluate", "check", "graph", "step", "info"}) {
        CAPTURE(command);
        const Ran ran = desk().vitro(std::string(command) + " --help");
        CHECK(ran.status == 0);
        CHECK(ran.err.empty());
        CHECK(ran.out.find("Example: ") != std::string::npos);
        CHECK(ran.out.find("vitro " + std::string(*command ? command : "demo")) != std::string::npos);
    }
}

TEST_CASE("every command that the launcher lists has help with an example, and builds nothing for it") {
    const std::string launcher =
        "VITRO_BIN=\"${vitro%/*}\" " + structure::quoted((structure::root() / "vitro").string());
    std::istringstream listing(desk().shell(launcher).out);
    int commands = 0;
    for (std::string line; std::getline(listing, line);) {
        if (!line.starts_with("  ")) continue;
        const std::string command = line.substr(2, line.find(' ', 2) - 2);
        CAPTURE(command);
        const Ran ran = desk().shell(launcher + " " + command + " --help");
        CHECK(ran.status == 0);
        const std::size_t example = ran.out.find("Example: ");
        REQUIRE(example != std::string::npos);
        CHECK(ran.out.find("/vitro " + command, example) != std::string::npos);
        ++commands;
    }
    CHECK(commands == 18);
}

TEST_CASE("every setting of a training is an option") {
    const std::string help = desk().vitro("train translate --help").out;
    for (const char* option : {"--data", "--preset", "--threads", "--out", "--resume", "--json", "--dropout"})
        CHECK_MESSAGE(help.find(" " + std::string(option) + " ") != std::string::npos, option);
    const auto settings = to_json(vitro::nn::TranslationSettings{});
    for (const char* section : {"model", "data", "training"})
        for (const auto& item : settings[section].items()) {
            std::string option = "--" + item.key();
            std::replace(option.begin(), option.end(), '_', '-');
            if (option == "--directory") continue;  // called --data
            CHECK_MESSAGE(help.find(" " + option + " ") != std::string::npos, option);
        }
}

TEST_CASE("a command that does not exist: the valid ones are listed") {
    CHECK(complaint("trian") ==
          "vitro: there is no command 'trian'; valid are demo, train, translate, generate, solve, classify, "
          "evaluate, runs, report, average, ledger, check, graph, step, info\n");
    CHECK(complaint("") ==
          "vitro: a command is missing; valid are demo, train, translate, generate, solve, classify, "
          "evaluate, runs, report, average, ledger, check, graph, step, info\n");
    CHECK(complaint("train") ==
          "vitro: train: a command is missing; valid are translate, language, classify, copy, reverse, "
          "sort, add\n");
    CHECK(complaint("train poems") ==
          "vitro: train: there is no command 'poems'; valid are translate, language, "
          "classify, copy, reverse, sort, add\n");
}

TEST_CASE("an option that does not exist: the valid ones are listed") {
    CHECK(complaint("demo --sed 3") ==
          "vitro: demo: there is no option '--sed'; valid are --help, --seed, --out, --threads, --json\n");
    CHECK(complaint("train translate --epoch 3")
              .starts_with("vitro: train translate: there is no option '--epoch'; "
                           "valid are --help, --preset, --out, --resume, "));
}

TEST_CASE("a preset that does not exist: the valid ones are listed") {
    CHECK(complaint("train translate --preset large") ==
          "vitro: there is no preset 'large'; valid are annotated, demo, multi30k-paper, multi30k-small, or the path "
          "of a JSON file\n");
}

TEST_CASE("a table or a number of threads that does not exist: the valid ones are listed") {
    const std::string table = complaint("info", "VITRO_ISA=avx3");
    CAPTURE(table);
    CHECK(table.find("avx3") != std::string::npos);
    CHECK(table.find("reference") != std::string::npos);
    CHECK(complaint("info --threads 0").starts_with("vitro: info: --threads"));
    CHECK(complaint("info --threads many").starts_with("vitro: info: "));
}

TEST_CASE("a value that a setting cannot have: the valid ones are listed") {
    CHECK(complaint("train translate --epochs 0") == "vitro: [training] epochs 0: valid are 1 and up\n");
    CHECK(complaint("train translate --epochs few") == "vitro: [training] epochs \"few\": valid are integers\n");
    CHECK(complaint("train translate --optimizer lion") ==
          "vitro: [training] optimizer \"lion\": valid are sgd, adam, adamw\n");
    CHECK(complaint("train translate --num-heads 3")
              .starts_with("vitro: [transformer] num_heads 3, which does not divide d_model"));
}

TEST_CASE("a preset that is no object of sections, whatever is put into it") {
    const Desk desk;
    desk.write("list.json", "[]");
    desk.write("flat.json", R"({"model": 3})");
    for (const char* more : {"", " --seed 2", " --dropout 0.1"}) {
        CAPTURE(more);
        const Ran list = desk.vitro(std::string("train translate --preset ./list.json") + more);
        CHECK(list.status == 2);
        CHECK(list.err == "vitro: ./list.json: [settings] must be a JSON object with model, data and training\n");
        const Ran flat = desk.vitro(std::string("train translate --preset ./flat.json") + more);
        CHECK(flat.status == 2);
        CHECK(flat.err == "vitro: [model] settings must be a JSON object\n");
    }
}

TEST_CASE("a text that run.json cannot hold is refused before anything is read") {
    CHECK(complaint("train translate --data 'k\xF6ln'") == "vitro: --data: not UTF-8: run.json cannot hold it\n");
    CHECK(complaint("train translate --optimizer 'l\xF6w'") ==
          "vitro: --optimizer: not UTF-8: run.json cannot hold it\n");
}

TEST_CASE("arguments that are missing, or too many") {
    CHECK(complaint("translate") == "vitro: translate: RUN is required; --help explains\n");
    CHECK(complaint("demo now") == "vitro: demo: 'now' is one argument too many; --help explains\n");
    CHECK(complaint("check sofmax").find("sofmax") != std::string::npos);
}

TEST_CASE("a resumed run keeps its settings") {
    CHECK(complaint("train translate --resume there --seed 2") ==
          "vitro: --resume goes on with the settings of the run: besides it, only --previous, --epochs, --max-steps, "
          "--keep-epochs, --tensorboard, --threads and --json may be given, not --seed\n");
}
