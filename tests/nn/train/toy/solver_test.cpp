// tests/nn/train/toy/solver_test.cpp: answers symbol by symbol, and how they are counted.
#include "nn/train/toy/solver.hpp"

#include <cmath>
#include <doctest/doctest.h>

#include "core/context.hpp"
#include "nn/train/loop.hpp"
#include "nn/train/toy/toy_training.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/train/toy/small_toy.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro;
using test::error_of;

namespace {

/// Right answers, given symbol by symbol.
std::int64_t right_by_answer(const nn::Solver& solver, std::int64_t examples) {
    std::int64_t right = 0;
    for (std::int64_t i = 0; i < examples; ++i) {
        const nn::ToyExample example = solver.task.example(nn::ToySplit::test, static_cast<std::uint64_t>(i));
        right += solver.answer(example.input) == example.target;
    }
    return right;
}

}  // namespace

TEST_CASE("solver: untrained, the score is what its answers are, and the loss that of guessing") {
    const nn::Solver solver(test::small_toy());
    const nn::ToyScore score = nn::score(solver, 300);
    CHECK(score.examples == 300);
    CHECK(score.right == right_by_answer(solver, 300));
    CHECK(score.right < 300);
    CHECK(score.loss == doctest::Approx(std::log(4.0)).epsilon(0.1));
    CHECK(std::count(score.mistakes.begin(), score.mistakes.end(), '\n') == 5);
    CHECK(score.mistakes.find("   right: ") != std::string::npos);
}

TEST_CASE("solver: trained and read from its run, it answers") {
    const test::TemporaryDirectory directory;
    nn::ToyTraining training(test::small_toy());
    const nn::RunDirectory run = training.begin(directory.path() / "run");
    nn::Listener nobody;
    nn::run_training(training.trainer(), run, nobody);
    const nn::Solver solver = nn::Solver::load(run);
    CHECK(solver.answer({0, 1, 3}) == std::vector<std::int32_t>{3, 1, 0});
    const nn::ToyScore score = nn::score(solver, 300);
    CHECK(score.right == 300);
    CHECK(score.mistakes.empty());
    CHECK(run.read_text(nn::kLog).find("\"exact_match\":1.0") != std::string::npos);
    CHECK(error_of([&] { solver.answer({0, 1, 4}); }) != "");
    CHECK(error_of([&] { solver.answer({0, 1}); }) != "");
}

TEST_CASE("solving task: parts of a batch are its examples in turn") {
    nn::ToySettings settings = test::small_toy();
    const core::NoGrad no_grad;
    const nn::Solver solver(settings);
    settings.data.micro_batches = 2;
    const nn::Solver halves(settings);
    nn::SolvingTask whole(solver), parts(halves);
    const double sum = static_cast<double>(whole.loss(1, 2, 0).sum.value.item());
    const core::Loss first = parts.loss(1, 2, 0), second = parts.loss(1, 2, 1);
    CHECK(first.tokens + second.tokens == 32 * 3);
    CHECK(static_cast<double>(first.sum.value.item() + second.sum.value.item()) == doctest::Approx(sum));
}
