// tests/nn/train/run/run_directory_test.cpp: every state that a run's directory can be found in.
#include "nn/train/run/run_directory.hpp"

#include <doctest/doctest.h>
#include <fstream>
#include <sys/stat.h>

#include "core/io/atomic_file.hpp"
#include "tests/error_of.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro;
using nn::RunDirectory;
using test::error_of;
using Json = nlohmann::ordered_json;

namespace {

struct RunPlace {
    test::TemporaryDirectory directory;
    std::filesystem::path run = directory.path() / "runs" / "one";
};

std::string message_of_opening(const std::filesystem::path& path) {
    return error_of([&] { RunDirectory::open(path); });
}

}  // namespace

TEST_CASE("run directory: what was written is read") {
    const RunPlace place;
    const RunDirectory made = RunDirectory::create(place.run, {{"task", "toy"}, {"epochs", 3}});
    made.write_text("source.vocabulary", "a\nb\n");
    const RunDirectory opened = RunDirectory::open(place.run);
    CHECK(opened.settings() == Json{{"format", 1}, {"task", "toy"}, {"epochs", 3}});
    CHECK(opened.read_text("source.vocabulary") == "a\nb\n");
    CHECK(opened.has("run.json"));
    CHECK(!opened.has("model.safetensors"));
}

TEST_CASE("run directory: run.json is written behind the other files") {
    const RunPlace place;
    const RunDirectory run = RunDirectory::create(place.run, {{"epochs", 3}}, {{"source.vocabulary", "a\n"}});
    CHECK(RunDirectory::open(place.run).read_text("source.vocabulary") == "a\n");
    const auto not_writable = place.directory.path() / "other";
    CHECK(error_of([&] { RunDirectory::create(not_writable, {}, {{"no/where", ""}}); }) != "no error");
    CHECK(!std::filesystem::exists(not_writable / "run.json"));
}

TEST_CASE("run directory: what a kill while saving has left is removed, and nothing else") {
    const RunPlace place;
    const RunDirectory run = RunDirectory::create(place.run, {});
    for (const char* name : {"model.safetensors", "notes.tmp-draft", ".tmp-1-0"}) run.write_text(name, "precious");
    std::ofstream(run.file("model.safetensors.tmp-4711-0")) << "half";
    core::AtomicFile alive(run.file("last.safetensors"));  // somebody is writing it
    const auto files = [&] {
        const auto count = std::distance(std::filesystem::directory_iterator(place.run), {});
        return static_cast<int>(count);
    };
    CHECK(files() == 6);
    run.remove_unfinished();
    CHECK(files() == 5);
    CHECK(!run.has("model.safetensors.tmp-4711-0"));
    CHECK(run.read_text("model.safetensors") == "precious");
}

TEST_CASE("run directory: a new state becomes the last, and the last the previous") {
    const RunPlace place;
    const RunDirectory run = RunDirectory::create(place.run, {});
    for (const char* state : {"first", "second", "third"}) {
        run.write_text(nn::kNext, state);
        run.turn_over();
        CHECK(!run.has(nn::kNext));
        CHECK(run.read_text(nn::kLast) == state);
    }
    CHECK(run.read_text(nn::kPrevious) == "second");
    CHECK(test::files_in(place.run) == 3);
    CHECK(error_of([&] { run.turn_over(); }) ==
          run.file(nn::kNext) + ": cannot be renamed to " + run.file(nn::kLast) + ": No such file or directory");
    CHECK(run.read_text(nn::kLast) == "third");
}

TEST_CASE("run directory: killed while a new state took its place, that is completed") {
    const RunPlace place;
    const RunDirectory run = RunDirectory::create(place.run, {});
    run.write_text(nn::kLast, "first");
    std::filesystem::create_hard_link(run.file(nn::kLast), run.file(nn::kPrevious));
    run.write_text(nn::kNext, "second");
    run.remove_unfinished();
    CHECK(run.read_text(nn::kLast) == "second");
    CHECK(run.read_text(nn::kPrevious) == "first");
    CHECK(test::files_in(place.run) == 3);
    std::filesystem::remove(run.file(nn::kPrevious));
    CHECK(error_of([&] { run.restore_previous(); }) ==
          place.run.string() + ": half-written: it has no previous.safetensors");
}

TEST_CASE("run directory: settings can be replaced") {
    const RunPlace place;
    RunDirectory run = RunDirectory::create(place.run, {{"epochs", 3}});
    run.describe({{"epochs", 5}});
    CHECK(RunDirectory::open(place.run).settings()["epochs"] == 5);
}

TEST_CASE("run directory: a new run does not move in where something is") {
    const RunPlace place;
    RunDirectory::create(place.run, {});
    CHECK(error_of([&] { RunDirectory::create(place.run, {}); }) ==
          place.run.string() + ": holds files already: begin in another directory, or resume the run that is there");
    CHECK(error_of([&] { RunDirectory::require_no_run(place.run); }) ==
          error_of([&] { RunDirectory::create(place.run, {}); }));
    CHECK_NOTHROW(RunDirectory::require_no_run(place.directory.path() / "nothing"));
    place.directory.write("file", "");
    CHECK(error_of([&] { RunDirectory::create(place.directory.path() / "file" / "run", {}); }) ==
          (place.directory.path() / "file" / "run").string() + ": cannot be made: Not a directory");
}

TEST_CASE("run directory: what a run has left that was stopped while it began is no hindrance") {
    const RunPlace place;
    place.directory.write("runs/one/source.vocabulary", "half of");
    place.directory.write("runs/one/source.vocabulary.tmp-4711-0", "");
    place.directory.write("runs/one/run.json.tmp-4711-0", "");
    const RunDirectory run = RunDirectory::create(place.run, {}, {{nn::kSourceVocabulary, "eins\n"}});
    CHECK(run.read_text(nn::kSourceVocabulary) == "eins\n");
    CHECK(test::files_in(place.run) == 2);
    const RunPlace other;
    other.directory.write("runs/one/source.vocabulary", "");
    other.directory.write("runs/one/mine.tmp-1-0", "precious");
    CHECK(error_of([&] {
              RunDirectory::create(other.run, {}, {{nn::kSourceVocabulary, ""}});
          }) == other.run.string() + ": holds files already: begin in another directory");
    CHECK(test::files_in(other.run) == 2);
}

TEST_CASE("run directory: one that is not there, not a run, damaged, or of another version") {
    const RunPlace place;
    CHECK(message_of_opening(place.run) == place.run.string() + ": there is no such run directory");
    const std::string root = place.directory.path().string();
    CHECK(message_of_opening(root) == root + ": not a run directory: it has no run.json");
    place.directory.write("run.json", "{\"format\": 1, ");
    CHECK(message_of_opening(root) == root + "/run.json: damaged: not the description of a run");
    place.directory.write("run.json", "[1]");
    CHECK(message_of_opening(root) == root + "/run.json: damaged: not the description of a run");
    place.directory.write("run.json", "{\"format\": 2}");
    CHECK(message_of_opening(root) ==
          root + "/run.json: format 2 of another version of vitro: this one reads format 1");
}

TEST_CASE("run directory: a pipe in the place of a file keeps nobody waiting") {
    const RunPlace place;
    const RunDirectory run = RunDirectory::create(place.run, {});
    for (const char* name : {"source.vocabulary", "run.json"}) {
        const std::string file = run.file(name);
        std::filesystem::remove(file);
        REQUIRE(::mkfifo(file.c_str(), 0600) == 0);
        CHECK(error_of([&] { run.read_text(name); }) == file + ": is not a regular file");
    }
    CHECK(message_of_opening(place.run) == run.file("run.json") + ": is not a regular file");
}

TEST_CASE("run directory: half-written") {
    const RunPlace place;
    const RunDirectory run = RunDirectory::create(place.run, {});
    const std::string message = place.run.string() + ": half-written: it has no source.vocabulary";
    CHECK(error_of([&] { run.read_text(nn::kSourceVocabulary); }) == message);
    CHECK(error_of([&] { run.existing_file(nn::kSourceVocabulary); }) == message);
}

TEST_CASE("run directory: the log grows by lines and is cut behind a step") {
    const RunPlace place;
    const RunDirectory run = RunDirectory::create(place.run, {});
    CHECK(run.shorten_log(10).is_null());
    for (int step : {10, 20, 30}) run.append_log({{"step", step}, {"train_loss", 0.5}});
    const std::string first_two = "{\"step\":10,\"train_loss\":0.5}\n{\"step\":20,\"train_loss\":0.5}\n";
    CHECK(run.read_text("log.jsonl") == first_two + "{\"step\":30,\"train_loss\":0.5}\n");
    CHECK(run.shorten_log(20) == Json{{"step", 20}, {"train_loss", 0.5}});
    CHECK(run.read_text("log.jsonl") == first_two);
}

TEST_CASE("run directory: a line of the log that was cut off, or is none, goes") {
    const RunPlace place;
    const RunDirectory run = RunDirectory::create(place.run, {});
    run.write_text("log.jsonl", "{\"step\":10}\n{\"step\":\"x\"}\n7\n{\"step\":20,\"tra");
    CHECK(run.shorten_log(1000) == Json{{"step", 10}});
    CHECK(run.read_text("log.jsonl") == "{\"step\":10}\n");
}

TEST_CASE("run directory: a log that cannot be written is an error with the system's words") {
    const RunPlace place;
    const RunDirectory run = RunDirectory::create(place.run, {});
    std::filesystem::create_directory(place.run / "log.jsonl");
    CHECK(error_of([&] {
              run.append_log({{"step", 1}});
          }) == run.file("log.jsonl") + ": cannot be written: Is a directory");
}
