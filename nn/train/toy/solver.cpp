// nn/train/toy/solver.cpp: examples in, loss and mistakes out.
#include "nn/train/toy/solver.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "core/context.hpp"
#include "nn/decode/generate.hpp"
#include "nn/train/run/checkpoint.hpp"
#include "nn/train/run/kept_weights.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

constexpr std::int64_t kSolvedTogether = 250;  // test examples
constexpr std::int64_t kMistakesShown = 5;

ToySettings sized(ToySettings settings) {
    settings.validate();
    const ToyTask task = toy_task(settings);
    settings.model.vocabulary = task.settings().symbols;
    settings.model.max_positions = task.positions();
    return settings;
}

/// The likeliest token at each position: logits [batch, positions, vocabulary] -> [batch, positions].
core::Indices likeliest(const Tensor& logits) {
    std::vector<std::int32_t> tokens;
    const std::int64_t vocabulary = logits.cols();
    for (const real* row = logits.data(); row != logits.data() + logits.size(); row += vocabulary)
        tokens.push_back(static_cast<std::int32_t>(std::max_element(row, row + vocabulary) - row));
    return core::Indices::from({logits.shape()[0], logits.shape()[1]}, tokens);
}

std::vector<std::int32_t> target_of(const core::Indices& row, const ToyTask& task) {
    const std::int32_t* end = row.data() + row.size();
    return {end - task.target_length(), end};
}

core::Indices row_of(const core::Indices& indices, std::int64_t row) {
    const std::int64_t cols = indices.shape()[1];
    return core::Indices::from({1, cols}, std::span(indices.data() + row * cols, static_cast<std::size_t>(cols)));
}

/// Counts a batch's right answers, and tells of the first wrong ones.
void count(const Solver& solver, const ToyBatch& batch, std::int64_t first, const core::Indices& predicted,
           ToyScore& total) {
    std::int64_t told = std::count(total.mistakes.begin(), total.mistakes.end(), '\n');
    const std::int64_t rows = batch.targets.shape()[0];
    for (std::int64_t row = 0; row < rows; ++row) {
        const core::Indices answer = row_of(predicted, row);
        const bool right = exact_matches(row_of(batch.targets, row), answer) == 1;
        total.right += right;
        if (right || told++ >= kMistakesShown) continue;
        const ToyExample example = solver.task.example(ToySplit::test, static_cast<std::uint64_t>(first + row));
        total.mistakes +=
            fmt::format("{}   right: {}\n", solver.task.text(example.input, target_of(answer, solver.task)),
                        solver.task.text(example.input, example.target));
    }
    total.examples += rows;
}

}  // namespace

Solver::Solver(const ToySettings& wanted)
    : settings(sized(wanted)),
      task(toy_task(settings)),
      parameters(static_cast<std::uint64_t>(settings.training.seed)),
      model(Builder(parameters), settings.model) {}

Solver Solver::load(const RunDirectory& run, const std::string& weights) {
    Solver solver(toy_settings_of(run));
    load_tensors(weights_file(run, weights), named_tensors(solver.parameters));
    return solver;
}

std::vector<std::int32_t> Solver::answer(const std::vector<std::int32_t>& input) const {
    static_cast<void>(task.solve(input));  // refuses what is no input
    Generator generator(model, input, {.temperature = 0});
    std::vector<std::int32_t> symbols;
    for (std::int64_t i = 0; i < task.target_length(); ++i) symbols.push_back(generator.next());
    return symbols;
}

core::Loss answer_loss(const Variable& logits, const ToyBatch& batch, double smoothing) {
    return core::cross_entropy(logits, batch.targets, {.smoothing = smoothing, .ignored = ToyTask::kIgnored});
}

ToyScore score(const Solver& solver, std::int64_t examples) {
    const core::NoGrad no_grad;
    ToyScore total;
    double sum = 0;
    std::int64_t symbols = 0;
    for (std::int64_t first = 0; first < examples; first += kSolvedTogether) {
        const std::int64_t rows = std::min(kSolvedTogether, examples - first);
        const ToyBatch batch = solver.task.batch(ToySplit::test, static_cast<std::uint64_t>(first), rows);
        const Variable logits = solver.model(batch.inputs);
        const core::Loss loss = answer_loss(logits, batch, 0);
        sum += static_cast<double>(loss.sum.value.item());
        symbols += loss.tokens;
        count(solver, batch, first, likeliest(logits.value), total);
    }
    total.loss = sum / static_cast<double>(symbols);
    return total;
}

core::Loss SolvingTask::loss(std::int64_t epoch, std::int64_t batch, std::int64_t micro_batch) {
    const ToyDataSettings& data = solver_.settings.data;
    const std::int64_t each = data.batch_size / data.micro_batches;
    const std::int64_t first = (epoch * batches(epoch) + batch) * data.batch_size + micro_batch * each;
    const ToyBatch examples = solver_.task.batch(ToySplit::train, static_cast<std::uint64_t>(first), each);
    return answer_loss(solver_.model(examples.inputs), examples, solver_.settings.training.label_smoothing);
}

double SolvingTask::validation_loss() {
    scored_ = score(solver_, solver_.settings.data.test_examples);
    return scored_.loss;
}

std::int64_t SolvingTask::validation_tokens() const {
    return solver_.settings.data.test_examples * solver_.task.target_length();
}

Observation SolvingTask::observe() {
    std::string told = fmt::format("{} of {} test examples are right", scored_.right, scored_.examples);
    if (!scored_.mistakes.empty()) {
        told += "; the first mistakes:\n" + scored_.mistakes;
        told.pop_back();  // the last newline
    }
    return {.sample = told,
            .scores = {{"exact_match", static_cast<double>(scored_.right) / static_cast<double>(scored_.examples)}}};
}

}  // namespace vitro::nn::inline VITRO_REAL
