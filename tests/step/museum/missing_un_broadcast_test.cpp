// tests/step/museum/missing_un_broadcast_test.cpp: a bias that grows, and the two places that refuse it.
#include "tests/step/museum/shown.hpp"

using namespace vitro;

TEST_CASE("missing-un-broadcast: the bias grows to the batch, and a batch of two does not notice") {
    const step::Shown shown = test::shown("missing-un-broadcast");
    const step::Figure& gradient = test::figure(shown, "gradient of the bias");
    CHECK(gradient.right == std::vector<double>{1 + 4, 2 + 5, 3 + 6});
    CHECK(gradient.wrong == std::vector<double>{1, 2, 3, 4, 5, 6});
    const step::Figure& rows = test::figure(shown, "rows of the bias");
    CHECK(rows.wrong == std::vector<double>{2});
    CHECK(rows.right == std::vector<double>{1});
    const step::Figure& two = test::figure(shown, "rows that a batch of two");
    CHECK(two.wrong == two.right);
    CHECK(test::figure(shown, "rows that a single").wrong == std::vector<double>{2});
    CHECK(test::figure(shown, "rows that a single").right == std::vector<double>{1});
}

TEST_CASE("missing-un-broadcast: the engine's sentences") {
    const step::Shown shown = test::shown("missing-un-broadcast");
    CHECK(test::verdict(shown, "refusal").of_wrong == "[sgd] 'bias' is (3), its gradient (2,3)");
    CHECK(test::verdict(shown, "a batch of three").of_wrong ==
          "[add] (3,3) x (2,3): sizes 3 and 2 on axis -2 differ and neither is 1");
    CHECK(test::verdict(shown, "a batch of three").catches());
}
