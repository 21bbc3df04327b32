// tests/step/terminal/sentences_test.cpp: every event of the lesson has its words.
#include <doctest/doctest.h>

#include "examples/step/terminal/card.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;

TEST_CASE("sentences: of every event, inside of fused ops too") {
    for (std::size_t g = 0; g < test::recorded_lesson().graphs.size(); ++g) {
        const step::Timeline timeline(test::recorded_lesson(), static_cast<int>(g));
        for (int t = 0; t < timeline.size(); ++t)
            CHECK_MESSAGE(!step::sentence_of(timeline, t).empty(), timeline.full_name_at(t));
    }
}

TEST_CASE("sentences: an op that is not known has none, and its card is shown all the same") {
    core::trace::Recording recording = test::recorded_lesson();
    recording.graphs[0].ops[0].op = "unheard_of";
    CHECK(step::sentence_of(step::Timeline(recording), 53).empty());
    step::Debugger d(recording, {});
    d.go(53);
    CHECK(step::card(d).find("source_embedding.embedding") != std::string::npos);
}
