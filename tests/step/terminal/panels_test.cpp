// tests/step/terminal/panels_test.cpp: attention, masks, pulls on logits.
#include "examples/step/terminal/panels.hpp"

#include <doctest/doctest.h>

#include "tests/error_of.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;

TEST_CASE("panels: of the attention at hand, with words on both axes") {
    step::Debugger d(test::recorded_lesson(), {});
    d.go(step::find_event(d.timeline(), "cross_attn.attention"));
    const std::string text = step::attention_panel(d, {"1"});
    CHECK(text.find("head 1") != std::string::npos);
    CHECK(text.find("head 0") == std::string::npos);
    CHECK(text.find("möchte") != std::string::npos);
    CHECK(step::mask_panel(d, {}).find("mask padding(6)") != std::string::npos);
    CHECK(test::error_of([&] { step::attention_panel(d, {"2"}); }) == "head 2: valid are 0 to 1");
    CHECK(test::error_of([&] { step::mask_panel(d, {"7"}); }) == "row 7: valid are 0 to 6");
}

TEST_CASE("panels: losses add up to the loss, and what pulls sums to nothing") {
    step::Debugger d(test::recorded_lesson(), {});
    CHECK(step::loss_panel(d, {}).find("6 next is <eos>") != std::string::npos);
    CHECK(step::loss_panel(d, {"3"}).find("a             -0.9") != std::string::npos);
}

TEST_CASE("panels: a step without attention says so") {
    const core::trace::Recording recording = test::recorded([](step::RecordedScope& scope) {
        const core::Variable x = core::parameter(core::Tensor::from({2}, {1, 2}));
        scope.name(x, "x");
        return core::sum(x);
    });
    step::Debugger d(recording, {});
    CHECK(test::error_of([&] { step::attention_panel(d, {}); }) == "there is no attention in this step");
    CHECK(test::error_of([&] { step::loss_panel(d, {}); }) == "there is no cross_entropy in this step");
}
