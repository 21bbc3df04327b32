// tests/core/threads_test.cpp: the same bits for any number of threads, run after run, on every table.
#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "core/runtime.hpp"
#include "tests/core/small_model.hpp"
#include "tests/core/tensors.hpp"

using namespace vitro::core;
using namespace vitro::test;

namespace {

/// The losses of some steps, the gradients of one more, and the weights.
std::vector<Tensor> training_run() {
    SmallModel model(4, 32, 64);  // large enough for every kernel of it to use more than one thread
    std::vector<Tensor> results;
    for (int step = 0; step < 3; ++step) results.push_back(Tensor::scalar(model.train(step)));
    const Training training(1, 3);
    const Variable loss = model.loss(model.tokens(3), model.targets(3)).sum;
    backward(loss);
    results.push_back(loss.value);
    for (const Variable& weight : model.weights) {
        results.push_back(weight.grad());
        results.push_back(weight.value);
    }
    return results;
}

bool all_same_bits(const std::vector<Tensor>& a, const std::vector<Tensor>& b) {
    bool same = a.size() == b.size();
    for (std::size_t i = 0; same && i < a.size(); ++i) same = same_bits(a[i], b[i]);
    return same;
}

}  // namespace

TEST_CASE("losses, gradients and weights have the same bits for 1, 2 and 4 threads, and run after run") {
    const int threads_before = runtime::threads();
    const std::string table_before = runtime::kernels().name;
    for (const std::string& table : runtime::table_names()) {
        INFO(table);
        runtime::use_table(table);
        runtime::use_threads(1);
        const std::vector<Tensor> alone = training_run();
        CHECK(all_same_bits(training_run(), alone));
        for (int threads : {2, 4}) {
            INFO(threads);
            runtime::use_threads(threads);
            CHECK(all_same_bits(training_run(), alone));
        }
    }
    runtime::use_table(table_before);
    runtime::use_threads(threads_before);
}

TEST_CASE("the small model learns, so that the bits compared are those of a training") {
    SmallModel model(2, 8, 16);
    const double first = model.train(0);
    double last = first;
    for (int i = 0; i < 60; ++i) last = model.train(0);
    CHECK(last < 0.8 * first);
}
