// examples/step/lessons/lessons.cpp: the list of lessons, and who records which.
#include "examples/step/lessons/lessons.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string>

#include "core/error.hpp"
#include "examples/step/lesson.hpp"
#include "examples/step/lessons/attention_lesson.hpp"
#include "examples/step/lessons/chain_lesson.hpp"
#include "examples/step/lessons/decoder_lesson.hpp"

namespace vitro::step {
namespace {

constexpr std::int64_t kMostSteps = 10'000;

constexpr std::array kLessons{
    LessonInfo{"chain", "Seven numbers and their gradients",
               "A loss of scalars that can be checked by eye; one value is used three times, one twice."},
    LessonInfo{"attention", "One attention head",
               "Each of four words looks for the word it belongs with: query, key, value, weights, and the way back."},
    LessonInfo{"decoder", "A language model of one layer",
               "Words, positions, a causal layer and the next word of a short sentence."},
    LessonInfo{"translator", "The Transformer of the lesson",
               "An encoder and a decoder translate a short German sentence: the embedded lesson."},
};

core::trace::Recording record(std::string_view name, std::int64_t step) {
    if (name == "chain") return course::record_chain(step);
    if (name == "attention") return course::record_attention(step);
    if (name == "decoder") return course::record_decoder(step);
    return lesson(step);
}

}  // namespace

std::span<const LessonInfo> lessons() {
    return kLessons;
}

core::trace::Recording record_lesson(std::string_view name, std::int64_t step) {
    if (std::ranges::find(kLessons, name, &LessonInfo::name) == kLessons.end()) {
        std::string names;
        for (const LessonInfo& lesson : kLessons) names += fmt::format("{}{}", names.empty() ? "" : ", ", lesson.name);
        throw core::Error(fmt::format("[lesson] there is no lesson '{}'; valid are {}", name, names));
    }
    if (step < 1 || step > kMostSteps)
        throw core::Error(fmt::format("[lesson] step {}: valid are 1 to {}", step, kMostSteps));
    return record(name, step);
}

}  // namespace vitro::step
