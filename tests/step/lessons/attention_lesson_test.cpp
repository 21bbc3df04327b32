// tests/step/lessons/attention_lesson_test.cpp: the head is what the lesson says, and learns who belongs with whom.
#include "examples/step/lessons/attention_lesson.hpp"

#include <doctest/doctest.h>

#include "core/context.hpp"
#include "examples/step/analysis/names.hpp"

using namespace vitro;

TEST_CASE("attention lesson: words along the axes") {
    const core::trace::Recording recording = step::course::record_attention(1);
    const step::Timeline timeline(recording);
    CHECK(recording.labels[0].words == std::vector<std::string>{"the", "small", "dog", "barks"});
    CHECK(recording.labels[1].words == std::vector<std::string>{"dog", "dog", "barks", "dog"});
    const auto& logits = timeline.value(step::find_value(timeline, "projection.linear"));
    CHECK(logits.shape == core::Shape{1, 4, 9});
    CHECK(logits.axes == core::trace::Axes{"", "sentence", "words"});
    CHECK(timeline.value(step::find_value(timeline, "head.attention")).axes[1] == "sentence");
    CHECK(timeline.value(step::find_value(timeline, "embedding.weight")).axes[0] == "words");
}

TEST_CASE("attention lesson: 141 parameters, and one input that feeds three maps") {
    const core::trace::Recording recording = step::course::record_attention(2);
    const step::Timeline timeline(recording);
    std::int64_t size = 0;
    for (const auto& update : recording.updates) size += timeline.value(update.value).shape.size();
    CHECK(size == 141);
    CHECK(timeline.contributions_to(step::find_value(timeline, "embedding.embedding")).size() == 3);
}

TEST_CASE("attention lesson: it is learned") {
    // Nine words: a guess costs log 9 = 2.2.
    CHECK(step::course::record_attention(1).loss > 1.5);
    CHECK(step::course::record_attention(121).loss < 0.1);
}

TEST_CASE("attention lesson: the weights of a head are a distribution over the words") {
    nn::Parameters parameters(1);
    const step::course::Lexicon lexicon = step::course::partner_lexicon();
    const step::course::AttentionHead head(nn::Builder(parameters), lexicon.size());
    const core::NoGrad no_grad;
    core::Tensor weights;
    head(lexicon.ids("the small dog barks"), core::Mask::none(), &weights);
    REQUIRE(weights.shape() == core::Shape{1, 1, 4, 4});
    for (std::int64_t i = 0; i < 4; ++i) {
        float sum = 0;
        for (std::int64_t j = 0; j < 4; ++j) sum += weights.at({0, 0, i, j});
        CHECK(sum == doctest::Approx(1));
    }
}
