// nn/train/trainer.hpp: training as an object that can be stepped, stopped, saved and gone on with.
//
//     Trainer trainer(task, optimizer, schedule, options);
//     while (trainer.step()) show(trainer.report());
//
// A batch may come in parts (micro-batches): their gradients add up, and are divided by the tokens of all, once. So a
// batch in parts is the whole batch, but for rounding and dropout's choices, at the memory of a part.
//
// Everything that a step does is a function of (settings, seed, position): the batch, the dropout decisions, the
// learning rate. So a run that was stopped and goes on ends with the same bits as one that was not.
#pragma once

#include <cstdint>
#include <string>

#include "core/context.hpp"
#include "nn/optim/clip.hpp"
#include "nn/optim/optimizer.hpp"
#include "nn/optim/schedule.hpp"
#include "nn/train/run/training_state.hpp"
#include "nn/train/task.hpp"

namespace vitro::nn::inline VITRO_REAL {

struct TrainerOptions {
    std::int64_t epochs = 10;
    std::int64_t max_steps = 0;  ///< stop after that many; 0: no limit
    double clip = 1;             ///< global gradient norm; 0: none
    std::uint64_t seed = 1;      ///< of dropout; the task has its own for the order of batches
};

/// Updates from the first to the last, of a training that stands there. Unless the task's epochs are equal, asks for
/// every one up to the limit of steps, each of which the task may have to plan.
std::int64_t total_steps(Task& task, const TrainerOptions& options, const Position& position = {});
/// The same where every epoch has `each` batches, one of which at least is to come.
std::int64_t total_steps(std::int64_t each, const TrainerOptions& options, const Position& position = {});

/// The same as far as the present epoch tells.
struct StepTotal {
    std::int64_t steps = 0;
    bool estimated = false;  ///< epochs to come were taken to be as long as the present one, and need not be
};

struct StepReport {
    std::int64_t step = 0;    ///< from 1
    std::int64_t epoch = 0;   ///< from 0
    double loss = 0;          ///< per token, nats
    std::int64_t tokens = 0;  ///< target tokens that count
    double learning_rate = 0;
    double gradient_norm = 0;  ///< before clipping
    bool ends_epoch = false;
};

/// How fast steps are.
struct Rehearsal {
    std::int64_t steps = 0;   ///< timed
    double seconds = 0;       ///< of all of them
    std::int64_t tokens = 0;  ///< target tokens of all of them
};

/// Who watches one step from inside, in this order; the parts' two once for each micro-batch. A watcher changes
/// nothing.
class StepWatcher {
  public:
    virtual ~StepWatcher() = default;
    /// The gradients are still those of the step before.
    virtual void begins() {}
    virtual void computes_part() {}
    /// Runs the reverse pass.
    virtual void differentiate(const core::Loss& loss);
    virtual void clipped(const Clipped&, std::int64_t /*tokens*/) {}
    /// The weights are new; the batch is still this one.
    virtual void updated() {}
};

class Trainer {
  public:
    Trainer(Task& task, Optimizer& optimizer, const Schedule& schedule, const TrainerOptions& options);

    /// One update; false, and nothing done, when the training has reached its end. Throws Error when the loss or the
    /// gradient is not finite, naming step and op; the weights are those before the step then.
    bool step();
    bool step(StepWatcher& watcher);
    bool finished() const;
    /// Per token, nats: of the batch that the next step will take, or, to a watcher, that of this step; with dropout,
    /// without a graph.
    double batch_loss();
    const StepReport& report() const { return report_; }
    const Position& position() const { return position_; }
    const TrainerOptions& options() const { return options_; }
    /// Updates from the first to the last. Asks for the present epoch only.
    StepTotal total_steps() const;

    /// Computes the validation loss; true when it is the best so far. Throws Error when it is not finite, naming step
    /// and op.
    bool validate();
    /// What the model does besides: nn/train/task.hpp.
    Observation observe();
    double validation_loss() const { return validation_loss_; }

    /// Runs steps from here and there in the epoch for about so many seconds, the first of which is not timed unless it
    /// took as long, and puts everything back, to the bit. Nothing is done at the training's end. Throws what step()
    /// throws.
    Rehearsal rehearse(double seconds);

    /// The weights alone, all or nothing.
    void save_weights(const std::string& path) const;
    /// Weights, optimizer and position, all or nothing.
    /// Throws Error, and leaves the file, when an update has ruined a weight: nobody could go on from there.
    void save(const std::string& path) const;
    /// Throws Error, and changes nothing, for a file of another model, optimizer or task.
    void load(const std::string& path);
    /// Where the training stood that a file holds, if load() would take it; throws Error as load() does.
    Position examine(const std::string& path) const;

  private:
    core::Training dropout(std::int64_t micro_batch) const;
    core::Loss part_loss(std::int64_t micro_batch);
    void add_gradients(std::int64_t micro_batch, StepWatcher& watcher);
    void update(StepWatcher& watcher);
    std::string last_update() const;
    [[noreturn]] void stop_for(const char* what, double value);
    [[noreturn]] void stop_for_validation();
    void advance();
    Position checked_position(const std::string& path) const;

    Task& task_;
    Optimizer& optimizer_;
    Schedule schedule_;
    TrainerOptions options_;
    Position position_;
    StepReport report_;
    double loss_sum_ = 0;  // of the step so far
    double validation_loss_ = 0;
};

}  // namespace vitro::nn::inline VITRO_REAL
