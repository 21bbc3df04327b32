// examples/step/own/classify.cpp: a classifier and a line with its label.
#include <fmt/format.h>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/printable.hpp"
#include "examples/step/own/kinds.hpp"
#include "examples/step/own/own_step.hpp"
#include "examples/step/own/standing.hpp"
#include "examples/step/own/unknown.hpp"
#include "nn/train/classify/classify_record.hpp"

namespace vitro::step {
namespace {

/// 'past', 'present', 'future'
std::string names_of(const nn::Labels& labels) {
    std::vector<std::string> names;
    for (std::int32_t label = 0; label < labels.size(); ++label)
        names.push_back(core::printable(labels.name(label), '\''));
    return fmt::format("{}", fmt::join(names, ", "));
}

std::int32_t label_named(const std::string& name, const nn::Labels& labels) {
    for (std::int32_t label = 0; label < labels.size(); ++label)
        if (labels.name(label) == name) return label;
    throw core::Error(fmt::format("--target {}: is none of the labels that the model learned: {}",
                                  core::printable(name, '\''), names_of(labels)));
}

nn::LabelledBatch batch_of(const OwnText& own, const nn::Labeller& labeller) {
    const nn::Text text = one_line("--text", own.text);
    refuse_unknown(text.lines.front(), labeller.vocabulary);
    const nn::LabelledBatches batches(nn::encode(text, labeller.vocabulary), {label_named(own.target, labeller.labels)},
                                      {.batch_size = 1, .max_length = labeller.settings.model.max_positions});
    return batches.epoch(0)[0];
}

}  // namespace

core::trace::Recording own_classify_step(const OwnText& own) {
    const nn::Labeller labeller = nn::Labeller::untrained(own.run);
    if (own.target.empty())
        throw Misuse(fmt::format("{} is a classifier: --target must give the label of --text: {}",
                                 own.run.path().string(), names_of(labeller.labels)));
    const nn::LabelledBatch batch = batch_of(own, labeller);
    const nn::ClassifySettings& settings = labeller.settings;
    const Standing standing =
        load_standing(own.run, labeller.parameters, settings.training, {.d_model = settings.model.layer.d_model});
    return nn::record_classify_step(labeller, batch, standing.next(own.run, "a line"));
}

}  // namespace vitro::step
