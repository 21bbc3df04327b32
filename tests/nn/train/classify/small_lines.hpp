// tests/nn/train/classify/small_lines.hpp: lines that a small classifier learns in a second: which of two words is
// there.
#pragma once

#include <string>

#include "core/random.hpp"
#include "nn/train/classify/classify_settings.hpp"
#include "tests/temporary_directory.hpp"

namespace vitro::test {

class SmallLines {
  public:
    SmallLines() {
        write("train", 200);
        write("val", 40);
    }
    const TemporaryDirectory& directory() const { return directory_; }

    nn::ClassifySettings settings() const {
        nn::ClassifySettings settings;
        settings.model.layer.d_model = 16;
        settings.model.layer.num_heads = 2;
        settings.model.layer.d_ff = 32;
        settings.model.layers = 1;
        settings.model.max_positions = 12;
        settings.data.directory = directory_.path().string();
        settings.data.batch_size = 20;
        settings.training.epochs = 6;
        settings.training.learning_rate = 1e-2;
        return settings;
    }

  private:
    void write(const std::string& split, int count) const {
        core::Random random(1, split);
        std::string lines;
        for (int line = 0; line < count; ++line) {
            const bool good = random.below(2) == 0;
            const std::uint64_t words = 3 + random.below(6), place = random.below(words);
            lines += good ? "yes\t" : "no\t";
            for (std::uint64_t word = 0; word < words; ++word)
                lines += word == place ? (good ? "sun " : "rain ") : random.below(2) == 0 ? "the " : "a ";
            lines.back() = '\n';
        }
        directory_.write(split + ".tsv", lines);
    }

    TemporaryDirectory directory_;
};

}  // namespace vitro::test
