// tests/nn/train/language/small_text.hpp: a text that a small model learns in seconds: the alphabet, over and over.
#pragma once

#include <string>

#include "nn/train/language/language_settings.hpp"
#include "tests/temporary_directory.hpp"

namespace vitro::test {

class SmallText {
  public:
    SmallText() {
        std::string text;
        for (int line = 0; line < 80; ++line) text += "abcdefghijklmnopqrstuvwxyz\n";
        directory_.write("text.txt", text);
    }
    const TemporaryDirectory& directory() const { return directory_; }

    nn::LanguageSettings settings() const {
        nn::LanguageSettings settings;
        settings.model.layer.d_model = 32;
        settings.model.layer.num_heads = 2;
        settings.model.layer.d_ff = 64;
        settings.model.layers = 1;
        settings.model.max_positions = 16;
        settings.data.text = directory_ / "text.txt";
        settings.data.batch_size = 8;
        settings.data.steps_per_epoch = 40;
        settings.data.sample_tokens = 30;
        settings.training.epochs = 3;
        settings.training.learning_rate = 1e-2;
        return settings;
    }

  private:
    TemporaryDirectory directory_;
};

}  // namespace vitro::test
