// tests/step/museum/no_topological_order_test.cpp: right where the paths meet, wrong below.
#include "tests/step/museum/shown.hpp"

using namespace vitro;

TEST_CASE("no-topological-order: the diamond") {
    const step::Shown shown = test::shown("no-topological-order");
    const step::Figure &a = test::figure(shown, "dL/da"), &w = test::figure(shown, "dL/dw"),
                       &x = test::figure(shown, "dL/dx");
    CHECK(a.wrong == std::vector<double>{15});
    CHECK(a.right == a.wrong);
    // Handed on was the 3 of the path that was walked first: 3 x = 9, 3 w = 6.
    CHECK(w.wrong == std::vector<double>{9});
    CHECK(x.wrong == std::vector<double>{6});
    CHECK(w.right == std::vector<double>{45});
    CHECK(x.right == std::vector<double>{30});
}

TEST_CASE("no-topological-order: differences and conservation name the place") {
    const step::Shown shown = test::shown("no-topological-order");
    CHECK(test::verdict(shown, "finite difference").of_wrong == "dL/dw is 9; by differences of the loss 45");
    CHECK(test::verdict(shown, "conservation").of_wrong.starts_with("mul: input 0 gets another contribution"));
    CHECK(test::verdict(shown, "conservation").catches());
}
