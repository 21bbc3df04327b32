// tests/nn/train/finite_test.cpp: the first op whose numbers are not finite is found, wherever it stands.
#include "nn/train/finite.hpp"

#include <cmath>
#include <doctest/doctest.h>
#include <limits>

#include "core/context.hpp"
#include "tests/nn/train/toy_task.hpp"

using namespace vitro;
using core::Variable;

namespace {

std::string explained(test::ToyTask& task) {
    const core::Training training(1, 0);
    return nn::explain_non_finite(
        task.parameters(), [&] { return task.loss(0, 0, 0); }, "the update of step 7");
}

}  // namespace

TEST_CASE("finite: nothing to explain") {
    test::ToyTask task;
    CHECK(explained(task).empty());
}

TEST_CASE("finite: the forward op, its place, its shapes and its formula") {
    test::ToyTask task;
    task.change = [](const Variable& x) { return core::exp(core::scale(x, 1e6)); };
    CHECK(explained(task) == "forward [exp] in hidden on (12,8): y = e^x");
}

TEST_CASE("finite: an op whose value is finite and whose gradient is not") {
    test::ToyTask task;
    task.change = [](const Variable& x) { return core::sqrt(core::mul(x, core::Tensor::zeros(x.shape()))); };
    const std::string found = explained(task);
    CAPTURE(found);
    CHECK(found.starts_with("backward [sqrt] in hidden: "));
}

TEST_CASE("finite: what has no gradients is looked through forward only") {
    test::ToyTask task;
    const core::NoGrad no_grad;
    const auto explained_forward = [&] {
        return nn::explain_non_finite_forward(
            task.parameters(), [&] { task.validation_loss(); }, "the update of step 7");
    };
    CHECK(explained_forward().empty());
    task.change = [](const Variable& x) { return core::exp(core::scale(x, 1e6)); };
    CHECK(explained_forward() == "forward [exp] in hidden on (16,8): y = e^x");
}

TEST_CASE("finite: a parameter that an earlier update ruined") {
    test::ToyTask task;
    core::Tensor weight = task.parameters().find("output.weight").value;
    weight.write()[3] = std::numeric_limits<real>::quiet_NaN();
    CHECK(explained(task) == "parameter output.weight, made by the update of step 7");
}
