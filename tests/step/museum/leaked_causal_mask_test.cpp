// tests/step/museum/leaked_causal_mask_test.cpp: nobody foretells a fair coin.
#include <cmath>

#include "tests/step/museum/shown.hpp"

using namespace vitro;

TEST_CASE("leaked-causal-mask: three of four tosses are read off") {
    const step::Shown shown = test::shown("leaked-causal-mask");
    const step::Figure& loss = test::figure(shown, "loss a toss");
    // The batch holds every text once, so log 2 is the least for who reads the beginning alone; 1e-6 is rounding.
    CHECK(loss.right.front() >= std::log(2.0) - 1e-6);
    CHECK(loss.right.front() < std::log(2.0) + 0.02);
    // The last toss is behind what is read: a quarter of log 2 stays.
    CHECK(loss.wrong.front() >= std::log(2.0) / 4 - 1e-6);
    CHECK(loss.wrong.front() < 0.25);
}

TEST_CASE("leaked-causal-mask: the leak test sees it, a gradient check cannot") {
    const step::Shown shown = test::shown("leaked-causal-mask");
    CHECK(test::verdict(shown, "leak test").of_wrong.find("moved by up to ") != std::string::npos);
    CHECK(test::verdict(shown, "leak test").of_right.ends_with("nothing moves, to the bit"));
    CHECK(test::verdict(shown, "finite difference").wrong_passes);
}
