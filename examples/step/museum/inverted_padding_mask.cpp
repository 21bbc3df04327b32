// examples/step/museum/inverted_padding_mask.cpp: a mask that lets attend to padding, and to nothing else.
#include "core/context.hpp"
#include "examples/step/lessons/attention_lesson.hpp"
#include "examples/step/museum/answers.hpp"
#include "examples/step/museum/room.hpp"

namespace vitro::step::museum {
namespace {

constexpr std::int64_t kTime = 4, kShort = 3;
constexpr std::int64_t kRecordedStep = 301;

/// The partners are dog, dog, barks, dog and cat, sleeps, cat: entropies 0.5623 of four words and 0.6365 of three.
constexpr double kSameForAll = (4 * 0.562335 + 3 * 0.636514) / 7;

/// "the small dog barks", "a cat sleeps <pad>": each word looks for its partner, as in the lesson.
core::Indices sentences(const course::Lexicon& lexicon, const char* second) {
    const core::Indices a = lexicon.ids("the small dog barks"), b = lexicon.ids(second);
    core::Indices both({2, kTime});
    std::copy_n(a.data(), kTime, both.write());
    std::copy_n(b.data(), kTime, both.write() + kTime);
    return both;
}

core::Mask padding() {
    return core::Mask::padding(core::Indices::from({2}, {kTime, kShort}));
}

/// 1 where there is padding, taken for "may attend".
core::Mask inverted() {
    constexpr std::uint8_t is_padding[] = {0, 0, 0, 0, 0, 0, 0, 1};
    return core::Mask::of({2, 1, 1, kTime}, is_padding);
}

class PaddedTask : public course::LessonTask {
  public:
    explicit PaddedTask(const core::Mask& mask)
        : LessonTask(1), mask_(mask), head_(nn::Builder(parameters_), lexicon_.size()) {}

    std::int64_t batches(std::int64_t) override { return 1; }
    core::Loss loss(std::int64_t, std::int64_t, std::int64_t) override {
        return core::cross_entropy(head_(words_, mask_), partners_, {.ignored = pad()});
    }
    nn::StepDescription description(std::int64_t) const override {
        return {.title = {},
                .labels = {lexicon_.labels("sentence", words_), lexicon_.labels("partner", partners_)},
                .parameter_axes = {},
                .optimization = {}};
    }
    /// How far the logits of the short sentence's words move when another word stands in the padding's place.
    double leak() const {
        const core::NoGrad no_grad;
        const core::Tensor a = head_(words_, mask_).value;
        const core::Tensor b = head_(sentences(lexicon_, "a cat sleeps old"), mask_).value;
        return distance(a, b, kTime * lexicon_.size(), kShort * lexicon_.size());
    }
    /// Of the short sentence's first word on the padding, and of the long one's first word in all.
    std::vector<double> shares() const {
        const core::NoGrad no_grad;
        core::Tensor weights;
        head_(words_, mask_, &weights);
        double whole = 0;
        for (std::int64_t j = 0; j < kTime; ++j) whole += static_cast<double>(weights.at({0, 0, 0, j}));
        return {static_cast<double>(weights.at({1, 0, 0, kShort})), whole};
    }

  private:
    std::int32_t pad() const { return static_cast<std::int32_t>(lexicon_.size() - 1); }

    core::Mask mask_;
    course::Lexicon lexicon_ = course::partner_lexicon();
    core::Indices words_ = sentences(lexicon_, "a cat sleeps <pad>");
    core::Indices partners_ = [this] {
        core::Indices ids = sentences(lexicon_, "cat sleeps cat <pad>");
        std::copy_n(lexicon_.ids("dog dog barks dog").data(), kTime, ids.write());
        return ids;
    }();
    course::AttentionHead head_;
};

trace::Recording recorded(PaddedTask& task, std::int64_t step) {
    return course::record_lesson(
        task, {.optimizer = "adam", .learning_rate = 0.02, .beta1 = 0.9, .beta2 = 0.98, .epsilon = 1e-8, .clip = 1},
        "padding", step);
}

/// Of the first step: where everything is learned, gradients are little more than rounding.
Answer by_first_gradients(const core::Mask& mask) {
    PaddedTask task(mask);
    return by_difference(recorded(task, 1));
}

Shown run_both() {
    PaddedTask mistaken(inverted()), masked(padding());
    trace::Recording wrong = recorded(mistaken, kRecordedStep);
    const trace::Recording right = recorded(masked, kRecordedStep);
    const std::vector<double> of_wrong = mistaken.shares(), of_right = masked.shares();
    Shown shown;
    shown.figures = {{"weight that a word gives to the padding", {of_wrong[0]}, {of_right[0]}},
                     {"weight in all, in the sentence without padding", {of_wrong[1]}, {of_right[1]}},
                     {"loss a word after 300 steps", {wrong.loss}, {right.loss}},
                     {"least with the same logits for all words of a sentence", {kSameForAll}, {kSameForAll}}};
    shown.verdicts = {verdict("leak test", by_leak("logits of words when the padding is another word", mistaken.leak()),
                              by_leak("logits of words when the padding is another word", masked.leak())),
                      verdict("finite difference", by_first_gradients(inverted()), by_first_gradients(padding()))};
    wrong.title = "Attention to padding alone, step 301";
    shown.recording = std::move(wrong);
    return shown;
}

}  // namespace

const Room kInvertedPaddingMask{
    {.name = "inverted-padding-mask",
     .title = "A padding mask with its meaning turned round",
     .symptom = "Training stops at a loss that a guess by sentence would reach. Sentences without padding get nothing.",
     .question = "A mask says 1 for padding. Is that \"ignore\" or \"may attend\"?",
     .explanation =
         "Both conventions are in use, in one library even: in PyTorch True means ignore to MultiheadAttention's "
         "key_padding_mask and may attend to scaled_dot_product_attention. Here every word looks at the padding "
         "alone, gets the same vector, and all words of a sentence have the same logits. In this engine a mask is a "
         "type that only ever means may attend, built from lengths.",
     .caught_by = "leak test"},
    run_both};

}  // namespace vitro::step::museum
