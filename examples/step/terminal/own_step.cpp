// examples/step/terminal/own_step.cpp: a run's weights and moments, and a training of one pair around them.
#include "examples/step/terminal/own_step.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/printable.hpp"
#include "nn/train/translation/translation_record.hpp"
#include "nn/train/translation/translation_training.hpp"

namespace vitro::step {
namespace {

/// What last.safetensors says of its training: the updates done.
std::int64_t steps_of(const nn::Metadata& metadata, const std::string& path) {
    const auto found = metadata.find("vitro.position");
    const auto position = nlohmann::json::parse(found == metadata.end() ? "" : found->second, nullptr, false);
    if (!position.is_object() || !position.contains("optimizer_steps") ||
        !position["optimizer_steps"].is_number_integer())
        throw core::Error(fmt::format("{}: does not say where its training stood", path));
    return position["optimizer_steps"];
}

/// Weights, moments and steps, or the best weights alone.
std::int64_t load(const nn::RunDirectory& run, const nn::Translator& translator, nn::Optimizer& optimizer) {
    if (!run.has(nn::kLast)) {
        nn::load_tensors(run.existing_file(nn::kModel), nn::named_tensors(translator.parameters));
        return 0;
    }
    std::vector<nn::NamedTensor> all = nn::named_tensors(translator.parameters);
    for (const nn::Optimizer::State& state : optimizer.state()) all.push_back({state.name, state.tensor});
    const std::string path = run.file(nn::kLast);
    const std::int64_t steps = steps_of(nn::load_tensors(path, all), path);
    optimizer.set_steps(steps);
    return steps;
}

/// A cosine's fall follows from the whole corpus, which is not read here: its rate is that of the log's last line.
double rate_of(const nn::RunDirectory& run, const nn::TranslationSettings& settings, std::int64_t step) {
    const nn::TrainingSettings& training = settings.training;
    if (training.schedule != nn::ScheduleKind::cosine)
        return nn::make_schedule(training, settings.model.layer.d_model, 0).rate(step);
    const std::string log = run.has(nn::kLog) ? run.read_text(nn::kLog) : "";
    const std::size_t key = log.rfind("\"learning_rate\":");
    const std::size_t line = key == std::string::npos ? key : log.rfind('\n', key);
    if (key == std::string::npos) return training.learning_rate;
    const std::size_t begin = line == std::string::npos ? 0 : line + 1;
    const auto entry = nlohmann::json::parse(log.substr(begin, log.find('\n', begin) - begin), nullptr, false);
    return entry.is_object() && entry.value("learning_rate", nlohmann::json()).is_number()
               ? entry["learning_rate"].get<double>()
               : training.learning_rate;
}

/// One pair, a batch and an epoch of its own.
nn::TranslationSettings for_one_pair(nn::TranslationSettings settings) {
    settings.data.batch_size = settings.data.micro_batches = settings.data.pool = 1;
    settings.data.max_tokens = 0;
    settings.training.epochs = 1, settings.training.max_steps = 0;
    return settings;
}

nn::Text one_line(const char* name, const std::string& text) {
    nn::Text parsed = nn::parse_text(text, name);
    if (parsed.lines.size() != 1 || parsed.lines[0].find_first_not_of(" \t") == std::string::npos)
        throw core::Error(fmt::format("{} {}: must be one sentence", name, core::printable(text, '\'')));
    return parsed;
}

}  // namespace

core::trace::Recording own_step(const std::string& directory, const std::string& text, const std::string& target) {
    const nn::ParallelText pair{one_line("--text", text), one_line("--target", target)};
    const nn::RunDirectory run = nn::RunDirectory::open(directory);
    const nn::TranslationSettings settings = nn::settings_of(run);
    const nn::TokenKind kind = settings.data.tokens;
    const auto vocabulary = [&](std::string_view name) {
        return nn::Vocabulary::from_text(run.read_text(name), kind, run.file(name));
    };
    const nn::Translator translator(for_one_pair(settings),
                                    {vocabulary(nn::kSourceVocabulary), vocabulary(nn::kTargetVocabulary)});
    const auto optimizer = nn::make_optimizer(settings.training, translator.parameters);
    const std::int64_t done = load(run, translator, *optimizer);

    const nn::ParallelSentences encoded =
        nn::encode(pair, translator.vocabularies.source, translator.vocabularies.target);
    nn::TranslationTask task(translator, encoded, encoded);
    nn::Trainer trainer(
        task, *optimizer, nn::ConstantRate{rate_of(run, settings, done + 1)},
        {.epochs = 1, .clip = settings.training.clip, .seed = static_cast<std::uint64_t>(settings.training.seed)});
    return nn::record_translation_step(translator, task, *optimizer, trainer,
                                       fmt::format("Step {} of {}, on a pair of yours", done + 1, directory));
}

}  // namespace vitro::step
