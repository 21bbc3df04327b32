// examples/step/terminal/sentences.cpp: an event in plain words, from ../text.
#include "core/error.hpp"
#include "examples/step/terminal/card.hpp"
#include "examples/step/text/narration.hpp"

namespace vitro::step {

std::string sentence_of(const Timeline& timeline, int t) {
    try {
        return sentence(timeline.recording(), timeline.graph(), timeline.event(t), Level::plain);
    } catch (const core::Error&) {
        return "";  // an op that the words do not know yet: its formula stands below
    }
}

}  // namespace vitro::step
