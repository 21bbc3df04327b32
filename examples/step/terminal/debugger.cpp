// examples/step/terminal/debugger.cpp: places and the ways between them.
#include "examples/step/terminal/debugger.hpp"

namespace vitro::step {

const Timeline& Debugger::timeline_of(int graph) {
    std::unique_ptr<Timeline>& timeline = timelines_[graph];
    if (!timeline) timeline = std::make_unique<Timeline>(recording, graph);
    return *timeline;
}

const Timeline& Debugger::timeline() {
    return timeline_of(place.graph);
}

void Debugger::go(int event, bool jump) {
    if (jump && event != place.event) {
        back.push_back(place);
        forth.clear();
    }
    place.event = event;
}

void Debugger::leave() {
    place = outer.back();
    outer.pop_back();
}

}  // namespace vitro::step
