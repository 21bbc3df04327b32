// nn/train/run/training_state.cpp: named tensors, and the position as JSON in the file's metadata.
#include "nn/train/run/training_state.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/io/safetensors.hpp"
#include "nn/json_text.hpp"
#include "nn/settings_json.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

constexpr const char* kPositionKey = "vitro.position";

std::string to_text(const Position& position, std::int64_t optimizer_steps) {
    return nlohmann::json{{"step", position.step},           {"epoch", position.epoch},
                          {"batch", position.batch},         {"best_loss", position.best_loss},
                          {"best_step", position.best_step}, {"optimizer_steps", optimizer_steps}}
        .dump();
}

struct StoredPosition {
    Position position;
    std::int64_t optimizer_steps = 0;
};

StoredPosition parse_position(const std::string& path) {
    const core::SafetensorsFile file(path);
    const auto found = file.metadata().find(kPositionKey);
    const Json stored = found == file.metadata().end() ? Json() : parse_json_or_null(found->second);
    const auto whole = [&stored](const char* key) -> std::int64_t {
        const Json& number = stored.at(key);
        if (!is_int64(number)) throw nlohmann::json::type_error::create(302, "not a whole number", &number);
        return number;
    };
    try {
        return {{whole("step"), whole("epoch"), whole("batch"), stored.at("best_loss"), whole("best_step")},
                whole("optimizer_steps")};
    } catch (const nlohmann::json::exception&) {
        throw core::Error(fmt::format("{}: does not say where its training stood", path));
    }
}

}  // namespace

std::vector<NamedTensor> state_tensors(const Parameters& parameters, const Optimizer& optimizer) {
    std::vector<NamedTensor> list = named_tensors(parameters);
    for (const Optimizer::State& state : optimizer.state()) list.push_back({state.name, state.tensor});
    return list;
}

void save_state(const std::string& path, const Parameters& parameters, const Optimizer& optimizer,
                const Position& position) {
    save_tensors(path, state_tensors(parameters, optimizer), {{kPositionKey, to_text(position, optimizer.steps())}});
}

Position read_position(const std::string& path) {
    const auto [position, optimizer_steps] = parse_position(path);
    if (optimizer_steps != position.step)
        throw core::Error(
            fmt::format("{}: damaged: {} steps, of which the optimizer made {}", path, position.step, optimizer_steps));
    return position;
}

Position load_state(const std::string& path, const Parameters& parameters, Optimizer& optimizer) {
    const Position position = read_position(path);
    load_tensors(path, state_tensors(parameters, optimizer));
    optimizer.set_steps(position.step);
    return position;
}

}  // namespace vitro::nn::inline VITRO_REAL
