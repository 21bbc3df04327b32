// tests/core/context_test.cpp: what is on and off in the calling thread.
#include "core/context.hpp"

#include <doctest/doctest.h>

using namespace vitro::core;

TEST_CASE("NoGrad stops recording while it lives") {
    CHECK(context().recording);
    {
        const NoGrad outer;
        CHECK_FALSE(context().recording);
        { const NoGrad inner; }
        CHECK_FALSE(context().recording);
    }
    CHECK(context().recording);
}

TEST_CASE("dropout decides by seed, step and place, and only within Training") {
    const Scope scope(Path() / "dropout1");
    CHECK(dropout_here(0.5).probability == 0);
    {
        const Training training(11, 3);
        const vitro::kernels::DropoutKey key = dropout_here(0.5);
        CHECK(key.probability == 0.5);
        CHECK(key.seed == 11);
        CHECK(key.step == 3);
        CHECK(key.site == (Path() / "dropout1").site());
        {
            const Training later(11, 4);
            CHECK(dropout_here(0.5).step == 4);
        }
        CHECK(dropout_here(0.5).step == 3);
    }
    CHECK_FALSE(context().training);
}
