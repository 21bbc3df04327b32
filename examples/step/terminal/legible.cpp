// examples/step/terminal/legible.cpp: every string of a recording, letter by letter.
#include "examples/step/terminal/legible.hpp"

#include <string>

namespace vitro::step {
namespace {

/// UTF-8 is left alone, but for U+0080 to U+009F, which some terminals take for commands, too.
void make_legible(std::string& text) {
    std::string made;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool is_c1 = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
        if (byte == '\n')
            made += "\\n";
        else if (byte < 0x20 || byte == 0x7F || is_c1)
            made += '?', i += is_c1 ? 1 : 0;
        else
            made += text[i];
    }
    text = made;
}

}  // namespace

void make_legible(core::trace::Recording& recording) {
    make_legible(recording.title);
    make_legible(recording.engine);
    for (core::trace::Note& note : recording.notes) make_legible(note.head), make_legible(note.text);
    for (core::trace::Labels& labels : recording.labels) {
        make_legible(labels.name);
        for (std::string& word : labels.words) make_legible(word);
    }
    for (core::trace::Graph& graph : recording.graphs) {
        for (core::trace::Value& value : graph.values) {
            make_legible(value.name);
            for (std::string& axis : value.axes) make_legible(axis);
        }
        for (core::trace::Application& op : graph.ops) {
            make_legible(op.op), make_legible(op.path), make_legible(op.file);
            for (core::trace::Kept& kept : op.kept) make_legible(kept.name);
        }
    }
    for (core::trace::Update& update : recording.updates)
        for (core::trace::State& state : update.states) make_legible(state.name);
    make_legible(recording.optimization.optimizer);
}

}  // namespace vitro::step
