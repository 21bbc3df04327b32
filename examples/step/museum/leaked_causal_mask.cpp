// examples/step/museum/leaked_causal_mask.cpp: a language model that may look at the word it is to say.
//
// The text is four tosses of a coin, all sixteen of them in one batch: behind every beginning heads come as often as
// tails, so that whoever has read the beginning alone loses log 2 a toss at least, whatever the weights.
#include <cmath>

#include "core/context.hpp"
#include "examples/step/lessons/decoder_lesson.hpp"
#include "examples/step/museum/answers.hpp"
#include "examples/step/museum/room.hpp"

namespace vitro::step::museum {
namespace {

constexpr std::int64_t kTosses = 4, kTexts = 16, kWords = 3;
constexpr std::int32_t kStart = 2;
constexpr std::int64_t kRecordedStep = 201;

class CoinTask : public course::LessonTask {
  public:
    explicit CoinTask(const core::Mask& mask)
        : LessonTask(1),
          mask_(mask),
          model_(nn::Builder(parameters_), kWords, 1,
                 {.d_model = 8, .num_heads = 2, .d_ff = 16, .norm = nn::NormPlacement::pre}) {
        for (std::int32_t text = 0; text < kTexts; ++text) write(text);
    }

    std::int64_t batches(std::int64_t) override { return 1; }
    core::Loss loss(std::int64_t, std::int64_t, std::int64_t) override {
        return core::cross_entropy(model_(read_, mask_), next_);
    }
    nn::StepDescription description(std::int64_t) const override {
        return {.title = {},
                .labels = {lexicon_.labels("read so far", read_), lexicon_.labels("next toss", next_)},
                .parameter_axes = {},
                .optimization = {}};
    }
    /// How far the logits before the last toss move when that toss is another.
    double leak() const {
        const core::NoGrad no_grad;
        const core::Indices a = lexicon_.ids("start heads tails heads"), b = lexicon_.ids("start heads tails tails");
        return distance(model_(a, mask_).value, model_(b, mask_).value, 0, 3 * kWords);
    }

  private:
    /// The tosses of a text are the bits of its number.
    void write(std::int32_t text) {
        std::int32_t last = kStart;
        for (std::int64_t i = 0; i < kTosses; ++i) {
            read_.write()[text * kTosses + i] = last;
            next_.write()[text * kTosses + i] = last = (text >> i) & 1;
        }
    }

    core::Mask mask_;
    course::Lexicon lexicon_{{"tails", "heads", "start"}};
    core::Indices read_{core::Shape{kTexts, kTosses}}, next_{core::Shape{kTexts, kTosses}};
    course::WordDecoder model_;
};

trace::Recording trained(CoinTask& task) {
    return course::record_lesson(
        task, {.optimizer = "adam", .learning_rate = 0.01, .beta1 = 0.9, .beta2 = 0.98, .epsilon = 1e-8, .clip = 1},
        "coin", kRecordedStep);
}

Shown run_both() {
    CoinTask leaked(core::Mask::none()), causal(core::Mask::causal());
    trace::Recording wrong = trained(leaked);
    const trace::Recording right = trained(causal);
    Shown shown;
    shown.figures = {{"loss a toss after 200 steps, in nats", {wrong.loss}, {right.loss}},
                     {"least that is possible without looking: log 2", {std::log(2.0)}, {std::log(2.0)}}};
    shown.verdicts = {verdict("leak test", by_leak("logits before a toss that is changed", leaked.leak()),
                              by_leak("logits before a toss that is changed", causal.leak())),
                      verdict("finite difference", by_difference(wrong), by_difference(right))};
    wrong.title = "A language model without its causal mask, step 201";
    shown.recording = std::move(wrong);
    return shown;
}

}  // namespace

const Room kLeakedCausalMask{
    {.name = "leaked-causal-mask",
     .title = "A causal mask that is missing",
     .symptom = "The training loss is too good to be true. When the model writes by itself, it has nothing to copy.",
     .question =
         "Fair coins cannot be foretold, and yet the loss falls below log 2. Where does the model read the answer?",
     .explanation =
         "Position i is to say the word that stands at position i + 1 of its own input. Without the mask it attends "
         "there and copies. Only the last position, which has nothing behind it, still loses log 2. When the model "
         "writes, nothing stands behind any position. Gradients are right, so no gradient check can see it; change a "
         "later word and look whether anything before it moves.",
     .caught_by = "leak test"},
    run_both};

}  // namespace vitro::step::museum
