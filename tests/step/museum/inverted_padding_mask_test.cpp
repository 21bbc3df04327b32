// tests/step/museum/inverted_padding_mask_test.cpp: all weight on the padding, none where there is no padding.
#include "tests/step/museum/shown.hpp"

using namespace vitro;

TEST_CASE("inverted-padding-mask: where the weights go") {
    const step::Shown shown = test::shown("inverted-padding-mask");
    const step::Figure &on_padding = test::figure(shown, "weight that a word gives"),
                       &in_all = test::figure(shown, "weight in all");
    CHECK(on_padding.wrong == std::vector<double>{1});  // the only place: exact
    CHECK(on_padding.right == std::vector<double>{0});
    CHECK(in_all.wrong == std::vector<double>{0});
    CHECK(in_all.right.front() == doctest::Approx(1));
}

TEST_CASE("inverted-padding-mask: words of a sentence that are all alike have a least loss") {
    const step::Shown shown = test::shown("inverted-padding-mask");
    const double least = test::figure(shown, "least").wrong.front();
    const step::Figure& loss = test::figure(shown, "loss a word");
    CHECK(least == doctest::Approx(0.594130));
    CHECK(loss.wrong.front() >= least - 1e-5);  // the entropies are given to six digits
    CHECK(loss.wrong.front() < least + 0.1);
    CHECK(loss.right.front() < 0.01);
}

TEST_CASE("inverted-padding-mask: the leak test sees it, a gradient check cannot") {
    const step::Shown shown = test::shown("inverted-padding-mask");
    CHECK(test::verdict(shown, "leak test").catches());
    CHECK(test::verdict(shown, "leak test").of_right.ends_with("nothing moves, to the bit"));
    CHECK(test::verdict(shown, "finite difference").wrong_passes);
}
