// nn/train/classify/classify_training.cpp: labelled lines by words and by numbers, and what there is to say of them.
#include "nn/train/classify/classify_training.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>
#include <span>

#include "nn/train/progress.hpp"
#include "nn/train/run/crc32.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

const ClassifySettings& valid(const ClassifySettings& settings) {
    settings.validate();
    return settings;
}

std::uint32_t checksum(const LabelledText& text, std::uint32_t crc) {
    for (std::size_t line = 0; line < text.labels.size(); ++line) {
        const std::string whole = fmt::format("{}\t{}\n", text.labels[line], text.text.lines[line]);
        crc = crc32(std::as_bytes(std::span(whole)), crc);
    }
    return crc;
}

}  // namespace

struct ClassifyTraining::Lines {
    LabelledText train, validation;
    Vocabulary vocabulary;
    Labels labels;

    explicit Lines(const ClassifyDataSettings& data)
        : train(read_labelled_split(data, "train")),
          validation(read_labelled_split(data, "val")),
          vocabulary(Vocabulary::build(
              {train.text.lines},
              {.tokens = data.tokens, .min_frequency = data.min_frequency, .size = data.vocabulary_size})),
          labels(Labels::build(train)) {}
};

ClassifyTraining::ClassifyTraining(const ClassifySettings& settings)
    : ClassifyTraining(settings, Lines(valid(settings).data)) {}

ClassifyTraining::ClassifyTraining(const ClassifySettings& settings, const Lines& lines)
    : fingerprint_(fmt::format("{:08x}", checksum(lines.validation, checksum(lines.train, 0)))),
      labeller_(settings, lines.vocabulary, lines.labels),
      task_(labeller_, lines.train, lines.validation) {
    set_up(labeller_.settings.model.layer.d_model);
}

nlohmann::ordered_json ClassifyTraining::settings() const {
    return to_json(labeller_.settings);
}

std::vector<Fact> ClassifyTraining::facts() const {
    const ClassifySettings& settings = labeller_.settings;
    const std::string where = settings.data.directory.empty() ? "embedded" : settings.data.directory;
    std::vector<std::string> names;
    for (std::int32_t label = 0; label < labeller_.labels.size(); ++label)
        names.push_back(labeller_.labels.name(label));
    return {{"lines", fmt::format("{}: {} to learn from, {} to validate", where, grouped(task_.train().lines()),
                                  grouped(task_.validation_tokens()))},
            {"labels", fmt::format("{}", fmt::join(names, ", "))},
            {"vocabulary", fmt::format("{} {}", grouped(labeller_.vocabulary.size()), name(settings.data.tokens))},
            {"model", fmt::format("encoder-only Transformer, {} layers, width {}, {} heads: {} parameters",
                                  settings.model.layers, settings.model.layer.d_model, settings.model.layer.num_heads,
                                  grouped(parameters().size()))}};
}

nlohmann::ordered_json ClassifyTraining::figures() const {
    return {{"vocabulary", labeller_.vocabulary.size()}, {"classes", labeller_.labels.size()}};
}

std::vector<RunDirectory::TextFile> ClassifyTraining::files() const {
    return {{kLabelledVocabulary, labeller_.vocabulary.to_bytes()}, {kLabels, labeller_.labels.to_text()}};
}

}  // namespace vitro::nn::inline VITRO_REAL
