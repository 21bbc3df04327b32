// nn/train/record_batch.cpp: a training whose only epoch is one batch.
#include "nn/train/record_batch.hpp"

#include <utility>

#include "nn/train/record_words.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

class OneBatch : public Task {
  public:
    OneBatch(const Parameters& parameters, const std::function<core::Loss()>& loss)
        : parameters_(parameters), loss_(loss) {}

    const Parameters& parameters() const override { return parameters_; }
    std::int64_t batches(std::int64_t) override { return 1; }
    core::Loss loss(std::int64_t, std::int64_t, std::int64_t) override { return loss_(); }
    double validation_loss() override {
        const core::Loss loss = loss_();
        return static_cast<double>(loss.sum.value.item()) / static_cast<double>(loss.tokens);
    }

  private:
    const Parameters& parameters_;
    const std::function<core::Loss()>& loss_;
};

}  // namespace

core::trace::Recording record_batch(const Parameters& parameters, const TrainingSettings& settings,
                                    const NextStep& next, StepDescription description,
                                    const std::function<core::Loss()>& loss) {
    OneBatch task(parameters, loss);
    Trainer trainer(task, next.optimizer, ConstantRate{next.learning_rate},
                    {.epochs = 1, .clip = settings.clip, .seed = static_cast<std::uint64_t>(settings.seed)});
    description.title = next.title;
    description.optimization = optimization_of(settings);
    description.decayed = settings.decayed;
    return record_step(trainer, parameters, next.optimizer, std::move(description));
}

}  // namespace vitro::nn::inline VITRO_REAL
