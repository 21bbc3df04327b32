// tests/step/terminal/tour_test.cpp: every tour can be walked to its end.
#include <doctest/doctest.h>

#include "examples/step/terminal/session.hpp"
#include "examples/step/text/narration.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;

TEST_CASE("tour: every stop of every tour is there, and every answer is taken") {
    for (const step::Tour& tour : step::tours()) {
        step::Session session(test::recorded_lesson(), {});
        std::string text = session.line("tour " + tour.id);
        for (const step::TourStop& stop : tour.stops) {
            CHECK_MESSAGE(session.understood(), tour.id << " at " << stop.at << ": " << text);
            if (!stop.question.empty()) CHECK_MESSAGE(session.line(stop.answer).starts_with("Right."), stop.question);
            text = session.line("tour");
        }
        CHECK(text == "The tour is over.\n");
    }
}

TEST_CASE("tour: a stop that asks why asks it of its cell") {
    step::Session session(test::recorded_lesson(), {});
    session.line("tour embedding");
    std::string text;
    for (int stop = 0; stop < 5; ++stop) text = session.line("tour next");
    CHECK(text.find("row not in batch") != std::string::npos);
}

TEST_CASE("tour: names, and a recording that is not the lesson") {
    step::Session session(test::recorded_lesson(), {});
    CHECK(session.line("tour").find("qkv") != std::string::npos);
    CHECK(session.line("tour next").starts_with("? no tour has begun"));
    CHECK(session.line("tour nowhere").starts_with("? there is no tour 'nowhere'; valid are life"));
    const core::trace::Recording other = test::recorded([](step::RecordedScope& scope) {
        const core::Variable x = core::parameter(core::Tensor::from({2}, {1, 2}));
        scope.name(x, "x");
        return core::sum(x);
    });
    step::Session elsewhere(other, {});
    CHECK(elsewhere.line("tour qkv").starts_with("? this tour is of the lesson"));
}
