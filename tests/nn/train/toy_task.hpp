// tests/nn/train/toy_task.hpp: a task that trains in milliseconds: eight tokens, each of which has a successor.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/random.hpp"
#include "nn/layers/dropout.hpp"
#include "nn/layers/embedding.hpp"
#include "nn/layers/linear.hpp"
#include "nn/train/task.hpp"

namespace vitro::test::inline VITRO_REAL {

class ToyTask : public nn::Task {
  public:
    static constexpr std::int64_t kBatches = 4, kTokens = 16;

    explicit ToyTask(std::uint64_t seed = 7, std::int64_t width = 8)
        : parameters_(seed),
          embedding_(nn::Builder(parameters_) / "embedding", kTokens, width),
          dropout_(nn::Builder(parameters_) / "dropout", 0.2),
          output_(nn::Builder(parameters_) / "output", width, kTokens) {}

    const nn::Parameters& parameters() const override { return parameters_; }
    std::int64_t batches(std::int64_t) override { return kBatches; }
    core::Loss loss(std::int64_t epoch, std::int64_t batch, std::int64_t) override {
        core::Random random(static_cast<std::uint64_t>(epoch), "batch " + std::to_string(batch));
        core::Indices tokens({12});
        for (std::int64_t i = 0; i < tokens.size(); ++i)
            tokens.write()[i] = static_cast<std::int32_t>(random.below(kTokens));
        return loss_on(tokens);
    }
    /// Of all tokens; or what is set in its place.
    double validation_loss() override {
        if (forced_validation) return *forced_validation;
        core::Indices tokens({kTokens});
        for (std::int32_t i = 0; i < kTokens; ++i) tokens.write()[i] = i;
        const core::Loss loss = loss_on(tokens);
        return static_cast<double>(loss.sum.value.item()) / static_cast<double>(loss.tokens);
    }

    /// Applied to the hidden layer: to put something that is not finite there.
    std::function<core::Variable(const core::Variable&)> change;
    std::optional<double> forced_validation;

  private:
    core::Loss loss_on(const core::Indices& tokens) const {
        core::Indices next(tokens.shape());
        for (std::int64_t i = 0; i < tokens.size(); ++i)
            next.write()[i] = static_cast<std::int32_t>((5 * tokens.data()[i] + 3) % kTokens);
        core::Variable hidden = dropout_(embedding_(tokens));
        if (change) {
            const core::Scope scope("hidden");
            hidden = change(hidden);
        }
        return core::cross_entropy(output_(hidden), next);
    }

    nn::Parameters parameters_;
    nn::Embedding embedding_;
    nn::Dropout dropout_;
    nn::Linear output_;
};

}  // namespace vitro::test::inline VITRO_REAL
