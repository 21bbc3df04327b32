// tests/nn/train/translation/small_corpus.hpp: a language of six words, each with one translation, and settings that
// learn it in a second.
#pragma once

#include "core/random.hpp"
#include "nn/train/translation/translation_settings.hpp"
#include "tests/temporary_directory.hpp"

namespace vitro::test {

/// train.xx, train.yy, val.*, test.*: 2 to 4 words a line, translated word by word.
class SmallCorpus {
  public:
    SmallCorpus() {
        write("train", 120);
        write("val", 20);
        write("test", 30);
    }
    const TemporaryDirectory& directory() const { return directory_; }

    nn::TranslationSettings settings() const {
        nn::TranslationSettings settings;
        settings.model.layer = {.d_model = 16, .num_heads = 2, .d_ff = 32, .norm = nn::NormPlacement::pre};
        settings.model.layer.dropout.residual = 0.05;
        settings.model.encoder_layers = settings.model.decoder_layers = 1;
        settings.model.max_positions = 8;
        settings.data = {.directory = directory_.path().string(),
                         .source = "xx",
                         .target = "yy",
                         .min_frequency = 1,
                         .batch_size = 20,
                         .pool = 2};
        settings.training = {.epochs = 3, .learning_rate = 1e-2, .label_smoothing = 0.1, .log_every = 4};
        return settings;
    }

  private:
    void write(const std::string& split, int count) const {
        constexpr const char* kWords[][2] = {{"eins", "one"},  {"zwei", "two"},  {"drei", "three"},
                                             {"vier", "four"}, {"fünf", "five"}, {"sechs", "six"}};
        core::Random random(1, split);
        std::string source, target;
        for (int line = 0; line < count; ++line) {
            const auto words = 2 + random.below(3);
            for (std::uint64_t word = 0; word < words; ++word) {
                const auto& [german, english] = kWords[random.below(6)];
                source += (word ? " " : "") + std::string(german);
                target += (word ? " " : "") + std::string(english);
            }
            source += "\n";
            target += "\n";
        }
        directory_.write(split + ".xx", source);
        directory_.write(split + ".yy", target);
    }

    TemporaryDirectory directory_;
};

}  // namespace vitro::test
