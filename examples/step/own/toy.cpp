// examples/step/own/toy.cpp: a solver and a question of its task, with the right answer or another.
#include "examples/step/own/kinds.hpp"
#include "examples/step/own/standing.hpp"
#include "nn/train/toy/toy_record.hpp"

namespace vitro::step {

core::trace::Recording own_toy_step(const OwnText& own) {
    const nn::Solver solver(nn::toy_settings_of(own.run));
    const nn::ToySettings& settings = solver.settings;
    nn::ToyExample example{solver.task.parse(own.text), {}};
    example.target = own.target.empty() ? solver.task.solve(example.input) : solver.task.parse_answer(own.target);
    const Standing standing =
        load_standing(own.run, solver.parameters, settings.training,
                      {.d_model = settings.model.layer.d_model, .steps_per_epoch = settings.data.steps_per_epoch});
    return nn::record_toy_step(solver, example, standing.next(own.run, "an example"));
}

}  // namespace vitro::step
