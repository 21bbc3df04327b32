// examples/step/lessons/course.cpp: words to numbers, and a training that stops before the step to be recorded.
#include "examples/step/lessons/course.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <sstream>

#include "core/error.hpp"
#include "nn/optim/adam.hpp"
#include "nn/optim/sgd.hpp"

namespace vitro::step::course {
namespace {

std::unique_ptr<nn::Optimizer> optimizer_of(const nn::Parameters& parameters, const core::trace::Optimization& o) {
    if (o.optimizer == "sgd") return std::make_unique<nn::Sgd>(parameters, nn::SgdOptions{.momentum = o.momentum});
    return std::make_unique<nn::Adam>(parameters,
                                      nn::AdamOptions{.beta1 = o.beta1, .beta2 = o.beta2, .epsilon = o.epsilon});
}

}  // namespace

core::Indices Lexicon::ids(std::string_view sentence) const {
    std::vector<std::int32_t> ids;
    std::istringstream stream{std::string(sentence)};
    for (std::string word; stream >> word;) {
        const auto found = std::ranges::find(words_, word);
        if (found == words_.end()) throw core::Error(fmt::format("[lesson] '{}' is not one of its words", word));
        ids.push_back(static_cast<std::int32_t>(found - words_.begin()));
    }
    return core::Indices::from({1, static_cast<std::int64_t>(ids.size())}, ids);
}

core::trace::Labels Lexicon::labels(std::string name, const core::Indices& ids) const {
    core::trace::Labels labels{std::move(name), {}, ids};
    for (std::int64_t i = 0; i < ids.shape().cols(); ++i)
        labels.words.push_back(words_[static_cast<std::size_t>(ids.data()[i])]);
    return labels;
}

core::trace::Recording record_lesson(LessonTask& task, const core::trace::Optimization& optimization,
                                     std::string_view title, std::int64_t step) {
    const auto optimizer = optimizer_of(task.parameters(), optimization);
    nn::Trainer trainer(task, *optimizer, nn::ConstantRate{optimization.learning_rate},
                        {.epochs = step, .clip = optimization.clip, .seed = 1});
    for (std::int64_t done = 1; done < step; ++done) trainer.step();
    nn::StepDescription description = task.description(trainer.position().batch);
    description.title = fmt::format("Step {} of the lesson \"{}\"", step, title);
    description.optimization = optimization;
    return nn::record_step(trainer, task.parameters(), *optimizer, std::move(description));
}

}  // namespace vitro::step::course
