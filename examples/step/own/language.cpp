// examples/step/own/language.cpp: a language model and a text: each token is to predict the next.
#include <fmt/format.h>
#include <string>

#include "core/error.hpp"
#include "examples/step/own/kinds.hpp"
#include "examples/step/own/own_step.hpp"
#include "examples/step/own/standing.hpp"
#include "examples/step/own/unknown.hpp"
#include "nn/data/language/document.hpp"
#include "nn/train/language/language_record.hpp"

namespace vitro::step {
namespace {

/// The tokens but the last, and those but the first.
nn::Block block_of(const std::string& text, const nn::Writer& writer) {
    const nn::Document document = nn::parse_document(text, "--text");
    refuse_unknown(document.text, writer.vocabulary);
    const core::Indices ids = nn::encode(document.text, writer.vocabulary).ids;
    const std::int64_t read = ids.size() - 1, positions = writer.settings.model.max_positions;
    if (read < 1) throw core::Error("--text: is one token: a step takes two, one to be read and one to be predicted");
    if (read > positions)
        throw core::Error(fmt::format(
            "--text: has {} tokens: all but the last are read, and the model has {} positions", ids.size(), positions));
    const auto places = static_cast<std::size_t>(read);
    return {core::Indices::from({1, read}, std::span(ids.data(), places)),
            core::Indices::from({1, read}, std::span(ids.data() + 1, places))};
}

}  // namespace

core::trace::Recording own_language_step(const OwnText& own) {
    if (!own.target.empty())
        throw Misuse(
            fmt::format("{} is a language model: it takes no --target, since the tokens of --text are to "
                        "predict each the next",
                        own.run.path().string()));
    const nn::Writer writer = nn::Writer::untrained(own.run);
    const nn::LanguageSettings& settings = writer.settings;
    const nn::Block block = block_of(own.text, writer);
    const Standing standing =
        load_standing(own.run, writer.parameters, settings.training,
                      {.d_model = settings.model.layer.d_model, .steps_per_epoch = settings.data.steps_per_epoch});
    return nn::record_language_step(writer, block, standing.next(own.run, "a text"));
}

}  // namespace vitro::step
