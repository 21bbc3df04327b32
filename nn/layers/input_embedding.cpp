// nn/layers/input_embedding.cpp: a vector for each token, and where it stands.
#include "nn/layers/input_embedding.hpp"

#include <cmath>
#include <fmt/format.h>

#include "core/error.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

std::optional<PositionalEncoding> make_positions(const Builder& at, const InputSettings& settings,
                                                 const Initializer& tables) {
    if (settings.positions == StackPositions::rotary) return std::nullopt;
    const Positions kind = settings.positions == StackPositions::learned ? Positions::learned : Positions::sinusoidal;
    return PositionalEncoding(at, kind, settings.max_positions, settings.d_model, tables);
}

void check(const core::Path& path, const Shape& ids, std::int64_t begin, std::int64_t positions) {
    if (ids.rank() != 2)
        throw core::Error(fmt::format("[{}] tokens {}: valid are (batch, time)", path.str(), ids.str()));
    if (begin + ids[1] > positions)
        throw core::Error(
            fmt::format("[{}] a text takes {} positions, the model has {}", path.str(), begin + ids[1], positions));
}

}  // namespace

InputEmbedding::InputEmbedding(const Builder& at, const InputSettings& inputs, const Initializer& tables)
    : Module(at),
      settings(inputs),
      embedding(at / "embedding", settings.vocabulary, settings.d_model, tables),
      positions(make_positions(at / "positions", settings, tables)),
      dropout(at / "dropout", settings.dropout) {}

Variable InputEmbedding::operator()(const core::Indices& ids, std::int64_t begin) const {
    const Scope scope(path);
    check(embedding.path, ids.shape(), begin, settings.max_positions);
    Variable x = embedding(ids);
    if (settings.scale_embedding) x = core::scale(x, std::sqrt(static_cast<double>(settings.d_model)));
    return dropout(positions ? (*positions)(x, begin) : x);
}

}  // namespace vitro::nn::inline VITRO_REAL
