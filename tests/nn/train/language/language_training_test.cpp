// tests/nn/train/language/language_training_test.cpp: a training from its settings, and from its run.
#include "nn/train/language/language_training.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "nn/train/loop.hpp"
#include "nn/train/run/signature.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/train/language/small_text.hpp"

using namespace vitro;
using test::error_of;

namespace {

struct StopAfter : nn::Listener {
    explicit StopAfter(int steps) : left(steps) {}
    bool wants_stop() override { return --left == 0; }
    int left;
};

}  // namespace

TEST_CASE("language training: stopped and resumed, the signature of a whole run") {
    const test::SmallText text;
    nn::LanguageSettings settings = text.settings();
    settings.model.layer.dropout = nn::DropoutRates::everywhere(0.1);
    nn::LanguageTraining whole(settings);
    while (whole.trainer().step()) {
    }
    const std::filesystem::path path = text.directory().path() / "run";
    {
        nn::LanguageTraining first(settings);
        const nn::RunDirectory run = first.begin(path);
        StopAfter stop(50);
        CHECK(nn::run_training(first.trainer(), run, stop).ending == nn::Ending::stopped);
    }
    const nn::RunDirectory run = nn::RunDirectory::open(path);
    nn::LanguageTraining second(nn::language_settings_of(run));
    second.resume(run);
    CHECK(second.trainer().position().step == 50);
    nn::Listener nobody;
    nn::run_training(second.trainer(), run, nobody);
    CHECK(nn::signature(second.trainer().report().loss, second.parameters()) ==
          nn::signature(whole.trainer().report().loss, whole.parameters()));

    text.directory().write("text.txt", std::string(2000, 'a').append("b\n"));
    nn::LanguageSettings changed = nn::language_settings_of(run);
    changed.data.sample_tokens = 0;
    nn::LanguageTraining other(changed);
    CHECK(error_of([&] { other.resume(run); }).find("not the one that this run began with") != std::string::npos);
}

TEST_CASE("language training: learns the alphabet, and says so in its log") {
    const test::SmallText text;
    nn::LanguageTraining training(text.settings());
    const nn::RunDirectory run = training.begin(text.directory().path() / "run");
    nn::Listener nobody;
    nn::run_training(training.trainer(), run, nobody);
    CHECK(training.trainer().position().best_loss < 0.3);  // the first letters of a block have no context
    const std::string log = run.read_text(nn::kLog);
    CHECK(log.find("\"sample\":\"\\n") != std::string::npos);
    CHECK(nn::language_settings_of(run) == text.settings());
}

TEST_CASE("language training: texts that will not do") {
    const test::SmallText text;
    nn::LanguageSettings settings = text.settings();
    settings.model.max_positions = 3000;
    CHECK(error_of([&] { nn::LanguageTraining training(settings); }).find("3001") != std::string::npos);
    settings = text.settings();
    settings.data.prompt = "A";
    const std::string unknown = error_of([&] { nn::LanguageTraining training(settings); });
    CHECK(unknown.find("'A'") != std::string::npos);
    CHECK(unknown.ends_with("; with data.sample_tokens 0 no sample is written"));
    settings.data.text = text.directory() / "missing.txt";
    CHECK(error_of([&] { nn::LanguageTraining training(settings); }).find("missing.txt") != std::string::npos);
    text.directory().write("empty.txt", "");
    settings.data.text = text.directory() / "empty.txt";
    CHECK(error_of([&] { nn::LanguageTraining training(settings); }).find("empty") != std::string::npos);
}

TEST_CASE("language training: words and subwords") {
    const test::SmallText text;
    text.directory().write("words.txt", [] {
        std::string words;
        for (int line = 0; line < 300; ++line) words += "the cat sat on the mat .\n";
        return words;
    }());
    nn::LanguageSettings settings = text.settings();
    settings.data.text = text.directory() / "words.txt";
    settings.data.tokens = nn::TokenKind::words;
    settings.data.sample_tokens = 0;
    CHECK(nn::LanguageTraining(settings).writer().vocabulary.size() < 15);
    settings.data.tokens = nn::TokenKind::subwords;
    settings.data.vocabulary_size = 24;
    nn::LanguageTraining training(settings);
    CHECK(training.writer().vocabulary.size() == 24);
    const nn::RunDirectory run = training.begin(text.directory().path() / "run");
    nn::Listener nobody;
    nn::run_training(training.trainer(), run, nobody);
    CHECK(nn::Writer::load(run).vocabulary.decode(nn::Writer::load(run).vocabulary.encode("the cat").ids) == "the cat");
}

TEST_CASE("language training: the embedded stories") {
    nn::LanguageSettings settings;
    settings.model.layers = 1;
    const nn::LanguageTraining training(settings);
    CHECK(training.text().characters >= 1'000'000);
    CHECK(training.text().unknown == 0);
    CHECK(training.figures()["vocabulary"] == training.writer().vocabulary.size());
    CHECK(training.facts().size() == 4);
}
