// bench/steps/work.cpp: the list of what is timed, with the sizes of the models' own batches.
#include "bench/steps/work.hpp"

#include <fmt/format.h>

#include "bench/steps/forward_only.hpp"
#include "bench/steps/training.hpp"

namespace vitro::bench {
namespace {

constexpr std::int64_t kTranslations = 64;  ///< side by side: the default of `vitro translate`

/// Half-way.
std::int64_t words_of(const StepModel& model) {
    return (model.length + 1) / 2;
}

std::unique_ptr<Work> make_step(const StepModel& model) {
    const nn::TranslationSettings settings = settings_of(model);
    return std::make_unique<TrainingStep>(settings, random_parts(settings, model.length));
}

std::unique_ptr<Work> make_evaluation(const StepModel& model) {
    const nn::TranslationSettings settings = settings_of(model);
    core::Random random(1, "bench/steps");
    return std::make_unique<Evaluation>(settings,
                                        random_batch(settings.model, settings.data.batch_size, model.length, random));
}

std::unique_ptr<Work> make_decoding(const StepModel& model) {
    return std::make_unique<Decoding>(settings_of(model), kTranslations, words_of(model), model.length);
}

std::string step_size(const StepModel& model) {
    const nn::DataSettings data = settings_of(model).data;
    const std::string parts = data.micro_batches > 1 ? fmt::format("{}*", data.micro_batches) : "";
    return fmt::format("{}{}x{}", parts, data.batch_size / data.micro_batches, model.length);
}

std::string evaluation_size(const StepModel& model) {
    return fmt::format("{}x{}", settings_of(model).data.batch_size, model.length);
}

std::string decoding_size(const StepModel& model) {
    return fmt::format("{}x{}", kTranslations, words_of(model));
}

}  // namespace

std::vector<Workload> workloads() {
    std::vector<Workload> list;
    for (const StepModel& model : step_models()) {
        list.push_back({"step", model.preset, step_size(model), make_step, &model});
        list.push_back({"evaluation", model.preset, evaluation_size(model), make_evaluation, &model});
        list.push_back({"decoding", model.preset, decoding_size(model), make_decoding, &model});
    }
    return list;
}

std::string workload_names() {
    std::vector<std::string> names;
    for (const Workload& workload : workloads()) names.push_back(workload.kind + "/" + workload.model);
    return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace vitro::bench
