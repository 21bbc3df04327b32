// nn/train/record_words.cpp: ids as tokens, and settings as what a recording keeps of them.
#include "nn/train/record_words.hpp"

#include <utility>

namespace vitro::nn::inline VITRO_REAL {

namespace trace = core::trace;

namespace {

/// A token that is a blank, or begins with one, can be told from another on the screen.
std::string visible(const std::string& token) {
    std::string text;
    for (const char byte : token) {
        if (byte == ' ')
            text += "\u2423";
        else if (byte == '\n')
            text += "\\n";
        else if (byte == '\t')
            text += "\\t";
        else
            text += byte;
    }
    return text;
}

}  // namespace

trace::Labels labels_of(std::string name, const core::Indices& ids, const Vocabulary& vocabulary) {
    trace::Labels labels{std::move(name), {}, ids};
    for (std::int64_t i = 0; i < ids.shape().cols(); ++i)
        labels.words.push_back(visible(vocabulary.token(ids.data()[i])));
    return labels;
}

trace::Labels labels_of(std::string name, const Vocabulary& vocabulary) {
    trace::Labels labels{std::move(name), {}, {}};
    for (std::int32_t id = 0; id < vocabulary.size(); ++id) labels.words.push_back(visible(vocabulary.token(id)));
    return labels;
}

std::map<std::string, trace::Axes> axes_of(const LanguageModel& model, const std::string& vocabulary) {
    std::map<std::string, trace::Axes> axes;
    if (!model.output.tied) axes[name_of(model.output.weight)] = {"", vocabulary};
    if (!model.output.bias.value.empty()) axes[name_of(model.output.bias)] = {vocabulary};
    axes[name_of(model.input.embedding.weight)] = {vocabulary, ""};
    return axes;
}

trace::Optimization optimization_of(const TrainingSettings& settings) {
    trace::Optimization o;
    o.optimizer = settings.optimizer == OptimizerKind::sgd    ? "sgd"
                  : settings.optimizer == OptimizerKind::adam ? "adam"
                                                              : "adamw";
    o.beta1 = settings.beta1, o.beta2 = settings.beta2, o.epsilon = settings.epsilon;
    o.weight_decay = settings.weight_decay, o.momentum = settings.momentum, o.clip = settings.clip;
    return o;
}

}  // namespace vitro::nn::inline VITRO_REAL
