// tests/nn/train/translation/translation_settings_test.cpp: settings to JSON and back, and what each may be.
#include "nn/train/translation/translation_settings.hpp"

#include <cmath>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "nn/train/run/run_directory.hpp"
#include "tests/error_of.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro;
using namespace vitro::nn;
using test::error_of;
using Json = nlohmann::ordered_json;

namespace {

std::string refusal(const Json& json) {
    return error_of([&] { translation_settings(json); });
}

/// Every setting with a value that is not its default.
TranslationSettings unusual() {
    TranslationSettings settings;
    settings.model.layer = {.d_model = 24,
                            .num_heads = 3,
                            .d_ff = 40,
                            .activation = Activation::silu,
                            .norm = NormPlacement::pre,
                            .layer_norm_epsilon = 1e-6,
                            .dropout = {.residual = 0.1, .attention = 0.2, .feed_forward = 0.3, .embedding = 0.4}};
    settings.model.encoder_layers = 1;
    settings.model.decoder_layers = 5;
    settings.model.final_norm = false;
    settings.model.positions = Positions::learned;
    settings.model.max_positions = 77;
    settings.model.tied = Tying::target;
    settings.model.scale_embedding = false;
    settings.data = {.directory = "somewhere",
                     .source = "fr",
                     .target = "it",
                     .train = "a",
                     .validation = "b",
                     .tokens = TokenKind::characters,
                     .min_frequency = 3,
                     .vocabulary_size = 50,
                     .shared_vocabulary = true,
                     .batch_size = 7,
                     .micro_batches = 3,
                     .max_tokens = 900,
                     .pool = 5,
                     .too_long = TooLong::drop};
    settings.training = {.epochs = 2,
                         .max_steps = 30,
                         .seed = 4,
                         .optimizer = OptimizerKind::adamw,
                         .beta1 = 0.8,
                         .beta2 = 0.99,
                         .epsilon = 1e-7,
                         .momentum = 0.5,
                         .weight_decay = 0.01,
                         .decayed = Decayed::matrices,
                         .schedule = ScheduleKind::cosine,
                         .learning_rate = 0.3,
                         .final_learning_rate = 0.1,
                         .warmup = 6,
                         .clip = 2,
                         .label_smoothing = 0.2,
                         .log_every = 3,
                         .keep_epochs = 5,
                         .tensorboard = true};
    return settings;
}

}  // namespace

TEST_CASE("translation settings: to JSON and back") {
    for (const TranslationSettings& settings : {TranslationSettings{}, unusual()}) {
        const Json settings_json = to_json(settings);
        CHECK(translation_settings(settings_json) == settings);
        CHECK(to_json(translation_settings(Json::parse(settings_json.dump()))) == settings_json);
    }
}

TEST_CASE("translation settings: the unusual ones differ from the defaults in every field") {
    const Json usual = to_json(TranslationSettings{}), other = to_json(unusual());
    for (const char* section : {"model", "data", "training"})
        for (const auto& item : usual[section].items()) {
            CAPTURE(item.key());
            CHECK(other[section][item.key()] != item.value());
        }
}

TEST_CASE("translation settings: what is missing keeps its default, vocabulary sizes are not settings") {
    CHECK(translation_settings(Json::object()) == TranslationSettings{});
    CHECK(translation_settings({{"format", 1}, {"training", {{"epochs", 3}}}}).training.epochs == 3);
    CHECK(!to_json(TranslationSettings{})["model"].contains("source_vocabulary"));
}

TEST_CASE("translation settings: one that does not exist is refused, listing those that do") {
    const std::string message = refusal({{"data", {{"batchsize", 3}}}});
    CAPTURE(message);
    CHECK(message.starts_with("[data] setting \"batchsize\": valid are directory, source, target, train, "));
    CHECK(refusal({{"training", {{"epoch", 3}}}}).starts_with("[training] setting \"epoch\": valid are epochs, "));
    CHECK(refusal({{"model", {{"width", 3}}}}).starts_with("[transformer] setting \"width\": valid are "));
}

TEST_CASE("translation settings: values of the wrong kind are refused, saying which are right") {
    CHECK(refusal({{"data", {{"batch_size", "many"}}}}) == "[data] batch_size \"many\": valid are integers");
    CHECK(refusal({{"data", {{"shared_vocabulary", 1}}}}) == "[data] shared_vocabulary 1: valid are true, false");
    CHECK(refusal({{"data", {{"source", 1}}}}) == "[data] source 1: valid are texts in quotes");
    CHECK(refusal({{"training", {{"clip", "no"}}}}) == "[training] clip \"no\": valid are numbers");
    CHECK(refusal({{"training", {{"optimizer", "lion"}}}}) ==
          "[training] optimizer \"lion\": valid are sgd, adam, adamw");
    CHECK(refusal({{"data", 3}}) == "[data] settings must be a JSON object");
    CHECK(refusal(3) == "[settings] must be a JSON object with model, data and training");
}

TEST_CASE("translation settings: values out of range are refused, saying which are right") {
    CHECK(refusal({{"data", {{"batch_size", 0}}}}) == "[data] batch_size 0: valid are 1 and up");
    CHECK(refusal({{"data", {{"micro_batches", 0}}}}) == "[data] micro_batches 0: valid are 1 to 256");
    CHECK(refusal({{"data", {{"micro_batches", 257}}}}) == "[data] micro_batches 257: valid are 1 to 256");
    CHECK(refusal({{"data", {{"max_tokens", -1}}}}) == "[data] max_tokens -1: valid are 0 and up");
    CHECK(refusal({{"training", {{"epochs", 0}}}}) == "[training] epochs 0: valid are 1 and up");
    CHECK(refusal({{"training", {{"seed", -1}}}}) == "[training] seed -1: valid are 0 and up");
    CHECK(refusal({{"training", {{"keep_epochs", -1}}}}) == "[training] keep_epochs -1: valid are 0 and up");
    CHECK(refusal({{"training", {{"beta2", 1}}}}) == "[training] beta2 1: valid are 0 up to but not 1");
    CHECK(refusal({{"training", {{"label_smoothing", 1.5}}}}) ==
          "[training] label_smoothing 1.5: valid are 0 up to but not 1");
    CHECK(refusal({{"training", {{"learning_rate", -0.5}}}}) ==
          "[training] learning_rate -0.5: valid are 0 up to 3.4e38");
    CHECK(refusal({{"training", {{"learning_rate", 1e39}}}}) ==
          "[training] learning_rate 1e+39: valid are 0 up to 3.4e38");
    CHECK(refusal({{"training", {{"epsilon", 0}}}}) == "[training] epsilon 0: valid are 1.2e-38 up to 3.4e38");
    CHECK(refusal({{"model", {{"num_heads", 3}}}}).starts_with("[transformer] num_heads 3, which does not divide"));
    CHECK(refusal({{"model", {{"tied", "all"}}}}) ==
          "[model] tied all: valid are none, target; or data.shared_vocabulary true");
}

TEST_CASE("translation settings: the three schedules") {
    TrainingSettings training = unusual().training;
    CHECK(make_schedule(training, 64, 30).rate(30) == doctest::Approx(0.1).epsilon(0.05));
    CHECK(make_schedule(training, 64, 30).rate(7) == doctest::Approx(0.3));
    training.schedule = ScheduleKind::constant;
    CHECK(make_schedule(training, 64, 30).rate(1) == 0.3);
    training.schedule = ScheduleKind::noam;
    CHECK(make_schedule(training, 64, 30).rate(6) == doctest::Approx(0.3 / std::sqrt(64.0 * 6)));
    training.warmup = 0;
    CHECK(make_schedule(training, 64, 30).rate(1) == doctest::Approx(0.3 / 8));
}

TEST_CASE("translation settings: a cosine shorter than its warm-up still ends") {
    TrainingSettings training = unusual().training;
    training.warmup = 100;
    CHECK(make_schedule(training, 64, 10).rate(10) <= 0.3);
}

TEST_CASE("translation settings: of a run") {
    const test::TemporaryDirectory place;
    Json settings_json = {{"task", kTranslationTask}};
    settings_json.update(to_json(unusual()));
    const RunDirectory run = RunDirectory::create(place.path() / "run", settings_json);
    CHECK(settings_of(run) == unusual());
    const RunDirectory other = RunDirectory::create(place.path() / "other", {{"task", "poetry"}});
    CHECK(error_of([&] { settings_of(other); }) == other.path().string() + ": not the run of a translator");
    settings_json["training"]["epochs"] = 0;
    const RunDirectory broken = RunDirectory::create(place.path() / "broken", settings_json);
    CHECK(error_of([&] { settings_of(broken); }) ==
          broken.path().string() + ": [training] epochs 0: valid are 1 and up");
}
