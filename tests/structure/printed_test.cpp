// tests/structure/printed_test.cpp: the comparison that lessons and READMEs are held to.
#include "tests/structure/printed.hpp"

#include <doctest/doctest.h>

namespace structure {

TEST_CASE("words must agree exactly, the space between them need not") {
    CHECK(!difference("loss  falls\n", "loss falls", 0));
    CHECK(difference("loss falls", "loss rises", 1) == "line 1: expected \"loss falls\", got \"loss rises\"");
    CHECK(difference("a\nb", "a", 1) == "line 2: expected \"b\", got the end");
    CHECK(difference("a", "a\nb", 1) == "line 2: expected the end, got \"b\"");
    CHECK(!difference("a\n", "a  \n\n", 0));
    CHECK(difference("\na", "a", 1));
}

TEST_CASE("measurements may differ by the tolerance, counts may not") {
    CHECK(!difference("loss 1.2340", "loss 1.2345", 1e-3));
    CHECK(difference("loss 1.2340", "loss 1.2345", 1e-4));
    CHECK(!difference("x = 1234.0", "x = 1235.0", 1e-3));
    CHECK(!difference("[0.5, -1e-9]", "[0.5, 2.0e-10]", 1e-6));
    CHECK(!difference("1", "0.9999", 1e-3));
    CHECK(difference("5000 of 5000", "4999 of 5000", 1e-3));
    CHECK(difference("loss 1.5", "loss nan", 1e9));
}

TEST_CASE("digits in a name belong to the name") {
    CHECK(difference("f32", "f64", 100));
    CHECK(difference("layer0.5.weight", "layer0.6.weight", 1));
}

}  // namespace structure
