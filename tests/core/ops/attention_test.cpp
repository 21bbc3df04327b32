// tests/core/ops/attention_test.cpp: attention by hand, its weights, empty rows, and refusals.
#include <cmath>
#include <doctest/doctest.h>
#include <vector>

#include "core/backward.hpp"
#include "core/context.hpp"
#include "core/ops.hpp"
#include "core/random.hpp"
#include "core/record.hpp"
#include "tests/core/tensors.hpp"
#include "tests/error_of.hpp"

using namespace vitro::core;
using namespace vitro::test;
using vitro::real;

namespace {

Variable random_parameter(const Shape& shape, const char* name) {
    Random random(1, name);
    Tensor x(shape);
    real* out = x.write();
    for (std::int64_t i = 0; i < x.size(); ++i) out[i] = static_cast<real>(random.normal());
    return parameter(x);
}

}  // namespace

TEST_CASE("equal scores average the values, a strong score picks one") {
    const Variable zero = Tensor::zeros({1, 1, 1}), keys = Tensor::from({1, 2, 1}, {1, -1});
    const Variable values = Tensor::from({1, 2, 1}, {10, 20});
    CHECK(attention(zero, keys, values, {}).value.item() == doctest::Approx(15));
    CHECK(attention(Variable(Tensor::full({1, 1, 1}, 50)), keys, values, {}).value.item() == doctest::Approx(10));
}

TEST_CASE("scores are divided by the root of a head's width, heads are apart, weights come on request") {
    const Variable query = Tensor::from({1, 1, 4}, {1, 1, 0, 0}),
                   key = Tensor::from({1, 2, 4}, {1, 1, 5, 5, 0, 0, 5, 5});
    const Variable value = Tensor::from({1, 2, 4}, {1, 0, 8, 0, 0, 0, 4, 0});
    Tensor weights;
    const Tensor y = attention(query, key, value, {.heads = 2, .weights = &weights}).value;
    const double p = 1 / (1 + std::exp(-2 / std::sqrt(2.0)));  // scores 2 and 0 over the root of 2
    CHECK(weights.shape() == Shape{1, 2, 1, 2});
    CHECK(weights.at({0, 0, 0, 0}) == doctest::Approx(p).epsilon(1e-5));
    CHECK(weights.at({0, 1, 0, 0}) == doctest::Approx(0.5));
    CHECK(y.at({0, 0, 0}) == doctest::Approx(p).epsilon(1e-5));
    CHECK(y.at({0, 0, 2}) == doctest::Approx(6));
}

TEST_CASE("a value's gradient is the sum of the weights it got") {
    const Variable query = Tensor::from({1, 2, 1}, {1, 2}), key = Tensor::from({1, 3, 1}, {0.5, -1, 2});
    const Variable value = parameter(Tensor::from({1, 3, 1}, {1, 2, 3}));
    Tensor weights;
    const Variable y = attention(query, key, value, {.weights = &weights});
    CHECK(weights.shape() == Shape{1, 1, 2, 3});
    backward(sum(y));
    for (std::int64_t j = 0; j < 3; ++j)
        CHECK(value.grad().at({0, j, 0}) == doctest::Approx(weights.at({0, 0, 0, j}) + weights.at({0, 0, 1, j})));
}

TEST_CASE("a query with nothing to attend to gets 0, and gives no gradient") {
    const Variable q = random_parameter({2, 3, 4}, "q"), k = random_parameter({2, 3, 4}, "k"),
                   v = random_parameter({2, 3, 4}, "v");
    poison_blocks_of({2, 3, 4});
    const Variable y = attention(q, k, v, {.heads = 2, .mask = Mask::padding(Indices::from({2}, {2, 0}))});
    for (std::int64_t t = 0; t < 3; ++t)
        for (std::int64_t i = 0; i < 4; ++i) CHECK(y.value.at({1, t, i}) == 0);
    backward(sum(y * y));
    for (const Variable& x : {q, k, v})
        for (std::int64_t t = 0; t < 3; ++t)
            for (std::int64_t i = 0; i < 4; ++i) CHECK(x.grad().at({1, t, i}) == 0);
    for (std::int64_t i = 0; i < 4; ++i) CHECK(v.grad().at({0, 2, i}) == 0);  // padding
    CHECK(v.grad().at({0, 0, 0}) != 0);
}

TEST_CASE("without keys there is nothing to attend to") {
    poison_blocks_of({1, 2, 4});
    const Variable q = random_parameter({1, 2, 4}, "q"), none = Tensor(Shape{1, 0, 4});
    const Variable y = attention(q, none, none, {.heads = 2});
    CHECK(numbers(y.value) == std::vector<double>(8, 0));
    backward(sum(y));
    CHECK(numbers(q.grad()) == std::vector<double>(8, 0));
}

TEST_CASE("under a causal mask no later token reaches an earlier output") {
    const Variable x = random_parameter({1, 6, 4}, "x");
    const AttentionOptions causal{.heads = 2, .mask = Mask::causal()};
    const Tensor before = attention(x, x, x, causal).value;
    Tensor changed = x.value.clone();
    changed.write()[5 * 4 + 1] = 100;
    const Variable z = changed;
    const Tensor after = attention(z, z, z, causal).value;
    for (std::int64_t i = 0; i < 20; ++i) CHECK(before.data()[i] == after.data()[i]);
    CHECK(before.at({0, 5, 0}) != after.at({0, 5, 0}));
}

TEST_CASE("a bias on the keys changes nothing, and its gradient is 0") {
    const Variable q = random_parameter({1, 4, 4}, "q"), k = random_parameter({1, 4, 4}, "k"),
                   v = random_parameter({1, 4, 4}, "v"), bias = parameter(Tensor::full({4}, real{0.5}));
    const Variable y = attention(q, k + bias, v, {.heads = 2});
    Backward pass(y, random_parameter({1, 4, 4}, "dy").value);
    while (pass.step()) {
    }
    for (double g : numbers(bias.grad())) CHECK(std::abs(g) < 1e-5);
    CHECK(std::abs(k.grad().at({0, 0, 0})) > 1e-3);
}

TEST_CASE("attention that cannot be is refused, shapes named") {
    const auto refused = [](const Shape& q, const Shape& k, const Shape& v, const AttentionOptions& options = {}) {
        return error_of([&] { attention(Tensor::zeros(q), Tensor::zeros(k), Tensor::zeros(v), options); });
    };
    CHECK(refused({2, 3}, {2, 3, 4}, {2, 3, 4}) ==
          "[attention] (2,3) x (2,3,4) x (2,3,4): query, key and value must be (batch, time, heads * width)");
    CHECK(refused({1, 3, 4}, {2, 3, 4}, {2, 3, 4}) == "[attention] (1,3,4) x (2,3,4) x (2,3,4): batch sizes differ");
    CHECK(refused({2, 3, 4}, {2, 5, 4}, {2, 6, 4}) == "[attention] (2,3,4) x (2,5,4) x (2,6,4): 5 keys but 6 values");
    CHECK(refused({2, 3, 4}, {2, 5, 3}, {2, 5, 4}) == "[attention] (2,3,4) x (2,5,3) x (2,5,4): the last axes differ");
    CHECK(refused({2, 3, 4}, {2, 3, 4}, {2, 3, 4}, {.heads = 3}) ==
          "[attention] (2,3,4) x (2,3,4) x (2,3,4): 3 heads do not divide a width of 4");
    CHECK(refused({2, 3, 0}, {2, 3, 0}, {2, 3, 0}) ==
          "[attention] (2,3,0) x (2,3,0) x (2,3,0): 1 heads do not divide a width of 0");
    CHECK(refused({2, 3, 4}, {2, 3, 4}, {2, 3, 4}, {.dropout = 1}) ==
          "[attention] (2,3,4) x (2,3,4) x (2,3,4): a dropout of 1: valid are 0 up to but not 1");
    CHECK(refused({2, 3, 4}, {2, 3, 4}, {2, 3, 4}, {.mask = Mask::padding(Indices::from({1}, {1}))}) ==
          "[attention] the mask has 1 lengths for a batch of 2 in scores of shape (2,1,3,3)");
}

TEST_CASE("queries that name their entries of key and value get what copies of these would give") {
    const NoGrad no_grad;
    const Variable q = random_parameter({3, 2, 4}, "q"), k = random_parameter({4, 5, 4}, "k"),
                   v = random_parameter({4, 5, 4}, "v");
    const Indices entries = Indices::from({3}, {3, 0, 3});
    const auto pick = [&](const Variable& x) { return reshape(embedding(reshape(x, {4, 20}), entries), {3, 5, 4}); };
    const Mask mask = Mask::causal(1) & Mask::padding(Indices::from({3}, {5, 2, 1}));
    AttentionOptions options{.heads = 2, .mask = mask};
    const Variable copied = attention(q, pick(k), pick(v), options);
    options.entries = entries;
    const Variable named = attention(q, k, v, options);
    CHECK(numbers(named.value) == numbers(copied.value));
}

TEST_CASE("an attention with entries can be replayed and expanded by who watches it") {
    struct Watch : Observer {
        std::vector<Variable> again;
        void computed(const Op& op, Inputs inputs, Attributes attributes, const Variable&) override {
            again = {replay(op, inputs, attributes), op.expand(inputs, attributes)};
        }
    };
    const NoGrad no_grad;
    const Variable q = random_parameter({2, 1, 4}, "q"), k = random_parameter({3, 5, 4}, "k");
    Watch watch;
    const Variable y = attention(q, k, k, {.heads = 2, .entries = Indices::from({2}, {2, 1})});
    REQUIRE(watch.again.size() == 2);
    CHECK(numbers(watch.again[0].value) == numbers(y.value));
    for (std::int64_t i = 0; i < 8; ++i)
        CHECK(watch.again[1].value.data()[i] == doctest::Approx(y.value.data()[i]).epsilon(1e-5));
}

TEST_CASE("entries that are not there, and gradients through entries, are refused") {
    const Variable q = random_parameter({2, 1, 4}, "q"), k = random_parameter({3, 5, 4}, "k");
    const auto refused = [&](const Indices& entries) {
        return error_of([&] { attention(q, k, k, {.entries = entries}); });
    };
    CHECK(refused(Indices::from({3}, {0, 1, 2})) ==
          "[attention] (2,1,4) x (3,5,4) x (3,5,4): entries of shape (3) for a batch of 2");
    CHECK(refused(Indices::from({2}, {0, 3})) ==
          "[attention] (2,1,4) x (3,5,4) x (3,5,4): there is no entry 3: valid are 0 to 2");
    CHECK(refused(Indices::from({2}, {0, -1})) ==
          "[attention] (2,1,4) x (3,5,4) x (3,5,4): there is no entry -1: valid are 0 to 2");
    CHECK(refused(Indices::from({2}, {0, 2})) ==
          "[attention] (2,1,4) x (3,5,4) x (3,5,4): entries have no gradient: use them within NoGrad");
}
