// examples/step/terminal/sentences.cpp: an event in plain words, from ../text.
#include "core/error.hpp"
#include "examples/step/terminal/card.hpp"
#include "examples/step/text/narration.hpp"

namespace vitro::step {

/// Of an op its card's alone: what it reads and makes stands below.
std::string sentence_of(const Timeline& timeline, int t) {
    const trace::Event& event = timeline.event(t);
    try {
        if (event.kind == trace::EventKind::forward) return card_of(timeline.op(event.index).op).plain;
        if (event.kind == trace::EventKind::backward) return card_of(timeline.op(event.index).op).back_plain;
        return sentence(timeline.recording(), timeline.graph(), event, Level::plain);
    } catch (const core::Error&) {
        return "";  // an op that the words do not know yet: its formula stands below
    }
}

}  // namespace vitro::step
