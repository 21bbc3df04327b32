// examples/step/museum/cloned_layers.cpp: a stack made by copying its first layer, weights and all.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/context.hpp"
#include "core/update.hpp"
#include "examples/step/lessons/decoder_lesson.hpp"
#include "examples/step/museum/answers.hpp"
#include "examples/step/museum/room.hpp"

namespace vitro::step::museum {
namespace {

using core::Tensor;

constexpr std::int64_t kLayers = 4;
constexpr nn::LayerSettings kLayer{.d_model = 16, .num_heads = 2, .d_ff = 32, .norm = nn::NormPlacement::pre};
const char* const kFirst = "decoder.layers.0.";

std::string of_layer(std::int64_t layer, const std::string& first) {
    return fmt::format("decoder.layers.{}.{}", layer, first.substr(std::string(kFirst).size()));
}

class StackTask : public course::LessonTask {
  public:
    explicit StackTask(bool cloned)
        : LessonTask(1), model_(nn::Builder(parameters_), lexicon_.size(), kLayers, kLayer) {
        if (cloned) clone();
    }

    std::int64_t batches(std::int64_t) override { return 1; }
    core::Loss loss(std::int64_t, std::int64_t, std::int64_t) override {
        return core::cross_entropy(model_(read()), lexicon_.ids("the dog sees the cat ."));
    }
    nn::StepDescription description(std::int64_t) const override {
        return {
            .title = {}, .labels = {lexicon_.labels("text so far", read())}, .parameter_axes = {}, .optimization = {}};
    }

    /// What each layer adds to the stream, and how long the stream is behind it, of its length before the first.
    struct Stream {
        std::vector<double> cosines, lengths;
    };
    Stream stream() const {
        const core::NoGrad no_grad;
        core::Variable h = model_.positions(model_.embedding(read()));
        const double start = norm(h.value);
        Stream stream;
        Tensor before;
        for (const nn::EncoderLayer& layer : model_.decoder.layers) {
            const core::Variable next = layer(h, core::Mask::causal());
            const Tensor added = core::sub(next, h).value;
            if (!before.empty()) stream.cosines.push_back(cosine(before, added));
            before = added, h = next;
            stream.lengths.push_back(norm(h.value) / start);
        }
        return stream;
    }
    /// Weight matrices of layers after the first that are the first layer's, to the bit. Biases and gains start alike
    /// in any case.
    Answer by_start() const {
        int equal = 0, all = 0;
        for (const nn::Variable& first : parameters_) {
            if (!is_matrix_of_first(first)) continue;
            for (std::int64_t layer = 1; layer < kLayers; ++layer, ++all)
                equal += distance(first.value, parameters_.find(of_layer(layer, nn::name_of(first))).value) == 0;
        }
        return {equal == 0, fmt::format("{} of {} weight matrices are those of layer 0", equal, all)};
    }

  private:
    static double norm(const Tensor& x) { return std::sqrt(core::sum_of_squares(x)); }
    static double cosine(const Tensor& a, const Tensor& b) {
        return static_cast<double>(core::sum(core::mul(a, b)).value.item()) / (norm(a) * norm(b));
    }
    static bool is_matrix_of_first(const nn::Variable& parameter) {
        return nn::name_of(parameter).starts_with(kFirst) && parameter.rank() == 2;
    }
    core::Indices read() const { return lexicon_.ids("<start> the dog sees the cat"); }
    void clone() const {
        for (const nn::Variable& first : parameters_) {
            if (!is_matrix_of_first(first)) continue;
            for (std::int64_t layer = 1; layer < kLayers; ++layer) {
                Tensor copy = parameters_.find(of_layer(layer, nn::name_of(first))).value;
                std::copy_n(first.value.data(), first.value.size(), copy.write());
            }
        }
    }

    course::Lexicon lexicon_{{"<start>", "the", "dog", "cat", "sees", "."}};
    course::WordDecoder model_;
};

trace::Recording first_step(StackTask& task) {
    return course::record_lesson(
        task, {.optimizer = "adam", .learning_rate = 0.01, .beta1 = 0.9, .beta2 = 0.98, .epsilon = 1e-8, .clip = 1},
        "layers", 1);
}

Shown run_both() {
    StackTask cloned(true), own(false);
    const StackTask::Stream same = cloned.stream(), different = own.stream();
    Shown shown;
    shown.figures = {{"cosine of what a layer adds and what the next adds", same.cosines, different.cosines},
                     {"length of the stream behind each layer, of 1", same.lengths, different.lengths}};
    shown.verdicts = {verdict("comparison of the layers' starts", cloned.by_start(), own.by_start())};
    trace::Recording wrong = first_step(cloned);
    wrong.title = "A stack of four copies of one layer, its first step";
    shown.verdicts.push_back(verdict("finite difference", by_difference(wrong), by_difference(first_step(own))));
    shown.recording = std::move(wrong);
    return shown;
}

}  // namespace

const Room kClonedLayers{
    {.name = "cloned-layers",
     .title = "Layers that are copies of one",
     .symptom = "Nothing fails and the loss falls. A deep stack starts as one layer applied again and again.",
     .question =
         "Four layers add to the same stream. How long does it get when they all add in one direction, how long when "
         "in four?",
     .explanation =
         "A stack built by copying a finished layer copies its weights, too. Applied again and again, one map turns "
         "the stream towards the same direction each time, as power iteration does: lengths add up like numbers. "
         "Layers that start independent add in directions that have little to do with each other, and squares add up. "
         "Training makes the copies differ. Here each parameter draws its start from a stream that is seeded with its "
         "name.",
     .caught_by = "comparison of the layers' starts"},
    run_both};

}  // namespace vitro::step::museum
