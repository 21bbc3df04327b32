// nn/train/classify/labeller.cpp: lines in, labels out.
#include "nn/train/classify/labeller.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>
#include <utility>

#include "core/context.hpp"
#include "nn/train/run/checkpoint.hpp"
#include "nn/train/run/kept_weights.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

constexpr std::size_t kTogether = 64;  // lines
constexpr std::int64_t kMistakesShown = 5;

ClassifySettings sized(ClassifySettings settings, const Vocabulary& vocabulary, const Labels& labels) {
    settings.validate();
    settings.model.vocabulary = vocabulary.size();
    settings.model.classes = labels.size();
    return settings;
}

BatchOptions batch_options(const ClassifySettings& settings) {
    return {.batch_size = settings.data.batch_size,
            .pool = settings.data.pool,
            .max_length = settings.model.max_positions,
            .too_long = settings.data.too_long,
            .seed = static_cast<std::uint64_t>(settings.training.seed)};
}

/// Logarithms of the labels' probabilities, for each line in its order.
std::vector<std::vector<double>> log_probabilities(const Labeller& labeller, const Text& text) {
    const core::NoGrad no_grad;
    const Sentences sentences = encode(text, labeller.vocabulary);
    check_fits(sentences, labeller.settings.model.max_positions);
    std::vector<std::vector<double>> found;
    for (std::size_t begin = 0; begin < sentences.ids.size(); begin += kTogether) {
        std::vector<std::int32_t> lines(std::min(kTogether, sentences.ids.size() - begin));
        std::iota(lines.begin(), lines.end(), static_cast<std::int32_t>(begin));
        const core::Indices tokens = pad(sentences, lines, Mark::end);
        const Tensor logs = core::log_softmax(labeller.model(tokens, lengths(sentences, lines))).value;
        for (const real* row = logs.data(); row != logs.data() + logs.size(); row += logs.cols())
            found.emplace_back(row, row + logs.cols());
    }
    return found;
}

}  // namespace

Labeller::Labeller(const ClassifySettings& wanted, Vocabulary words, Labels names)
    : settings(sized(wanted, words, names)),
      vocabulary(std::move(words)),
      labels(std::move(names)),
      parameters(static_cast<std::uint64_t>(settings.training.seed)),
      model(Builder(parameters), settings.model) {}

Labeller Labeller::untrained(const RunDirectory& run) {
    const ClassifySettings settings = classify_settings_of(run);
    return {
        settings,
        Vocabulary::from_bytes(run.read_text(kLabelledVocabulary), settings.data.tokens, run.file(kLabelledVocabulary)),
        Labels::from_text(run.read_text(kLabels), run.file(kLabels))};
}

Labeller Labeller::load(const RunDirectory& run, const std::string& weights) {
    Labeller labeller = untrained(run);
    load_tensors(weights_file(run, weights), named_tensors(labeller.parameters));
    return labeller;
}

std::vector<std::vector<double>> probabilities(const Labeller& labeller, const Text& text) {
    std::vector<std::vector<double>> found = log_probabilities(labeller, text);
    for (std::vector<double>& line : found)
        for (double& number : line) number = std::exp(number);
    return found;
}

LabelScore score(const Labeller& labeller, const LabelledText& text) {
    const std::vector<std::int32_t> right = labeller.labels.encode(text);
    const std::vector<std::vector<double>> logs = log_probabilities(labeller, text.text);
    LabelScore total;
    total.lines = std::ssize(right);
    std::int64_t told = 0;
    for (std::size_t line = 0; line < right.size(); ++line) {
        total.loss -= logs[line][static_cast<std::size_t>(right[line])] / static_cast<double>(right.size());
        const auto said = static_cast<std::int32_t>(std::ranges::max_element(logs[line]) - logs[line].begin());
        total.right += said == right[line];
        if (said == right[line] || told++ >= kMistakesShown) continue;
        total.mistakes +=
            fmt::format("{}, not {}: {}\n", labeller.labels.name(said), text.labels[line], text.text.lines[line]);
    }
    return total;
}

core::Loss label_loss(const Classifier& model, const LabelledBatch& batch, double smoothing) {
    return core::cross_entropy(model(batch.tokens, batch.lengths), batch.labels, {.smoothing = smoothing});
}

LabellingTask::LabellingTask(const Labeller& labeller, const LabelledText& train, LabelledText validation)
    : labeller_(labeller),
      train_(encode(train.text, labeller.vocabulary), labeller.labels.encode(train), batch_options(labeller.settings)),
      validation_(std::move(validation)) {}

core::Loss LabellingTask::loss(std::int64_t epoch, std::int64_t batch, std::int64_t) {
    if (planned_ != epoch) plan_ = train_.epoch(epoch);
    planned_ = epoch;
    const LabelledBatch lines = (*plan_)[static_cast<std::size_t>(batch)];
    return label_loss(labeller_.model, lines, labeller_.settings.training.label_smoothing);
}

double LabellingTask::validation_loss() {
    scored_ = score(labeller_, validation_);
    return scored_.loss;
}

Observation LabellingTask::observe() {
    std::string told = fmt::format("{} of {} validation lines are right", scored_.right, scored_.lines);
    if (!scored_.mistakes.empty()) {
        told += "; the first mistakes:\n" + scored_.mistakes;
        told.pop_back();  // the last newline
    }
    return {.sample = told,
            .scores = {{"accuracy", static_cast<double>(scored_.right) / static_cast<double>(scored_.lines)}}};
}

}  // namespace vitro::nn::inline VITRO_REAL
