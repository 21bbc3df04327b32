// examples/vitro/report/sections.hpp: the sections of the page, in its order. Each is markup; where the run has nothing
// for one, it says so in a sentence.
#pragma once

#include <string>

#include "examples/vitro/report/subject.hpp"

namespace vitro::program::report {

/// What was trained, how far it has come, how good it is.
std::string overview(const Subject& subject);
/// Losses, learning rate, gradient norm, tokens a second and the task's own scores, against the steps.
std::string curves_section(const Subject& subject);
/// What the model wrote at the end of each epoch.
std::string samples_section(const Subject& subject);
/// Where each head looks, on one example, by the best weights; if asked for, by those of every kept epoch.
std::string attention_section(const Subject& subject);
/// Every setting, those apart that are not the preset's.
std::string configuration_section(const Subject& subject);
/// What computed each session of the training, and what computes this report.
std::string environment_section(const Subject& subject);
/// Where the time of a training step goes, by kind of op.
std::string timing_section(const Subject& subject);

}  // namespace vitro::program::report
