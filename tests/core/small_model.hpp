// tests/core/small_model.hpp: embedding, attention, layer norm, feed-forward and cross-entropy, without nn: something
// to train in the tests of core.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/backward.hpp"
#include "core/context.hpp"
#include "core/ops.hpp"
#include "core/random.hpp"
#include "core/update.hpp"

namespace vitro::test::inline VITRO_REAL {

class SmallModel {
  public:
    static constexpr std::int64_t kVocabulary = 50;

    SmallModel(std::int64_t batch, std::int64_t time, std::int64_t d_model) : batch_(batch), time_(time) {
        add("embedding.weight", {kVocabulary, d_model});
        for (const char* name : {"attention.query", "attention.key", "attention.value"}) {
            add(name, {d_model, d_model});
            add(name, {d_model});
        }
        add("norm.gain", {d_model});
        add("norm.bias", {d_model});
        add("feed_forward.weight1", {d_model, 2 * d_model});
        add("feed_forward.bias1", {2 * d_model});
        add("feed_forward.weight2", {2 * d_model, d_model});
        for (const core::Variable& w : weights) {
            first_moments_.push_back(core::Tensor::zeros(w.shape()));
            second_moments_.push_back(core::Tensor::zeros(w.shape()));
        }
    }

    /// The tokens of a step, and as targets the same tokens one further; every seventh is ignored.
    core::Indices tokens(int step) const { return ids(step, 0); }
    core::Indices targets(int step) const { return ids(step, 1); }

    core::Loss loss(const core::Indices& ids, const core::Indices& targets) const {
        using namespace core;
        const Scope model(Path() / "model");
        Variable x = scale(embedding(weights[0], ids), 2);
        {
            const Scope scope("attention");
            const auto project = [&](int i) { return linear(x, weights[i], weights[i + 1]); };
            const AttentionOptions options{.heads = 2, .mask = Mask::causal(), .dropout = 0.1};
            x = x + attention(project(1), project(3), project(5), options);
        }
        {
            const Scope scope("norm");
            x = layer_norm(x, weights[7], weights[8]);
        }
        {
            const Scope scope("feed_forward");
            x = x + linear(dropout(linear(x, weights[9], weights[10], Activation::gelu_tanh), 0.1), weights[11]);
        }
        const Scope head("head");
        const Variable logits = matmul(x, weights[0], {.b = true});  // the embedding again
        return cross_entropy(logits, targets, {.smoothing = 0.1, .ignored = 0});
    }

    /// One training step with Adam; returns the mean loss.
    real train(int step) {
        const core::Training training(1, static_cast<std::uint32_t>(step));
        const core::Indices inputs = tokens(step), wanted = targets(step);
        const core::Variable mean = loss(inputs, wanted).mean();
        core::backward(mean);
        for (std::size_t i = 0; i < weights.size(); ++i) {
            core::adam_step(weights[i], first_moments_[i], second_moments_[i], {.learning_rate = 1e-3});
            weights[i].clear_grad();
        }
        return mean.value.item();
    }

    std::vector<core::Variable> weights;

  private:
    void add(const char* name, const core::Shape& shape) {
        core::Random random(1, name);
        core::Tensor value(shape);
        real* out = value.write();
        for (std::int64_t i = 0; i < value.size(); ++i) out[i] = static_cast<real>(0.2 * random.normal());
        weights.push_back(core::parameter(value, core::Path() / "model" / name));
    }

    core::Indices ids(int step, int shift) const {
        core::Indices result(core::Shape{batch_, time_});
        std::int32_t* out = result.write();
        for (std::int64_t i = 0; i < result.size(); ++i)
            out[i] = static_cast<std::int32_t>(7 * ((i + shift) * (i + shift) + step) % kVocabulary);
        return result;
    }

    std::int64_t batch_, time_;
    std::vector<core::Tensor> first_moments_, second_moments_;
};

}  // namespace vitro::test::inline VITRO_REAL
