// tests/core/trace/profile_test.cpp: time goes to the ops that took it.
#include "core/trace/profile.hpp"

#include <doctest/doctest.h>

#include "core/ops.hpp"

namespace vitro::core {

TEST_CASE("ops are told apart, forward and backward") {
    const Variable a = parameter(Tensor::full({64, 32}, 1)), b = parameter(Tensor::full({32, 16}, 1));
    Profile profile;
    Stopwatch stopwatch(profile);
    const Variable loss = stopwatch.forward([&] { return sum(matmul(a, b)); });
    CHECK(profile.of("matmul").backward == 0);
    stopwatch.backward(loss);
    stopwatch.lap("rest");
    CHECK(a.grad().data()[0] == 16);
    const OpTime product = profile.of("matmul");
    CHECK(product.calls == 1);
    CHECK(product.flops == 2 * 64 * 32 * 16);
    CHECK(product.forward > 0);
    CHECK(product.backward > 0);
    CHECK(profile.of("rest").calls == 1);
    CHECK(profile.of("rest").backward == 0);
    CHECK(profile.sorted().size() == 3);
    CHECK(profile.seconds() >= product.seconds() + profile.of("sum").seconds());
}

TEST_CASE("the op that took longest is first") {
    Profile profile;
    profile.of("a") = {"a", 2, 10, 1.0, 0.5};
    profile.of("b") = {"b", 4, 20, 2.0, 4.0};
    CHECK(profile.of("a").calls == 2);
    CHECK(profile.flops() == 30);
    CHECK(profile.seconds() == 7.5);
    REQUIRE(profile.sorted().size() == 2);
    CHECK(profile.sorted()[0].name == "b");
}

TEST_CASE("what is skipped is nobody's time") {
    Profile profile;
    static double time = 0;
    Stopwatch stopwatch(profile, [] { return time; });
    time = 3;
    stopwatch.lap("a");
    time = 5;
    stopwatch.skip();
    time = 6;
    stopwatch.lap("b");
    CHECK(profile.of("a").forward == 3);
    CHECK(profile.of("b").forward == 1);
}

}  // namespace vitro::core
