// tests/program/bad_input_test.cpp: for everything that can be wrong: a clear sentence, exit code 1, nothing lost.
#include <doctest/doctest.h>

#include "tests/program/desk.hpp"

using program_test::Desk;
using program_test::kTrain;
using program_test::Ran;

namespace {

std::string error_of(const Desk& desk, const std::string& arguments, const std::string& input = "") {
    const Ran ran = desk.vitro(arguments, "", input);
    CHECK(ran.status == 1);
    return ran.err;
}

/// Of a training that must not begin: no directory is left behind.
std::string refusal(const Desk& desk, const std::string& more = "") {
    const std::string error = error_of(desk, kTrain + " --out run " + more);
    CHECK(!desk.has("run"));
    return error;
}

std::string absolute(const Desk& desk, const std::string& name) {
    return std::filesystem::canonical(desk.path(".")).string() + "/" + name;
}

}  // namespace

TEST_CASE("bad input: files of unequal length, with both counts") {
    const Desk desk;
    desk.write("train.yy", "one\ntwo\n");
    const std::string error = refusal(desk);
    CAPTURE(error);
    CHECK(error.find("120") != std::string::npos);
    CHECK(error.find("has 2:") != std::string::npos);
    CHECK(error.find("train.xx") != std::string::npos);
    CHECK(error.find("train.yy") != std::string::npos);
}

TEST_CASE("bad input: bytes that are not UTF-8, with file and line") {
    const Desk desk;
    desk.write("train.yy", "one\ntw\xFFo\n");
    const std::string error = refusal(desk);
    CAPTURE(error);
    CHECK(error.starts_with("vitro: " + absolute(desk, "train.yy, line 2")));
}

TEST_CASE("bad input: an empty corpus") {
    const Desk desk;
    for (const char* file : {"train.xx", "train.yy"}) desk.write(file, "");
    const std::string error = refusal(desk);
    CAPTURE(error);
    CHECK(error.starts_with("vitro: " + absolute(desk, "train.xx")));
}

TEST_CASE("bad input: a missing file of a pair, and a directory that is not there") {
    const Desk desk;
    std::filesystem::remove(desk.path("val.yy"));
    const std::string error = refusal(desk);
    CAPTURE(error);
    CHECK(error.find("val.yy") != std::string::npos);
    const std::string nowhere = error_of(desk, "train translate --data nowhere --source xx --target yy --out run");
    CHECK(nowhere.find("nowhere") != std::string::npos);
}

TEST_CASE("bad input: a sentence longer than the model has positions") {
    const Desk desk;
    const std::string error = refusal(desk, "--max-positions 4");
    CAPTURE(error);
    CHECK(error.find("train.xx, line ") != std::string::npos);
    CHECK(desk.vitro(kTrain + " --out run --max-positions 4 --too-long drop").out.find(" too long, left out") !=
          std::string::npos);
}

TEST_CASE("bad input: a directory where something is already stays as it is") {
    const Desk desk;
    std::filesystem::create_directory(desk.path("run"));
    desk.write("run/mine", "precious");
    CHECK(error_of(desk, kTrain + " --out run") == "vitro: run: holds files already: begin in another directory\n");
    CHECK(desk.read("run/mine") == "precious");
}

TEST_CASE("bad input: that a run is there already is said before the data are read") {
    const Desk desk;
    desk.write("run/run.json", "{}");
    CHECK(error_of(desk, "train translate --data nowhere --out run") ==
          "vitro: run: holds files already: begin in another directory, or resume the run that is there\n");
}

TEST_CASE("bad input: a preset that is no JSON") {
    const Desk desk;
    desk.write("broken.json", "{\"model\": ");
    const Ran broken = desk.vitro("train translate --preset ./broken.json");  // as for settings that will not do
    CHECK(broken.status == 2);
    CHECK(broken.err.starts_with("vitro: ./broken.json, line 1, column 11: not JSON"));
    CHECK(error_of(desk, "train translate --preset ./none.json") ==
          "vitro: ./none.json: cannot be read: No such file or directory\n");
}

TEST_CASE("bad input: a run that is missing, half-written, damaged or hostile") {
    const Desk desk;
    CHECK(error_of(desk, "translate nowhere eins") == "vitro: nowhere: there is no such run directory\n");
    CHECK(error_of(desk, "evaluate .") == "vitro: .: not a run directory: it has no run.json\n");
    REQUIRE(desk.vitro(kTrain + " --out run --epochs 1").status == 0);

    std::filesystem::rename(desk.path("run/model.safetensors"), desk.path("model"));
    CHECK(error_of(desk, "translate run eins") ==
          "vitro: run: half-written: it has no model.safetensors, which is written when an epoch ends\n");
    desk.write("run/model.safetensors", std::string("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F{}", 10));
    const std::string hostile = error_of(desk, "translate run eins");
    CAPTURE(hostile);
    CHECK(hostile.starts_with("vitro: run/model.safetensors: "));
    CHECK(hostile.find("header") != std::string::npos);
    std::filesystem::rename(desk.path("model"), desk.path("run/model.safetensors"));

    std::filesystem::resize_file(desk.path("run/last.safetensors"), 100);
    CHECK(error_of(desk, "train translate --resume run --epochs 2").starts_with("vitro: run/last.safetensors: "));
    desk.write("run/run.json", "{");
    CHECK(error_of(desk, "translate run eins") == "vitro: run/run.json: damaged: not the description of a run\n");
}

TEST_CASE("bad input: a model of another shape, with the tensor and both shapes") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out narrow --epochs 1").status == 0);
    REQUIRE(desk.vitro(kTrain + " --out wide --epochs 1 --d-model 24").status == 0);
    std::filesystem::copy(desk.path("wide/model.safetensors"), desk.path("narrow/model.safetensors"),
                          std::filesystem::copy_options::overwrite_existing);
    CHECK(error_of(desk, "translate narrow eins") ==
          "vitro: narrow/model.safetensors: tensor \"source_embedding.weight\" is (10,24) in the file and (10,16) in "
          "this "
          "model\n");
}

TEST_CASE("bad input: a disk that is full while saving leaves the last good checkpoint") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out run --epochs 1").status == 0);
    const std::string last = desk.read("run/last.safetensors"), model = desk.read("run/model.safetensors");
    REQUIRE(model.size() > 16 * 1024);
    // No file may grow beyond 16 blocks of 512 bytes: the log may, the weights may not.
    const Ran ran = desk.shell("trap '' XFSZ; ulimit -f 16; \"$vitro\" train translate --resume run --epochs 2");
    CAPTURE(ran.err);
    CHECK(ran.status == 1);
    CHECK(ran.err.starts_with("vitro: run/model.safetensors: "));
    CHECK(desk.read("run/last.safetensors") == last);
    CHECK(desk.read("run/model.safetensors") == model);
    REQUIRE(desk.vitro("train translate --resume run").status == 0);
    REQUIRE(desk.vitro(kTrain + " --out whole --epochs 2").status == 0);
    CHECK(desk.read("run/model.safetensors") == desk.read("whole/model.safetensors"));
}

TEST_CASE("bad input: a loss that is not finite names the step and the op, and what was saved stays") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out run --epochs 1").status == 0);
    const std::string last = desk.read("run/last.safetensors");
    const std::string error = error_of(desk, kTrain + " --out diverging --learning-rate 1e38 --clip 0");
    CAPTURE(error);
    CHECK(error.starts_with("vitro: [trainer] step "));
    CHECK(error.find("; first seen in ") != std::string::npos);
    CHECK(desk.vitro("train translate --resume diverging").err == error);  // from the start, with the same end
    CHECK(desk.read("run/last.safetensors") == last);
}

TEST_CASE("bad input: a file for figures that cannot be written") {
    const Desk desk;
    CHECK(error_of(desk, "info --json nowhere/figures.json").starts_with("vitro: nowhere/figures.json: "));
    CHECK(refusal(desk, "--json nowhere/figures.json").starts_with("vitro: nowhere/figures.json: "));
    CHECK(!desk.has("nowhere"));
}

TEST_CASE("bad input: an output that cannot be written") {
    const Desk desk;
    for (const char* command : {"info", "check softmax", "--help"}) {
        CAPTURE(command);
        const Ran ran = desk.shell("\"$vitro\" " + std::string(command) + " >/dev/full");
        CHECK(ran.status == 1);
        CHECK(ran.err == "vitro: standard output: No space left on device\n");
    }
}
