// examples/step/text/narration.hpp: the words of the step-through, as narration.json has them. README.md: what is what.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/trace/recording.hpp"

namespace vitro::step {

enum class Level { plain, formal };

/// Names and their sentences, in the order of the file.
using Entries = std::vector<std::pair<std::string, std::string>>;

struct EventCard {
    std::string title, plain, formal;               ///< with placeholders
    std::string expansion_plain, expansion_formal;  ///< the same inside of a fused op; "": as outside
};

struct OpCard {
    std::string op, title, pattern;
    std::string plain, formal, back_plain, back_formal;
    std::string formula, shapes, vjp;
    std::string cell, mistake;
    Entries inputs;
};

/// A place in the lesson, what to show there, and what to say and ask.
struct TourStop {
    std::string at;  ///< name of the event, see name_of_event
    core::trace::EventKind kind = core::trace::EventKind::forward;
    int part = 0;                    ///< of an accumulation, from 1
    std::string value;               ///< to show; "": what the event is about
    std::string show;                ///< "value", "gradient", ...
    std::vector<std::int64_t> cell;  ///< may be empty
    std::string text;
    std::string question, answer, explain;  ///< all empty, or none
    std::vector<std::string> choices;       ///< with the answer among them; may be empty
};

struct Tour {
    std::string id, title, audience;  ///< audience: "for" in the file
    std::vector<TourStop> stops;
};

struct Narration {
    std::array<EventCard, core::trace::kEventKinds> events;
    std::vector<OpCard> ops;
    Entries patterns, modules, why_zero, glossary;
    Entries hooks;  ///< value name to what TransformerLens calls it, {block} for a layer's path
    std::vector<Tour> tours;
};

/// Of the file's text. Throws Error for what is no JSON, a part that is missing or of the wrong type, an unknown kind.
Narration read_narration(std::string_view json);
/// The embedded file, read on the first call.
const Narration& narration();

/// Throws Error for an op without a card.
const OpCard& card_of(std::string_view op);
const EventCard& card_of(core::trace::EventKind kind);
std::span<const Tour> tours();
/// nullptr: there is none.
const Tour* find_tour(std::string_view id);
/// What a module does; "" for a path that no pattern fits.
std::string_view module_sentence(std::string_view path);
/// "masked", "cancels", ...; "" for a reason that is none.
std::string_view why_zero(std::string_view reason);

/// What happens at an event: its own sentence, of an op then the card's.
std::string sentence(const core::trace::Recording& recording, const core::trace::Graph& graph,
                     const core::trace::Event& event, Level level);
/// The name of what the event is about: the op's output, the value, the labels; "" for MEAN and CLIP.
std::string name_of_event(const core::trace::Recording& recording, const core::trace::Graph& graph,
                          const core::trace::Event& event);
/// The number of the stop's event in the step; -1: this recording has none.
int find_stop(const core::trace::Recording& recording, const TourStop& stop);

}  // namespace vitro::step
