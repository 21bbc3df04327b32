// tests/core/node_test.cpp: what a node holds, and how a graph ends; node_f64_test.cpp runs this for double.
#include "core/node.hpp"

#include <doctest/doctest.h>
#include <pthread.h>
#include <string>

#include "core/backward.hpp"
#include "core/op.hpp"
#include "core/ops.hpp"
#include "core/pool.hpp"
#include "tests/core/tensors.hpp"
#include "tests/error_of.hpp"

using namespace vitro::core;
using namespace vitro::test;

namespace {

Variable some_parameter(const Shape& shape = {2, 3}) {
    return parameter(Tensor::full(shape, 2));
}

/// Runs on a stack of 256 KB.
void with_small_stack(void (*body)()) {
    pthread_attr_t attributes;
    REQUIRE(pthread_attr_init(&attributes) == 0);
    REQUIRE(pthread_attr_setstacksize(&attributes, 256 << 10) == 0);
    pthread_t thread;
    const auto run = [](void* context) -> void* {
        reinterpret_cast<void (*)()>(context)();
        return nullptr;
    };
    REQUIRE(pthread_create(&thread, &attributes, run, reinterpret_cast<void*>(body)) == 0);
    pthread_join(thread, nullptr);
    pthread_attr_destroy(&attributes);
}

}  // namespace

TEST_CASE("a parameter is a leaf with a name, a line and no gradient yet") {
    const Variable w = parameter(Tensor::zeros({2, 3}), Path() / "encoder" / "weight");
    const int line = __LINE__ - 1;
    CHECK(w.requires_grad());
    CHECK(w.node->is_leaf());
    CHECK(w.node->name() == "parameter");
    CHECK(w.node->path.str() == "encoder.weight");
    CHECK(std::string_view(w.node->file).ends_with("node_test.cpp"));
    CHECK(w.node->line == line);
    CHECK(w.node->shape == Shape{2, 3});
    CHECK(w.grad().empty());
    const Scope scope(Path() / "here");
    CHECK(some_parameter().node->path.str() == "here");
}

TEST_CASE("a node prints its op, its place, its attributes, and what backward needs") {
    const Variable x = some_parameter();
    Variable y;
    {
        const Scope scope(Path() / "model" / "head");
        y = mean(exp(x), 1);
    }
    const Node& node = *y.node;
    CHECK(node.name() == "mean");
    CHECK(node.shape == Shape{2});
    CHECK(node.path.str() == "model.head");
    CHECK(std::string_view(node.file).ends_with("node_test.cpp"));
    CHECK(to_string(node.attributes) == "axis=1 keep=0");
    CHECK(node.attribute<std::int64_t>("axis") == 1);
    CHECK(node.saved_list.empty());
    REQUIRE(node.inputs.size() == 1);
    const Node& before = *node.inputs[0];
    CHECK(before.id < node.id);
    CHECK(before.inputs[0] == x.node);
    REQUIRE(before.saved_list.size() == 1);
    CHECK(std::string(before.saved_list[0].name) == "y");
    CHECK(before.saved("y").shape() == Shape{2, 3});
}

TEST_CASE("a node does not own its output: what nobody saved is recycled at once") {
    const Variable x = some_parameter({1000});
    const std::int64_t before = pool_statistics().bytes_in_use;
    const auto of_tensor = static_cast<std::int64_t>(x.value.storage().capacity());
    const Variable y = sum(x + x);  // add saves nothing
    CHECK(pool_statistics().bytes_in_use < before + of_tensor);
    const Variable z = sum(exp(x));  // exp saves its result
    CHECK(pool_statistics().bytes_in_use >= before + of_tensor);
}

TEST_CASE("asking a node for what it does not have is refused") {
    const Variable x = some_parameter(), y = exp(x);
    CHECK(error_of([&] { y.node->saved("x"); }) == "[exp] saved no tensor named 'x'");
    CHECK(error_of([&] { y.node->saved_indices("y"); }) == "[exp] saved no integers named 'y'");
    CHECK(error_of([&] { y.node->attribute<double>("scale"); }) == "[attributes] there is no 'scale' among: ");
    backward(sum(y));
    CHECK(error_of([&] { y.node->saved("y"); }) == "[exp] 'y' is gone: backward has already run through this node");
    CHECK(error_of([] { Variable(Tensor::scalar(1)).grad(); }) ==
          "[grad] a constant has no gradient: make it with parameter()");
}

TEST_CASE("a saved tensor that was written is refused with op and name") {
    Variable x = some_parameter();
    const Variable y = log(x);
    CHECK_NOTHROW(y.node->saved("x"));
    x.value.write()[0] = 5;
    const std::string refusal =
        "[log] its saved tensor 'x' (2,3) was written between forward and backward: write to a clone() instead";
    CHECK(error_of([&] { y.node->saved("x"); }) == refusal);
    CHECK(error_of([&] { y.node->require_saved_unwritten(); }) == refusal);
}

TEST_CASE("a node that has let go of what it saved accuses nobody of writing to it") {
    const Variable x = some_parameter(), y = exp(x);
    backward(sum(y));
    CHECK_NOTHROW(y.node->require_saved_unwritten());
}

TEST_CASE("a batch that was written since is not replayed from a node's attributes") {
    const Variable table = some_parameter({4, 3});
    Indices ids = Indices::from({2}, {0, 3});
    const Variable rows = embedding(table, ids);
    const Inputs inputs(&table, 1);
    CHECK_NOTHROW(replay(*rows.node->op, inputs, rows.node->attributes));
    ids.write()[0] = 1;
    const std::string refusal =
        "[attributes] 'ids' (2) was written since the op was recorded: give each batch Indices of its own";
    CHECK(error_of([&] { replay(*rows.node->op, inputs, rows.node->attributes); }) == refusal);
    CHECK(error_of([&] { rows.node->attribute<Indices>("ids"); }) == refusal);
}

TEST_CASE("a graph's memory comes back with its last Variable") {
    const Variable x = some_parameter();
    const std::int64_t before = pool_statistics().bytes_in_use;
    {
        Variable y = x;
        for (int i = 0; i < 100; ++i) y = tanh(y) * x;
        CHECK(pool_statistics().bytes_in_use > before);
    }
    CHECK(pool_statistics().bytes_in_use == before);
    {
        Variable loss = sum(x * x);
        backward(loss);
    }
    x.clear_grad();
    CHECK(pool_statistics().bytes_in_use == before);
}

TEST_CASE("a chain of a million nodes is made, differentiated and freed on a stack of 256 KB") {
    with_small_stack([] {
        const Variable x = parameter(Tensor::scalar(1));
        {
            Variable y = x;
            for (int i = 0; i < 1000000; ++i) y = neg(y);
            CHECK(y.value.item() == 1);
            backward(y);
        }
        CHECK(x.grad().item() == 1);
    });
}

TEST_CASE("a million unused nodes are freed on a stack of 256 KB, wherever the chain is let go") {
    with_small_stack([] {
        const Variable x = parameter(Tensor::scalar(1));
        Variable y = x, middle;
        for (int i = 0; i < 1000000; ++i) {
            y = y + x;
            if (i == 500000) middle = y;
        }
        y = Variable();
        CHECK(middle.value.item() == 500002);
    });
}
