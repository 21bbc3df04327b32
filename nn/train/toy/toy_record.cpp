// nn/train/toy/toy_record.cpp: symbols for the axes of a solver's tensors.
#include "nn/train/toy/toy_record.hpp"

#include <string>
#include <utility>

#include "nn/train/record_words.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

namespace trace = core::trace;

constexpr const char* kSymbols = "symbols";

std::string word_of(std::int32_t symbol) {
    return symbol == ToyTask::kIgnored ? "(any)" : std::to_string(symbol);  // within the input nothing is asked
}

trace::Labels symbols_of(std::string name, const core::Indices& ids) {
    trace::Labels labels{std::move(name), {}, ids};
    for (std::int64_t i = 0; i < ids.size(); ++i) labels.words.push_back(word_of(ids.data()[i]));
    return labels;
}

trace::Labels all_symbols(const ToyTask& task) {
    trace::Labels labels{kSymbols, {}, {}};
    for (std::int32_t symbol = 0; symbol < task.settings().symbols; ++symbol) labels.words.push_back(word_of(symbol));
    return labels;
}

}  // namespace

trace::Recording record_toy_step(const Solver& solver, const ToyExample& example, const NextStep& next) {
    const ToyBatch batch = solver.task.batch(example);
    StepDescription description;
    description.labels = {symbols_of("input and answer so far", batch.inputs), symbols_of("next symbol", batch.targets),
                          all_symbols(solver.task)};
    description.parameter_axes = axes_of(solver.model, kSymbols);
    const TrainingSettings& training = solver.settings.training;
    return record_batch(solver.parameters, training, next, std::move(description),
                        [&] { return answer_loss(solver.model(batch.inputs), batch, training.label_smoothing); });
}

}  // namespace vitro::nn::inline VITRO_REAL
