// examples/step/own/standing.cpp: a run's weights and moments, and how fast it went on.
#include "examples/step/own/standing.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/error.hpp"
#include "nn/train/run/checkpoint.hpp"
#include "nn/train/training_setup.hpp"

namespace vitro::step {
namespace {

/// What last.safetensors says of its training: the updates done.
std::int64_t steps_of(const nn::Metadata& metadata, const std::string& path) {
    const auto found = metadata.find("vitro.position");
    const auto position = nlohmann::json::parse(found == metadata.end() ? "" : found->second, nullptr, false);
    if (!position.is_object() || !position.contains("optimizer_steps") ||
        !position["optimizer_steps"].is_number_integer())
        throw core::Error(fmt::format("{}: does not say where its training stood", path));
    return position["optimizer_steps"];
}

/// Weights, moments and steps, or the best weights alone.
std::int64_t load(const nn::RunDirectory& run, const nn::Parameters& parameters, nn::Optimizer& optimizer) {
    if (!run.has(nn::kLast)) {
        nn::load_tensors(run.existing_file(nn::kModel), nn::named_tensors(parameters));
        return 0;
    }
    std::vector<nn::NamedTensor> all = nn::named_tensors(parameters);
    for (const nn::Optimizer::State& state : optimizer.state()) all.push_back({state.name, state.tensor});
    const std::string path = run.file(nn::kLast);
    const std::int64_t steps = steps_of(nn::load_tensors(path, all), path);
    optimizer.set_steps(steps);
    return steps;
}

/// That of the log's last line; of none the settings'.
double last_rate(const nn::RunDirectory& run, const nn::TrainingSettings& training) {
    const std::string log = run.has(nn::kLog) ? run.read_text(nn::kLog) : "";
    const std::size_t key = log.rfind("\"learning_rate\":");
    const std::size_t line = key == std::string::npos ? key : log.rfind('\n', key);
    if (key == std::string::npos) return training.learning_rate;
    const std::size_t begin = line == std::string::npos ? 0 : line + 1;
    const auto entry = nlohmann::json::parse(log.substr(begin, log.find('\n', begin) - begin), nullptr, false);
    return entry.is_object() && entry.value("learning_rate", nlohmann::json()).is_number()
               ? entry["learning_rate"].get<double>()
               : training.learning_rate;
}

/// Where a cosine's fall follows from a corpus, which is not read here, the last rate has to do. Behind its end, where
/// it may be 0, nothing would move: there the rate is that of the last step.
double rate_of(const nn::RunDirectory& run, const nn::TrainingSettings& training, const ScheduleSizes& sizes,
               std::int64_t step) {
    if (training.schedule == nn::ScheduleKind::cosine && sizes.total_steps == 0) return last_rate(run, training);
    const std::int64_t counted = sizes.total_steps > 0 ? std::min(step, sizes.total_steps) : step;
    return nn::make_schedule(training, sizes.d_model, sizes.total_steps).rate(counted);
}

}  // namespace

nn::NextStep Standing::next(const nn::RunDirectory& run, const char* what) const {
    return {fmt::format("Step {} of {}, on {} of yours", done + 1, run.path().string(), what), *optimizer,
            learning_rate};
}

Standing load_standing(const nn::RunDirectory& run, const nn::Parameters& parameters,
                       const nn::TrainingSettings& training, const ScheduleSizes& sizes) {
    Standing standing{.optimizer = nn::make_optimizer(training, parameters)};
    standing.done = load(run, parameters, *standing.optimizer);
    standing.learning_rate = rate_of(run, training, sizes, standing.done + 1);
    return standing;
}

std::int64_t steps_of_equal_epochs(const nn::TrainingSettings& training, std::int64_t each) {
    const std::int64_t limit = training.max_steps > 0 ? training.max_steps : std::numeric_limits<std::int64_t>::max();
    return training.epochs > limit / each ? limit : training.epochs * each;
}

}  // namespace vitro::step
