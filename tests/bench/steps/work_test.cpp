// tests/bench/steps/work_test.cpp: a step trains, evaluation and decoding compute what they say.
#include "bench/steps/work.hpp"

#include <cmath>
#include <doctest/doctest.h>
#include <set>

#include "bench/steps/forward_only.hpp"
#include "bench/steps/training.hpp"

namespace vitro::bench {
namespace {

std::vector<nn::Batch> small_parts(const nn::TranslationSettings& settings, std::int64_t count) {
    core::Random random(2);
    std::vector<nn::Batch> parts;
    for (std::int64_t part = 0; part < count; ++part) parts.push_back(random_batch(settings.model, 4, 6, random));
    return parts;
}

nn::TranslationSettings demo_settings() {
    return settings_of(step_models().front());
}

}  // namespace

TEST_CASE("a step of each model trains: the loss of its batch falls") {
    for (const StepModel& model : step_models()) {
        CAPTURE(model.preset);
        nn::TranslationSettings settings = settings_of(model);
        settings.training.warmup = 0;  // of which a few steps would see the beginning only
        settings.model.layer.dropout = {};
        TrainingStep step(settings, small_parts(settings, 2));
        CHECK(step.target_tokens() == 2 * 4 * 6);
        step.run();
        const double first = step.report().loss;
        CHECK(first == doctest::Approx(std::log(static_cast<double>(model.target_vocabulary))).epsilon(0.3));
        for (int i = 0; i < 5; ++i) step.run();
        CHECK(step.report().step == 6);
        CHECK(step.report().tokens == 2 * 4 * 6);
        CHECK(step.report().loss < 0.9 * first);
    }
}

TEST_CASE("a step that is watched is a step") {
    const nn::TranslationSettings settings = demo_settings();
    TrainingStep watched(settings, small_parts(settings, 1)), plain(settings, small_parts(settings, 1));
    plain.run();
    watched.run();
    CHECK(plain.report().loss == watched.report().loss);
    Profile profile;
    Stopwatch stopwatch(profile);
    for (int i = 0; i < 5; ++i) watched.run_watched(stopwatch);
    watched.run();
    CHECK(watched.report().loss < plain.report().loss);
}

TEST_CASE("evaluation without a graph is the loss that the step begins with") {
    nn::TranslationSettings settings = demo_settings();
    settings.training.label_smoothing = 0;
    settings.training.seed = 0;
    TrainingStep step(settings, small_parts(settings, 1));
    step.run();
    Evaluation evaluation(settings, small_parts(settings, 1)[0]);
    CHECK(evaluation.target_tokens() == 4 * 6);
    evaluation.run();
    CHECK(evaluation.loss() == doctest::Approx(step.report().loss));
}

TEST_CASE("decoding finds a word for each translation") {
    const nn::TranslationSettings settings = demo_settings();
    Decoding decoding(settings, 5, 3, 6);
    CHECK(decoding.target_tokens() == 5);
    decoding.run();
    const std::vector<std::int32_t> words = decoding.next_words();
    REQUIRE(words.size() == 5);
    for (const std::int32_t word : words) {
        CHECK(word >= 0);
        CHECK(word < settings.model.target_vocabulary);
    }
    decoding.run();
    CHECK(decoding.next_words() == words);
}

TEST_CASE("every model has each kind of step, and no two workloads one name") {
    std::set<std::string> names;
    for (const Workload& workload : workloads()) CHECK(names.insert(workload.kind + "/" + workload.model).second);
    for (const StepModel& model : step_models())
        for (const std::string kind : {"step/", "evaluation/", "decoding/"}) CHECK(names.contains(kind + model.preset));
    CHECK(workload_names().starts_with("step/demo, evaluation/demo, decoding/demo, "));
}

TEST_CASE("a size tells parts, pairs and positions, and is that of what is made") {
    for (const Workload& workload : workloads()) {
        if (workload.model != "demo") continue;
        const std::unique_ptr<Work> work = workload.make(*workload.of);
        const nn::TranslationSettings settings = demo_settings();
        CAPTURE(workload.kind);
        if (workload.kind == "decoding") {
            CHECK(workload.size == "64x5");
            CHECK(work->target_tokens() == 64);
        } else {
            CHECK(workload.size == "128x10");
            CHECK(work->target_tokens() == 128 * 10);
        }
        CHECK(work->backward_factor() == (workload.kind == "step" ? 2 : 0));
    }
    CHECK(workloads()[3].size == "4*32x15");
}

}  // namespace vitro::bench
