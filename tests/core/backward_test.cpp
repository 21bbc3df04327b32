// tests/core/backward_test.cpp: the reverse pass as an object; backward_f64_test.cpp runs this for double.
#include "core/backward.hpp"

#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "core/context.hpp"
#include "core/ops.hpp"
#include "core/pool.hpp"
#include "core/runtime.hpp"
#include "tests/core/tensors.hpp"

using namespace vitro::core;
using namespace vitro::test;
using vitro::real;

namespace {

std::vector<std::string> visited(Backward& pass) {
    std::vector<std::string> names;
    while (pass.step()) names.emplace_back(pass.node().name());
    return names;
}

}  // namespace

TEST_CASE("micrograd's README expression") {
    const Variable a = number(-4), b = number(2);
    Variable c = a + b, d = a * b + b * b * b;
    c = c + c + constant(1);
    c = c + constant(1) + c + neg(a);
    d = d + d * constant(2) + relu(b + a);
    d = d + constant(3) * d + relu(b - a);
    const Variable e = c - d, f = e * e;
    Variable g = f / constant(2);
    g = g + constant(10) / f;
    CHECK(g.value.item() == doctest::Approx(24.7041).epsilon(1e-5));
    backward(g);
    CHECK(a.grad().item() == doctest::Approx(138.8338).epsilon(1e-5));
    CHECK(b.grad().item() == doctest::Approx(645.5773).epsilon(1e-5));
}

TEST_CASE("nodes are visited once each, consumers before makers") {
    const Variable x = number(2), a = exp(x), b = tanh(a), c = a * b, d = c + a;
    Backward pass(d);
    CHECK(visited(pass) == std::vector<std::string>{"add", "mul", "tanh", "exp"});
}

TEST_CASE("only what the loss depends on is visited") {
    const Variable x = number(2), used = exp(x), unused = tanh(used);
    Backward pass(used * x);
    CHECK(visited(pass) == std::vector<std::string>{"mul", "exp"});
    CHECK_FALSE(unused.node->spent);
}

TEST_CASE("look sees a node whole, after the next step it has let go") {
    const Variable x = number(2), a = exp(x), loss = a * a;
    Backward pass(loss);
    REQUIRE(pass.step());
    REQUIRE(pass.step());
    CHECK(pass.node().name() == "exp");
    CHECK(pass.node().grad.item() == doctest::Approx(2 * a.value.item()));
    CHECK(same_bits(pass.node().saved("y"), a.value));
    CHECK(pass.contributions().empty());
    CHECK_FALSE(pass.step());
    CHECK(a.node->grad.empty());
    CHECK_FALSE(static_cast<bool>(a.node->saved_list[0].storage));
}

TEST_CASE("Keep::all keeps gradients, saved tensors and contributions") {
    const Variable x = number(3), a = exp(x), loss = a * a + a;
    Backward pass(loss, Keep::all);
    REQUIRE(pass.step());
    REQUIRE(pass.step());
    REQUIRE(pass.contributions().size() == 2);
    CHECK(pass.contributions()[0].input == 0);
    CHECK(pass.contributions()[1].input == 1);
    const Tensor first = pass.contributions()[0].value;
    CHECK(first.item() == a.value.item());
    while (pass.step()) {
    }
    CHECK(a.node->grad.item() == doctest::Approx(2 * a.value.item() + 1));
    CHECK(first.item() == a.value.item());  // later addition went elsewhere
    CHECK(same_bits(a.node->saved("y"), a.value));
}

TEST_CASE("what a recorder keeps is not what the optimizer writes to") {
    const Variable x = number(3);
    Backward pass(scale(x, 2), Keep::all);
    REQUIRE(pass.step());
    const Tensor kept = pass.contributions()[0].value;
    x.node->grad.write()[0] = 100;
    CHECK(kept.item() == 2);
}

TEST_CASE("gradients of parameters add up over passes until they are cleared") {
    const Variable x = number(3);
    backward(x * x);
    backward(x * x);
    CHECK(x.grad().item() == 12);
    x.clear_grad();
    CHECK(x.grad().empty());
    backward(x * x);
    CHECK(x.grad().item() == 6);
    backward(x);  // a parameter by itself
    CHECK(x.grad().item() == 7);
}

TEST_CASE("a pass can be seeded with any upstream gradient") {
    const Variable x = parameter(Tensor::from({2, 2}, {1, 2, 3, 4}));
    Tensor seed = Tensor::from({2, 2}, {1, 10, 100, 1000});
    Backward pass(x * x, seed);
    seed.write()[0] = 7;  // its own from here on
    while (pass.step()) {
    }
    CHECK(numbers(x.grad()) == std::vector<double>{2, 40, 600, 8000});
}

TEST_CASE("a gradient that is data to an op is not written while the op reads it") {
    const auto penalty = [](const Variable& w, const Variable& g) { return sum(matmul(w, g) * matmul(w, g)); };
    const auto numbers_of = [](int n) {
        Tensor x(Shape{n, n});
        real* out = x.write();
        for (int i = 0; i < n * n; ++i) out[i] = static_cast<real>((i * 7) % 5 - 2);
        return x;
    };
    const std::string before = runtime::kernels().name;
    for (const std::string& table : runtime::table_names())
        for (int n : {3, 40}) {
            INFO(table << " " << n);
            runtime::use_table(table);
            const auto gradient = [&](bool clone) {
                const Variable w = parameter(numbers_of(n));
                backward(sum(w * w * w));
                const Tensor g = clone ? w.grad().clone() : w.grad(), as_it_was = g.clone();
                backward(penalty(w, g));
                CHECK(same_bits(g, as_it_was));
                return w.grad();
            };
            CHECK(same_bits(gradient(false), gradient(true)));
        }
    runtime::use_table(before);
}

TEST_CASE("a pass that is left before its end leaves nothing in the graph") {
    const Variable x = number(3), a = exp(x), left = a + x, right = a * x;
    {
        Backward pass(left);
        REQUIRE(pass.step());
        CHECK_FALSE(a.node->grad.empty());
    }
    CHECK(a.node->grad.empty());
    CHECK(left.node->grad.empty());
    x.clear_grad();
    backward(right);
    CHECK(x.grad().item() == doctest::Approx(a.value.item() * 4));
}

TEST_CASE("a pass within a pass disturbs neither") {
    const Variable x = number(3), y = number(2);
    Backward outer(x * exp(x));
    REQUIRE(outer.step());
    backward(y * y);
    CHECK(y.grad().item() == 4);
    REQUIRE(outer.step());
    CHECK(outer.node().name() == "exp");
}

TEST_CASE("gradients are computed without recording, whatever the mode") {
    const Variable x = number(3), loss = x * x;
    const NoGrad no_grad;
    backward(loss);
    CHECK(x.grad().item() == 6);
}

TEST_CASE("a pass lets go of memory as it runs") {
    const Variable x = parameter(Tensor::full({1000}, 1));
    Variable y = x;
    for (int i = 0; i < 20; ++i) y = exp(scale(y, 0.1));
    const Variable loss = sum(y);
    y = Variable();
    const std::int64_t full = pool_statistics().bytes_in_use;
    const auto block = static_cast<std::int64_t>(x.value.storage().capacity());
    reset_pool_peak();
    Backward pass(loss);
    while (pass.step()) {
    }
    CHECK(pool_statistics().bytes_in_use <= full - 18 * block);  // 20 were saved, x has got a gradient
    CHECK(pool_statistics().bytes_peak <= full + 3 * block);
}
