// examples/step/lessons/course.hpp: what the lessons have in common: a task with words, trained and recorded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "nn/train/record.hpp"
#include "nn/train/task.hpp"

namespace vitro::step::course {

/// The words of a lesson, each with its number.
class Lexicon {
  public:
    explicit Lexicon(std::vector<std::string> words) : words_(std::move(words)) {}
    std::int64_t size() const { return static_cast<std::int64_t>(words_.size()); }
    /// Words with blanks between them -> [1, words]. Throws Error for a word that is not there.
    core::Indices ids(std::string_view sentence) const;
    /// The words of a sentence along an axis; of several sentences those of the first.
    core::trace::Labels labels(std::string name, const core::Indices& ids) const;
    /// All of them.
    core::trace::Labels labels(std::string name) const { return {std::move(name), words_, {}}; }

  private:
    std::vector<std::string> words_;
};

/// A training with nothing held out, which can say what the axes of a batch run along.
class LessonTask : public nn::Task {
  public:
    explicit LessonTask(std::uint64_t seed) : parameters_(seed) {}
    const nn::Parameters& parameters() const override { return parameters_; }
    double validation_loss() override { return 0; }
    /// Labels and axes; title and optimization are filled in.
    virtual nn::StepDescription description(std::int64_t batch) const = 0;

  protected:
    nn::Parameters parameters_;
};

/// Trains for step - 1 steps with the optimizer that is named in `optimization`, at its learning rate, and records the
/// next.
core::trace::Recording record_lesson(LessonTask& task, const core::trace::Optimization& optimization,
                                     std::string_view title, std::int64_t step);

}  // namespace vitro::step::course
