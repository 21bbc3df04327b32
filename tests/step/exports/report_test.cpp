// tests/step/exports/report_test.cpp: all checks of the lesson, written down.
#include "examples/step/exports/report.hpp"

#include <doctest/doctest.h>

#include "tests/step/recorded.hpp"

using namespace vitro;

TEST_CASE("report: the lesson passes, every event and every tensor has its row") {
    const step::Report report = step::report_of(test::lesson_timeline());
    CHECK(report.passed());
    CHECK(report.worst_recomputed() <= step::kRecomputeBound);
    CHECK(report.worst_difference() <= step::kDifferenceBound);
    CHECK(report.worst_recorded() <= step::kRecordedBound);
    const std::string page = step::report_markdown(report);
    CHECK(page.starts_with("# Checks of: Step 3 of the lesson"));
    CHECK(page.find("| 77 | F decoder.layers.0.self_attn.attention | ") != std::string::npos);
    CHECK(page.find("| output.weight | ") != std::string::npos);
    MESSAGE(step::report_text(report));
}

TEST_CASE("report: what is too large is left out, and said") {
    const core::trace::Recording recording = test::recorded([](step::RecordedScope& scope) {
        const core::Variable x = core::parameter(core::Tensor::full({70'000}, 1));
        scope.name(x, "x");
        return core::sum(x);
    });
    const step::Report report = step::report_of(step::Timeline(recording));
    CHECK(report.passed());
    CHECK(step::report_text(report).find("left out: x is too large") != std::string::npos);
}
