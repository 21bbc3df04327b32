// examples/step/lessons/decoder_lesson.cpp: the model, its sentences and settings.
#include "examples/step/lessons/decoder_lesson.hpp"

#include <array>

namespace vitro::step::course {
namespace {

constexpr std::int64_t kPositions = 8;
constexpr nn::LayerSettings kLayer{.d_model = 8, .num_heads = 2, .d_ff = 16, .norm = nn::NormPlacement::pre};

/// What is read, and behind each word what is to be said.
struct Sentence {
    const char *read, *next;
};
constexpr std::array kSentences{
    Sentence{"<start> the dog sees the cat", "the dog sees the cat ."},
    Sentence{"<start> the cat sleeps", "the cat sleeps ."},
    Sentence{"<start> a dog sees a cat", "a dog sees a cat ."},
};

class DecoderTask : public LessonTask {
  public:
    DecoderTask() : LessonTask(1), model_(nn::Builder(parameters_), lexicon_.size(), 1, kLayer) {}

    std::int64_t batches(std::int64_t) override { return static_cast<std::int64_t>(kSentences.size()); }
    core::Loss loss(std::int64_t, std::int64_t batch, std::int64_t) override {
        const core::Variable logits = model_(read(batch));
        const core::Scope scope("loss");
        return core::cross_entropy(logits, next(batch));
    }
    nn::StepDescription description(std::int64_t batch) const override {
        nn::StepDescription description;
        description.labels = {lexicon_.labels("text so far", read(batch)), lexicon_.labels("next word", next(batch)),
                              lexicon_.labels("vocabulary")};
        description.parameter_axes = {{nn::name_of(model_.embedding.weight), {"vocabulary", ""}},
                                      {nn::name_of(model_.output.weight), {"", "vocabulary"}},
                                      {nn::name_of(model_.output.bias), {"vocabulary"}}};
        return description;
    }

  private:
    core::Indices read(std::int64_t batch) const {
        return lexicon_.ids(kSentences[static_cast<std::size_t>(batch)].read);
    }
    core::Indices next(std::int64_t batch) const {
        return lexicon_.ids(kSentences[static_cast<std::size_t>(batch)].next);
    }

    Lexicon lexicon_{{"<start>", "the", "a", "dog", "cat", "sees", "sleeps", "."}};
    WordDecoder model_;
};

}  // namespace

WordDecoder::WordDecoder(const nn::Builder& at, std::int64_t words, std::int64_t layers, const nn::LayerSettings& layer)
    : Module(at),
      embedding(at / "embedding", words, layer.d_model, nn::init::normal(1)),
      positions(at / "positions", nn::Positions::sinusoidal, kPositions, layer.d_model),
      decoder(at / "decoder", layers, layer, true),
      output(at / "output", layer.d_model, words) {}

core::Variable WordDecoder::operator()(const core::Indices& ids, const core::Mask& mask) const {
    return output(decoder(positions(embedding(ids)), mask));
}

core::trace::Recording record_decoder(std::int64_t step) {
    DecoderTask task;
    return record_lesson(
        task, {.optimizer = "adam", .learning_rate = 0.01, .beta1 = 0.9, .beta2 = 0.98, .epsilon = 1e-8, .clip = 1},
        "decoder", step);
}

}  // namespace vitro::step::course
