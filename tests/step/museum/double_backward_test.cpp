// tests/step/museum/double_backward_test.cpp: the engine's sentence, and what an engine without it adds up.
#include "tests/step/museum/shown.hpp"

using namespace vitro;

TEST_CASE("double-backward: three times, four times") {
    const step::Shown shown = test::shown("double-backward");
    CHECK(test::figure(shown, "dL/db").right == std::vector<double>{2});
    CHECK(test::figure(shown, "dL/dw").right == std::vector<double>{6});
    CHECK(test::figure(shown, "dL/db").wrong == std::vector<double>{3 * 2});
    CHECK(test::figure(shown, "dL/dw").wrong == std::vector<double>{4 * 6});
}

TEST_CASE("double-backward: refused in a sentence that says what to do") {
    const step::Shown shown = test::shown("double-backward");
    const std::string& sentence = test::verdict(shown, "refusal").of_wrong;
    CHECK(sentence.starts_with("[backward] backward has already run through mul (node "));
    CHECK(sentence.ends_with("): compute the loss again first"));
    CHECK(test::verdict(shown, "finite difference").of_wrong == "dL/dw is 24; by differences of the loss 6");
}
