// tests/nn/train/record_test.cpp: a recorded step is the step, and its file tells all of it.
#include "nn/train/record.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/io/safetensors.hpp"
#include "core/trace/recording_file.hpp"
#include "core/trace/recording_json.hpp"
#include "nn/data/grammar/grammar.hpp"
#include "nn/train/run/signature.hpp"
#include "nn/train/translation/translation_record.hpp"
#include "nn/train/translation/translation_training.hpp"
#include "tests/error_of.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro;
namespace trace = core::trace;

namespace {

nn::TranslationSettings settings(nn::OptimizerKind optimizer, std::int64_t parts) {
    nn::TranslationSettings own;
    own.model.layer = {.d_model = 8, .num_heads = 2, .d_ff = 16};
    own.model.layer.dropout = {.residual = 0.2, .attention = 0.2};
    own.model.encoder_layers = own.model.decoder_layers = 1;
    own.model.max_positions = 16;
    own.data.min_frequency = 1;
    own.data.batch_size = 2 * parts, own.data.micro_batches = parts;
    own.training.optimizer = optimizer;
    own.training.momentum = optimizer == nn::OptimizerKind::sgd ? 0.9 : 0;
    own.training.clip = 0.5;
    return own;
}

/// A training of a few sentences.
struct Own {
    nn::TranslationSettings chosen;
    nn::ParallelText text = nn::grammar::text_of(nn::grammar::showcase(), "de", "en");
    nn::Translator translator;
    nn::TranslationTask task;
    std::unique_ptr<nn::Optimizer> optimizer;
    nn::Trainer trainer;

    explicit Own(nn::OptimizerKind kind = nn::OptimizerKind::adam, std::int64_t parts = 1)
        : chosen(settings(kind, parts)),
          translator(chosen, nn::build_vocabularies(chosen.data, text)),
          task(translator, sentences(), sentences()),
          optimizer(nn::make_optimizer(chosen.training, translator.parameters)),
          trainer(task, *optimizer, nn::make_schedule(chosen.training, 8, 0), {.clip = chosen.training.clip}) {}
    nn::ParallelSentences sentences() const {
        return nn::encode(text, translator.vocabularies.source, translator.vocabularies.target);
    }
    trace::Recording record() { return nn::record_translation_step(translator, task, *optimizer, trainer, "a step"); }
};

std::vector<float> gradient_of(const trace::Recording& recording, int value) {
    std::vector<float> sum;
    for (const trace::Contribution& one : recording.step().contributions) {
        if (one.value != value) continue;
        if (sum.empty()) sum.assign(one.numbers.numbers.size(), -0.0F);
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += one.numbers.numbers[i];
    }
    return sum;
}

std::string signature_of(const Own& own) {
    return nn::signature(own.trainer.report().loss, own.translator.parameters);
}

bool same_numbers(std::span<const float> a, std::span<const float> b) {
    return std::ranges::equal(a, b);
}

}  // namespace

TEST_CASE("record: the weights end as an unrecorded step leaves them, to the bit") {
    for (const auto kind : {nn::OptimizerKind::adam, nn::OptimizerKind::adamw, nn::OptimizerKind::sgd})
        for (const std::int64_t parts : {1, 3}) {
            CAPTURE(parts);
            Own plain(kind, parts), recorded(kind, parts);
            for (int step = 0; step < 3; ++step) {
                plain.trainer.step();
                recorded.record();
            }
            plain.trainer.step(), recorded.trainer.step();
            CHECK(signature_of(plain) == signature_of(recorded));
        }
}

TEST_CASE("record: gradients are the sums of their contributions, in parts of a batch, too") {
    for (const std::int64_t parts : {1, 3}) {
        Own own(nn::OptimizerKind::adam, parts);
        own.trainer.step();
        const trace::Recording recording = own.record();
        for (std::size_t i = 0; i < recording.updates.size(); ++i) {
            const nn::Variable& parameter = own.translator.parameters[i];
            CAPTURE(nn::name_of(parameter));
            CHECK(same_numbers(gradient_of(recording, recording.updates[i].value), parameter.grad().span()));
            CHECK(same_numbers(recording.updates[i].after.numbers, parameter.value.span()));
        }
    }
}

TEST_CASE("record: the update follows from what is shown of it") {
    Own own;
    own.trainer.step();
    const trace::Recording recording = own.record();
    const trace::Optimization& o = recording.optimization;
    CHECK(o.step == 2);
    CHECK(o.tokens > 0);
    CHECK(o.factor == doctest::Approx(std::min(1.0, o.clip / (o.norm + 1e-6)) / static_cast<double>(o.tokens)));
    for (const trace::Update& update : recording.updates) {
        const std::vector<float> gradient = gradient_of(recording, update.value);
        const auto& weight = recording.step().values[static_cast<std::size_t>(update.value)].numbers.numbers;
        REQUIRE(update.states.size() == 2);
        CHECK(update.stale.size == static_cast<std::int64_t>(weight.size()));
        const auto &m = update.states[0], &v = update.states[1];
        for (std::size_t i = 0; i < weight.size(); ++i) {
            const double g = static_cast<double>(gradient[i]) * o.factor;
            const double m1 = o.beta1 * static_cast<double>(m.before.numbers[i]) + (1 - o.beta1) * g;
            const double v1 = o.beta2 * static_cast<double>(v.before.numbers[i]) + (1 - o.beta2) * g * g;
            CHECK(static_cast<double>(m.after.numbers[i]) == doctest::Approx(m1).epsilon(1e-5));
            CHECK(static_cast<double>(v.after.numbers[i]) == doctest::Approx(v1).epsilon(1e-5));
            const double moved = o.learning_rate * (m1 / (1 - o.beta1 * o.beta1)) /
                                 (std::sqrt(v1 / (1 - o.beta2 * o.beta2)) + o.epsilon);
            CHECK(static_cast<double>(update.after.numbers[i]) ==
                  doctest::Approx(static_cast<double>(weight[i]) - moved).epsilon(1e-5));
        }
    }
}

TEST_CASE("record: which parameters are decayed is what the optimizer does, and its file tells it") {
    const test::TemporaryDirectory directory;
    for (const nn::Decayed decayed : {nn::Decayed::all, nn::Decayed::matrices}) {
        Own own(nn::OptimizerKind::adamw);
        own.translator.settings.training.decayed = decayed;
        const trace::Recording recording = own.record();
        const std::string path = directory / "step.safetensors";
        trace::write_recording(path, recording);
        const trace::Recording read = trace::read_recording(path);
        for (std::size_t i = 0; i < recording.updates.size(); ++i) {
            const bool is_matrix = own.translator.parameters[i].shape().rank() >= 2;
            CHECK(recording.updates[i].decayed == (is_matrix || decayed == nn::Decayed::all));
            CHECK(read.updates[i].decayed == recording.updates[i].decayed);
        }
    }
}

TEST_CASE("record: the events of a step, and its words") {
    Own own;
    const trace::Recording recording = own.record();
    std::string phases;
    for (const trace::Event& event : recording.step().events)
        if (const std::string name = trace::name_of(event.kind); !phases.ends_with(name + " ")) phases += name + " ";
    CHECK(phases.starts_with("ZERO INPUT F LOSS SEED B ACC B ACC "));
    CHECK(phases.ends_with("ACC MEAN CLIP U "));
    const auto& values = recording.step().values;
    const auto logits = std::ranges::find(values, "output.linear", &trace::Value::name);
    REQUIRE(logits != values.end());
    CHECK(logits->axes == trace::Axes{"", "target so far", "target vocabulary"});
    CHECK(recording.labels[1].words.front() == "<bos>");
    CHECK(recording.labels[1].words[1] == recording.labels[2].words[0]);
    CHECK(recording.loss > recording.loss_after);
}

TEST_CASE("record: a file holds all of it") {
    const test::TemporaryDirectory directory;
    Own own;
    own.trainer.step();
    const trace::Recording recording = own.record();
    const std::string path = directory / "step.safetensors";
    trace::write_recording(path, recording);
    const trace::Recording read = trace::read_recording(path);
    CHECK(trace::to_json(read) == trace::to_json(recording));
    CHECK(trace::recording_bytes(read) == trace::recording_bytes(recording));
    REQUIRE(read.graphs.size() > 2);
    CHECK(same_numbers(read.graphs[2].contributions[0].numbers.numbers,
                       recording.graphs[2].contributions[0].numbers.numbers));
}

TEST_CASE("record: a file that is none is refused with the reason") {
    const test::TemporaryDirectory directory;
    const std::string path = directory / "step.safetensors";
    const auto reason = [&] { return test::error_of([&] { trace::read_recording(path); }); };
    core::write_safetensors(path, {}, {{"format", "pt"}});
    CHECK(reason().find("no recording of vitro's") != std::string::npos);
    core::write_safetensors(path, {}, {{"vitro.recording", R"({"schema": "vitro-recording/9"})"}});
    CHECK(reason().find("its schema is 'vitro-recording/9'; this program reads vitro-recording/1") !=
          std::string::npos);
    core::write_safetensors(path, {}, {{"vitro.recording", R"({"schema": "vitro-recording/1"})"}});
    CHECK(reason().find("cannot be opened as a recording") != std::string::npos);
    Own own;
    const std::string whole = trace::recording_bytes(own.record());
    std::ofstream(path, std::ios::binary) << whole.substr(0, whole.size() - 100);
    CHECK(!reason().empty());
}

TEST_CASE("record: of a training at its end there is none") {
    Own own;
    while (own.trainer.step()) {
    }
    CHECK(test::error_of([&] { own.record(); }) == "[record] the training is at its end: there is no step to record");
}
