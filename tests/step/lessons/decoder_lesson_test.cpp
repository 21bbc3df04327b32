// tests/step/lessons/decoder_lesson_test.cpp: the decoder does not look ahead, and learns its sentences.
#include "examples/step/lessons/decoder_lesson.hpp"

#include <algorithm>
#include <doctest/doctest.h>

#include "core/context.hpp"
#include "examples/step/analysis/names.hpp"

using namespace vitro;

TEST_CASE("decoder lesson: words along the axes, one layer, 752 parameters") {
    const core::trace::Recording recording = step::course::record_decoder(1);
    const step::Timeline timeline(recording);
    CHECK(recording.labels[0].words.front() == "<start>");
    CHECK(recording.labels[1].words.back() == ".");
    const auto& logits = timeline.value(step::find_value(timeline, "output.linear"));
    CHECK(logits.axes == core::trace::Axes{"", "text so far", "vocabulary"});
    std::int64_t size = 0;
    for (const auto& update : recording.updates) size += timeline.value(update.value).shape.size();
    CHECK(size == 752);
}

TEST_CASE("decoder lesson: a later word changes nothing before it, to the bit") {
    nn::Parameters parameters(1);
    const step::course::WordDecoder model(nn::Builder(parameters), 5, 2,
                                          {.d_model = 8, .num_heads = 2, .d_ff = 16, .norm = nn::NormPlacement::pre});
    const core::NoGrad no_grad;
    const core::Tensor a = model(core::Indices::from({1, 4}, {0, 1, 2, 3})).value;
    const core::Tensor b = model(core::Indices::from({1, 4}, {0, 1, 2, 4})).value;
    CHECK(std::equal(a.data(), a.data() + 15, b.data()));
    CHECK(!std::equal(a.data() + 15, a.data() + 20, b.data() + 15));
}

TEST_CASE("decoder lesson: it is learned, as far as what was read tells") {
    // Behind "<start>" come the, the and a; behind "the", dog, cat and cat: some loss must stay.
    CHECK(step::course::record_decoder(1).loss > 1.8);
    CHECK(step::course::record_decoder(181).loss < 0.6);
}
