// nn/train/translation/translation_data.cpp: reading what is to be translated.
#include "nn/train/translation/translation_data.hpp"

#include <fmt/format.h>
#include <span>

#include "core/error.hpp"
#include "core/printable.hpp"
#include "nn/data/grammar/grammar.hpp"
#include "nn/train/run/crc32.hpp"

namespace vitro::nn {
namespace {

constexpr std::string_view kEmbeddedSource = "de", kEmbeddedTarget = "en";

std::span<const grammar::Pair> embedded_pairs(std::string_view split) {
    static const grammar::Split corpus = grammar::generate();
    if (split == "train") return corpus.train;
    if (split == "val") return corpus.validation;
    if (split == "test") return corpus.test;
    throw core::Error(fmt::format("[data] the embedded corpus has no split {}: valid are train, val, test",
                                  core::printable(split, '\'')));
}

/// Either direction.
ParallelText embedded_text(const DataSettings& data, std::string_view split) {
    const bool forward = data.source == kEmbeddedSource && data.target == kEmbeddedTarget;
    if (!forward && !(data.source == kEmbeddedTarget && data.target == kEmbeddedSource))
        throw core::Error(
            fmt::format("[data] the embedded corpus does not translate {} to {}: valid are de to en, en to "
                        "de; other languages need a directory",
                        data.source, data.target));
    const auto name = [&](std::string_view language) { return fmt::format("embedded corpus, {}.{}", split, language); };
    ParallelText text = grammar::text_of(embedded_pairs(split), name(kEmbeddedSource), name(kEmbeddedTarget));
    if (!forward) std::swap(text.source, text.target);
    return text;
}

void require_words(const Vocabulary& vocabulary, const Text& text, std::int64_t min_frequency) {
    if (vocabulary.size() <= std::ssize(Vocabulary::kSpecials))
        throw core::Error(fmt::format("[data] no token of {} occurs min_frequency = {} times: choose a lower one",
                                      text.name, min_frequency));
}

}  // namespace

ParallelText read_split(const DataSettings& data, std::string_view split) {
    if (data.directory.empty()) return embedded_text(data, split);
    return read_parallel(data.directory, split, data.source, data.target);
}

Vocabularies build_vocabularies(const DataSettings& data, const ParallelText& train) {
    const auto build = [&](std::initializer_list<std::span<const std::string>> texts) {
        return Vocabulary::build(
            texts, {.tokens = data.tokens, .min_frequency = data.min_frequency, .size = data.vocabulary_size});
    };
    const Vocabularies built = data.shared_vocabulary
                                   ? Vocabularies{build({train.source.lines, train.target.lines}),
                                                  build({train.source.lines, train.target.lines})}
                                   : Vocabularies{build({train.source.lines}), build({train.target.lines})};
    require_words(built.source, train.source, data.min_frequency);
    require_words(built.target, train.target, data.min_frequency);
    return built;
}

std::string fingerprint(std::initializer_list<const ParallelText*> texts) {
    std::uint32_t crc = 0;
    const auto add = [&crc](std::string_view bytes) { crc = crc32(std::as_bytes(std::span(bytes)), crc); };
    const auto add_side = [&add](const Text& side) {
        for (const std::string& line : side.lines) {
            add(line);
            add("\n");
        }
        add("end of a side");
    };
    for (const ParallelText* text : texts) {
        add_side(text->source);
        add_side(text->target);
    }
    return fmt::format("{:08x}", crc);
}

double unknown_share(const Sentences& sentences) {
    return sentences.tokens == 0 ? 0 : static_cast<double>(sentences.unknown) / static_cast<double>(sentences.tokens);
}

}  // namespace vitro::nn
