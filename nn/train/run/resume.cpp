// nn/train/run/resume.cpp: the last state, or what else there is.
#include "nn/train/run/resume.hpp"

#include <fmt/format.h>

#include "core/error.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

/// "; previous.safetensors, ..." when that is whole and fits; else "".
std::string offer_of(const Trainer& trainer, const RunDirectory& run) {
    if (!run.has(kPrevious)) return "";
    try {
        return fmt::format(
            "; {}, which is whole, stands at step {}: --previous goes on from there, and so does a copy of it in the "
            "place of {}",
            kPrevious, trainer.examine(run.file(kPrevious)).step, kLast);
    } catch (const core::Error&) {
        return "";
    }
}

}  // namespace

void load_last(Trainer& trainer, const RunDirectory& run) {
    if (!run.has(kLast) && !run.has(kPrevious)) return;
    try {
        trainer.load(run.existing_file(kLast));
    } catch (const core::Error& error) {
        throw core::Error(error.what() + offer_of(trainer, run));
    }
}

}  // namespace vitro::nn::inline VITRO_REAL
