// tests/nn/train/record_words_test.cpp: tokens that can be told apart, tables by their names, the optimizer's
// constants.
#include "nn/train/record_words.hpp"

#include <doctest/doctest.h>

using namespace vitro;

namespace {

std::map<std::string, core::trace::Axes> axes(bool tied, bool bias) {
    nn::LanguageModelConfig config;
    config.vocabulary = 5;
    config.layer.d_model = 4, config.layer.num_heads = 1, config.layer.d_ff = 8;
    config.layers = 1;
    config.tied = tied, config.bias = bias;
    nn::Parameters parameters(1);
    return nn::axes_of(nn::LanguageModel(nn::Builder(parameters), config), "tokens");
}

}  // namespace

TEST_CASE("record words: blanks and line ends can be seen, the first row of a batch is the axis") {
    const nn::Vocabulary vocabulary = nn::Vocabulary::alphabet("a\n\t bb");
    const core::Indices ids = core::Indices::from({2, 2}, {vocabulary.id(" "), vocabulary.id("\n"), 0, 0});
    const core::trace::Labels labels = nn::labels_of("text", ids, vocabulary);
    CHECK(labels.name == "text");
    CHECK(labels.words == std::vector<std::string>{"\u2423", "\\n"});
    CHECK(labels.ids.shape() == ids.shape());
    const core::trace::Labels all = nn::labels_of("tokens", vocabulary);
    CHECK(all.words.size() == 5);
    CHECK(all.words.front() == "b");
    CHECK(all.ids.empty());
}

TEST_CASE("record words: a table that is the projection, too, is named once") {
    using Axes = core::trace::Axes;
    CHECK(axes(true, false) == std::map<std::string, Axes>{{"embedding.weight", {"tokens", ""}}});
    CHECK(axes(true, true).at("output.bias") == Axes{"tokens"});
    CHECK(axes(false, true) == std::map<std::string, Axes>{{"embedding.weight", {"tokens", ""}},
                                                           {"output.weight", {"", "tokens"}},
                                                           {"output.bias", {"tokens"}}});
}

TEST_CASE("record words: the optimizer's constants are the settings'") {
    nn::TrainingSettings settings;
    settings.optimizer = nn::OptimizerKind::adamw;
    settings.beta2 = 0.95, settings.weight_decay = 0.1, settings.clip = 0.5;
    const core::trace::Optimization o = nn::optimization_of(settings);
    CHECK(o.optimizer == "adamw");
    CHECK(o.beta2 == 0.95);
    CHECK(o.weight_decay == 0.1);
    CHECK(o.clip == 0.5);
    settings.optimizer = nn::OptimizerKind::sgd;
    CHECK(nn::optimization_of(settings).optimizer == "sgd");
}
