// examples/step/lessons/attention_lesson.cpp: the head, its sentences, and who belongs with whom.
#include "examples/step/lessons/attention_lesson.hpp"

#include <array>

namespace vitro::step::course {
namespace {

constexpr std::int64_t kWidth = 4;

struct PairedSentence {
    const char *words, *partners;
};
constexpr std::array kPairedSentences{
    PairedSentence{"the small dog barks", "dog dog barks dog"},
    PairedSentence{"a cat sleeps", "cat sleeps cat"},
    PairedSentence{"the old cat sleeps", "cat cat sleeps cat"},
    PairedSentence{"a small dog sleeps", "dog dog sleeps dog"},
};

class AttentionTask : public LessonTask {
  public:
    AttentionTask() : LessonTask(1), head_(nn::Builder(parameters_), lexicon_.size()) {}

    std::int64_t batches(std::int64_t) override { return static_cast<std::int64_t>(kPairedSentences.size()); }
    core::Loss loss(std::int64_t, std::int64_t batch, std::int64_t) override {
        const core::Variable logits = head_(words(batch));
        const core::Scope scope("loss");
        return core::cross_entropy(logits, partners(batch));
    }
    nn::StepDescription description(std::int64_t batch) const override {
        nn::StepDescription description;
        description.labels = {lexicon_.labels("sentence", words(batch)), lexicon_.labels("partner", partners(batch)),
                              lexicon_.labels("words")};
        description.parameter_axes = {{nn::name_of(head_.embedding.weight), {"words", ""}},
                                      {nn::name_of(head_.projection.weight), {"", "words"}},
                                      {nn::name_of(head_.projection.bias), {"words"}}};
        return description;
    }

  private:
    core::Indices words(std::int64_t batch) const {
        return lexicon_.ids(kPairedSentences[static_cast<std::size_t>(batch)].words);
    }
    core::Indices partners(std::int64_t batch) const {
        return lexicon_.ids(kPairedSentences[static_cast<std::size_t>(batch)].partners);
    }

    Lexicon lexicon_ = partner_lexicon();
    AttentionHead head_;
};

}  // namespace

Lexicon partner_lexicon() {
    return Lexicon({"the", "a", "small", "old", "dog", "cat", "barks", "sleeps", kPad});
}

AttentionHead::AttentionHead(const nn::Builder& at, std::int64_t words)
    : Module(at),
      embedding(at / "embedding", words, kWidth, nn::init::normal(1)),
      query(at / "query", kWidth, kWidth),
      key(at / "key", kWidth, kWidth),
      value(at / "value", kWidth, kWidth),
      projection(at / "projection", kWidth, words) {}

core::Variable AttentionHead::operator()(const core::Indices& ids, const core::Mask& mask,
                                         core::Tensor* weights) const {
    const core::Variable x = embedding(ids);
    const core::Variable q = query(x), k = key(x), v = value(x);
    const core::Scope scope(path / "head");
    return projection(core::attention(q, k, v, {.heads = 1, .mask = mask, .weights = weights}));
}

core::trace::Recording record_attention(std::int64_t step) {
    AttentionTask task;
    return record_lesson(
        task, {.optimizer = "adam", .learning_rate = 0.02, .beta1 = 0.9, .beta2 = 0.98, .epsilon = 1e-8, .clip = 1},
        "attention", step);
}

}  // namespace vitro::step::course
