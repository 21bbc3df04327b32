// tests/core/scope_test.cpp: module paths and the lines behind nodes.
#include "core/scope.hpp"

#include <doctest/doctest.h>
#include <string_view>
#include <thread>

#include "core/context.hpp"
#include "core/random.hpp"

using namespace vitro::core;

TEST_CASE("paths are dotted, interned and equal by what they say") {
    const Path root, layer = root / "encoder" / "layers" / 0;
    CHECK(root.str().empty());
    CHECK(layer.str() == "encoder.layers.0");
    CHECK(layer == root / "encoder" / "layers" / "0");
    CHECK(layer == root / "encoder.layers.0");
    CHECK(layer != root / "encoder.layers.1");
    CHECK(&layer.str() == &(root / "encoder.layers.0").str());
    CHECK(layer.site() == site_of("encoder.layers.0"));
}

TEST_CASE("a scope names the module until it ends, and remembers the line that opened it") {
    CHECK(context().path == Path());
    {
        const Scope outer(Path() / "model");
        const int line = __LINE__ - 1;
        CHECK(context().path.str() == "model");
        CHECK(std::string_view(context().file).ends_with("scope_test.cpp"));
        CHECK(context().line == line);
        {
            const Scope inner("linear1");
            CHECK(context().path.str() == "model.linear1");
            CHECK(context().line == __LINE__ - 2);
        }
        CHECK(context().path.str() == "model");
        CHECK(context().line == line);
    }
    CHECK(context().path == Path());
    CHECK(context().line == 0);
}

TEST_CASE("each thread stands in a scope of its own") {
    const Scope scope(Path() / "here");
    std::string there = "?";
    std::thread([&] { there = context().path.str(); }).join();
    CHECK(there.empty());
}
