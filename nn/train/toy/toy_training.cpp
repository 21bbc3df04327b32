// nn/train/toy/toy_training.cpp: what there is to say of a toy task.
#include "nn/train/toy/toy_training.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "nn/train/progress.hpp"

namespace vitro::nn::inline VITRO_REAL {

ToyTraining::ToyTraining(const ToySettings& settings) : solver_(settings), task_(solver_) {
    set_up(solver_.settings.model.layer.d_model);
}

nlohmann::ordered_json ToyTraining::settings() const {
    return to_json(solver_.settings);
}

std::vector<Fact> ToyTraining::facts() const {
    const ToyTask& task = solver_.task;
    const ToyDataSettings& data = solver_.settings.data;
    const LanguageModelConfig& model = solver_.settings.model;
    const ToyExample example = task.example(ToySplit::train, 0);
    return {
        {"task", fmt::format("{}: {}", kind(), task.text(example.input, example.target))},
        {"symbols", fmt::format("{}; {} of the input, {} of the answer", task.settings().symbols, task.input_length(),
                                task.target_length())},
        {"batch", fmt::format("{} examples; an epoch is {} batches, then {} test examples, none of them trained on",
                              data.batch_size, grouped(data.steps_per_epoch), grouped(data.test_examples))},
        {"model", fmt::format("decoder-only Transformer, {} layers, width {}, {} heads: {} parameters", model.layers,
                              model.layer.d_model, model.layer.num_heads, grouped(parameters().size()))}};
}

nlohmann::ordered_json ToyTraining::figures() const {
    return {{"symbols", solver_.task.settings().symbols}, {"positions", solver_.task.positions()}};
}

}  // namespace vitro::nn::inline VITRO_REAL
