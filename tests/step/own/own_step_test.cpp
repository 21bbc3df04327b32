// tests/step/own/own_step_test.cpp: a step of a run of each kind goes on from where it stands, and is right.
#include "examples/step/own/own_step.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <set>

#include "core/io/whole_file.hpp"
#include "examples/step/terminal/session.hpp"
#include "examples/step/text/hooks.hpp"
#include "examples/step/text/narration.hpp"
#include "tests/error_of.hpp"
#include "tests/step/own/small_runs.hpp"

using namespace vitro;
using core::trace::Recording;
using test::error_of;

namespace {

Recording step_of(const test::OwnExample& own) {
    return step::own_step(own.run, own.text, own.target);
}

std::string last_of(const std::string& run) {
    return core::read_whole_file(run + "/last.safetensors");
}

std::string refused(const std::string& run, const std::string& text, const std::string& target = "") {
    return error_of([&] { step::own_step(run, text, target); });
}

/// Whether it is refused as a use of the program that no run's data can make right.
bool is_misuse(const std::string& run, const std::string& text, const std::string& target = "") {
    try {
        step::own_step(run, text, target);
    } catch (const step::Misuse&) {
        return true;
    } catch (const core::Error&) {
    }
    return false;
}

void check_hooks(const Recording& recording) {
    std::set<std::string> seen;
    for (std::size_t v = 0; v < recording.step().values.size(); ++v)
        for (const std::string& hook : step::hooks_of(recording.step(), static_cast<int>(v)))
            CHECK_MESSAGE(seen.insert(hook).second, hook);
    for (const char* hook :
         {"hook_embed", "blocks.0.attn.hook_pattern", "blocks.0.attn.hook_q", "blocks.0.mlp.hook_post",
          "blocks.0.hook_resid_mid", "blocks.0.hook_resid_post", "blocks.0.ln1.hook_normalized"})
        CHECK_MESSAGE(seen.contains(hook), hook);
}

}  // namespace

TEST_CASE("own step: of every kind and variant, each check of the tool is passed, and the run stays as it is") {
    test::SmallRuns runs;
    for (const test::OwnExample& own : runs.examples()) {
        CAPTURE(own.text);
        const std::string last = last_of(own.run), model = core::read_whole_file(own.run + "/model.safetensors");
        const Recording recording = step_of(own);
        step::Session session(recording, {});
        const std::string checked = session.line("check all");
        CHECK_MESSAGE(checked.find("All is right.") != std::string::npos, checked);
        CHECK(recording.loss_after < recording.loss);
        CHECK(recording.optimization.step == test::kSmallSteps + 1);
        CHECK(last_of(own.run) == last);
        CHECK(core::read_whole_file(own.run + "/model.safetensors") == model);
    }
}

TEST_CASE("own step: of every kind and variant, each module is told of by name, and hooks name one value each") {
    test::SmallRuns runs;
    for (const test::OwnExample& own : runs.examples()) {
        CAPTURE(own.text);
        const Recording recording = step_of(own);
        for (const core::trace::Application& op : recording.step().ops) {
            const std::string_view words = step::module_sentence(op.path);
            CHECK_MESSAGE(!words.empty(), op.path);
            CHECK_MESSAGE((op.path.empty() || words != step::module_sentence("")), op.path);
            for (const char* other : {"source", "target", "encoder", "memory", "cross", "ReLU"})
                CHECK_MESSAGE(words.find(other) == std::string_view::npos, op.path << ": " << words);
        }
        check_hooks(recording);
    }
}

TEST_CASE("own step: of a translator of words and of one of subwords") {
    test::SmallRuns runs;
    const std::string words = runs.translation(), pieces = runs.translation([](nn::TranslationSettings&settings) {
        settings.data.tokens = nn::TokenKind::subwords, settings.data.vocabulary_size = 36;
        settings.model.max_positions = 24;
    });
    for (const std::string& run : {words, pieces}) {
        const Recording recording = step_of({run, "eins zwei", "two one"});
        step::Session session(recording, {});
        const std::string checked = session.line("check all");
        CHECK_MESSAGE(checked.find("All is right.") != std::string::npos, checked);
        CHECK(recording.title == fmt::format("Step {} of {}, on a pair of yours", test::kSmallSteps + 1, run));
        CHECK(recording.optimization.step == test::kSmallSteps + 1);
    }
}

TEST_CASE("own step: with last.safetensors it is the training's next step, with model.safetensors the first") {
    test::SmallRuns runs;
    const std::string run = runs.language();
    const Recording next = step::own_step(run, "abc", "");
    CHECK(next.title == "Step 4 of " + run + ", on a text of yours");
    REQUIRE(next.updates[0].states.size() == 2);
    CHECK(next.updates[0].states[0].before.sum_of_squares > 0);
    std::filesystem::remove(run + "/last.safetensors");
    const Recording first = step::own_step(run, "abc", "");
    CHECK(first.title.starts_with("Step 1 of "));
    CHECK(first.updates[0].states[0].before.sum_of_squares == 0);
}

TEST_CASE("own step: the rate is that of the step, of a cosine too, where the settings say how long it is") {
    test::SmallRuns runs;
    const auto cosine = [](auto& settings) {
        settings.training.schedule = nn::ScheduleKind::cosine;
        settings.training.warmup = 0;
        settings.training.final_learning_rate = 1e-4;
    };
    const std::string run = runs.language(cosine);
    const nn::Schedule schedule = nn::CosineRate{1e-2, 1e-4, 0, 3};
    CHECK(step::own_step(run, "abc", "").optimization.learning_rate == doctest::Approx(schedule.rate(3)));  // of 3
    std::filesystem::remove(run + "/last.safetensors");
    CHECK(step::own_step(run, "abc", "").optimization.learning_rate == doctest::Approx(schedule.rate(1)));
    // How many steps an epoch of lines has, its texts say: the log's last rate has to do.
    const std::string lines = runs.classify(cosine);
    const double last = nlohmann::json::parse(core::read_whole_file(lines + "/log.jsonl")).value("learning_rate", 0.0);
    CHECK(last > 0);
    CHECK(step::own_step(lines, "a sun", "yes").optimization.learning_rate == last);
}

TEST_CASE("own step: a toy task's target is the right answer unless another is given") {
    test::SmallRuns runs;
    const std::string run = runs.toy();
    const auto answer = [&](const char* target) { return step::own_step(run, "3 0 1", target).labels[1].words; };
    CHECK(answer("") == std::vector<std::string>{"(any)", "(any)", "1", "0", "3"});
    CHECK(answer("2 2 2") == std::vector<std::string>{"(any)", "(any)", "2", "2", "2"});
    CHECK(refused(run, "3 0") == "[toy task] reverse takes 3 symbols, not 2");
    CHECK(refused(run, "3 0 9") == "[toy task] '9' is no symbol: valid are 0 to 3, separated by spaces");
    CHECK(refused(run, "3 0 1", "1") == "[toy task] reverse is answered by 3 symbols, not 1");
}

TEST_CASE("own step: a text that a language model cannot take") {
    test::SmallRuns runs;
    const std::string run = runs.language();
    CHECK(refused(run, "a") == "--text: is one token: a step takes two, one to be read and one to be predicted");
    CHECK(refused(run, "abcdefghijklmnopqr") ==
          "--text: has 18 tokens: all but the last are read, and the model has 16 positions");
    CHECK(refused(run, "aBBcD") ==
          "--text: 'B', 'D' are not among the 27 tokens that the model knows: \"\\nabcdefghijklmnopqrstuvwxyz\"");
    CHECK(refused(run, "abc", "bcd") ==
          run + " is a language model: it takes no --target, since the tokens of --text are to predict each the next");
    CHECK(is_misuse(run, "abc", "bcd"));
    CHECK(!is_misuse(run, "a"));
    const std::string words = runs.language([](nn::LanguageSettings& s) {
        s.data.tokens = nn::TokenKind::words;
        s.data.text.clear();  // the embedded stories
    });
    CHECK(refused(words, "Once upon a zebrafish").starts_with("--text: ' zebrafish' is not among the "));
}

TEST_CASE("own step: a line that a classifier cannot take, and the labels that it knows") {
    test::SmallRuns runs;
    const std::string run = runs.classify();
    CHECK(refused(run, "a sun") == run + " is a classifier: --target must give the label of --text: 'no', 'yes'");
    CHECK(is_misuse(run, "a sun"));
    CHECK(refused(run, "a sun", "maybe") ==
          "--target 'maybe': is none of the labels that the model learned: 'no', 'yes'");
    CHECK(refused(run, "a moon", "yes").starts_with("--text: 'moon' is not among the "));
    CHECK(refused(run, "a a a a a a a a a a a a", "yes").starts_with("--text, line 1: 12 tokens and a mark need 13"));
    CHECK(refused(run, " ", "yes") == "--text ' ': must be one sentence");
}

TEST_CASE("own step: what is not there, and what is no kind of model") {
    CHECK(refused("nowhere", "eins", "one") == "nowhere: there is no such run directory");
    const test::TemporaryDirectory directory;
    nn::RunDirectory::create(directory / "run", {{"task", "chess"}});
    CHECK(refused(directory / "run", "e4") == (directory / "run") + ": there is no step of the task 'chess'");
}
