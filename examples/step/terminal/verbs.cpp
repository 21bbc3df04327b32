// examples/step/terminal/verbs.cpp: the table of verbs, and help from it.
#include "examples/step/terminal/verbs.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "core/error.hpp"
#include "core/printable.hpp"
#include "examples/step/analysis/names.hpp"
#include "examples/step/text/narration.hpp"

namespace vitro::step {
namespace {

constexpr Verb kVerbs[] = {
    {"step", "s", "[N]", "One event on, or N.", step, true},
    {"reverse-step", "rs", "[N]", "One event back, or N.", reverse_step, true},
    {"next", "n", "[N]", "To the end of this module.", next, true},
    {"reverse-next", "rn", "[N]", "Back over this module.", reverse_next, true},
    {"stepi", "si", "", "Into a fused op's expansion: softmax, layer_norm, attention, ... as primitive ops.", step_into,
     true},
    {"finish", "fin", "", "Out of the expansion, or of the module around this one.", finish, true},
    {"reverse-finish", "rfin", "", "The same, backwards.", reverse_finish, true},
    {"continue", "c", "", "On to the next breakpoint or watchpoint.", resume, true},
    {"reverse-continue", "rc", "", "Back to the one before. With watch g:NAME: who wrote this?", reverse_resume, true},
    {"goto", "j jump", "EVENT",
     "To an event: a number, F0, L, B0, U0, start, end, or a name, whole or cut at the front: goto "
     "self_attn.attention, "
     "goto B decoder.norm, goto ACC encoder.norm.layer_norm/2.",
     go_to},
    {"twin", "t", "",
     "From a forward op to its backward, and back; from a gradient's wiping to its parameter's update.", twin},
    {"undo", "prev", "", "Back to before the last jump.", previous_place},
    {"redo", "", "", "To where undo came from.", next_place},
    {"break", "b", "CONDITION",
     "Stop there: op:softmax, mod:decoder.layers.0, kind:ACC, shape:7x16, /regex/, absmax(g)>10, or a name. Several "
     "must "
     "all hold.",
     set_break},
    {"watch", "w", "CONDITION", "Stop when it is written: g:NAME, v:NAME, absmax(g)>10, nonfinite(v,g), zero(g)>0.9.",
     set_watch},
    {"delete", "d del", "[N]", "Remove a breakpoint or watchpoint, or all.", remove_stop},
    {"info", "i", "[step|notes|loss|attention|mask|parameters|breakpoints|nonfinite|memory]",
     "What there is to know: info attention, info mask 2, info loss 3 (who pulled the logits of position 3).", info},
    {"find", "", "CONDITION [sort:norm|bytes|time]", "List the events that meet a condition, as break takes it.", find},
    {"list", "l", "[EVENT]", "The events around here.", list},
    {"li", "", "[-r] [-d DEPTH] [NAME]", "What a tensor was computed from.", list_inputs},
    {"lo", "", "[-r] [-d DEPTH] [NAME]", "What was computed from a tensor.", list_outputs},
    {"card", "where", "[auto]", "The card of this event again; with auto, after v, g, k or u, as it was first.",
     show_card},
    {"print", "p pt", "[v:|g:|k:|u:]NAME[SLICE] [-s] [-r [LOW,HIGH]] [-w FILE.npy]",
     "Numbers: pt g:output.linear[0,3,:]. v: value, g: gradient, k: contribution, u: update; @57 behind it: as at "
     "event "
     "57. Places are numbers, ranges, or words of the sentence. -s: statistics; -r: what lies between; -w: to a file.",
     print},
    {"v", "", "[NAME]", "Show the value, here and on the cards to come.", view_value},
    {"g", "", "[NAME]", "Show the gradient.", view_gradient},
    {"k", "", "[NAME[/N]]", "Show a contribution to the gradient.", view_contribution},
    {"u", "", "[NAME]", "Show the update; of one weight, u NAME[2,5], every number of it.", view_update},
    {"why", "y", "[g:NAME|g:NAME[2,5]|u:NAME[2,5]]",
     "Why a gradient is as large as it is, or 0: its contributions and their shares, the way to the loss; of one "
     "number "
     "its largest terms.",
     why},
    {"check", "", "[all|NAME]", "Recompute in double, central differences, conservation.", check},
    {"quiz", "q?", "on|off", "Guess before you see.", quiz},
    {"tour", "", "[NAME|next]", "A guided walk through the lesson; without a name the list, or the next stop.", tour,
     true},
    {"set", "", "v:NAME[2,5]=NUMBER | source[2]=WORD | clear",
     "Change a number, or a word of a text, for rerun. Places are numbers or words: set source[ein]=das.", set},
    {"rerun", "run", "", "The step again with what was set, in double: the loss, and what changed the most.", rerun},
    {"history", "", "", "What was typed.", history},
    {"help", "h ?", "[VERB|TERM]", "This list, or more about a verb, or what a term means: help upstream gradient.",
     help},
    {"quit", "q exit", "", "Leave.", quit},
};

bool is_alias(const Verb& verb, std::string_view word) {
    const std::string framed = " " + std::string(verb.aliases) + " ";
    return framed.find(" " + std::string(word) + " ") != std::string::npos;
}

std::string names_of(const Verb& verb) {
    std::string text(verb.name);
    if (!verb.aliases.empty()) text += ", " + std::string(verb.aliases);
    return text;
}

}  // namespace

std::span<const Verb> all_verbs() {
    return kVerbs;
}

const Verb& find_verb(std::string_view word) {
    std::vector<const Verb*> begun;
    std::vector<std::string> names;
    for (const Verb& verb : kVerbs) {
        if (verb.name == word || is_alias(verb, word)) return verb;
        if (verb.name.starts_with(word)) begun.push_back(&verb);
        names.emplace_back(verb.name);
    }
    if (begun.size() == 1) return *begun[0];
    if (begun.size() > 1) {
        names.clear();
        for (const Verb* verb : begun) names.emplace_back(verb->name);
        throw core::Error(fmt::format("{} may be {}", core::printable(word, '\''), fmt::join(names, ", ")));
    }
    const std::vector<std::string> near = nearest(word, names, 3);
    throw core::Error(fmt::format("there is no verb {}{}{}; help lists them", core::printable(word, '\''),
                                  near.empty() ? "" : ", near are ", fmt::join(near, ", ")));
}

std::string help(Debugger& d, const Words& words) {
    if (!words.empty()) {
        for (const auto& [term, meaning] : narration().glossary)
            if (term == joined(words)) return wrapped(d.look, term + ": " + meaning, 0);
        const Verb& verb = find_verb(words[0]);
        const std::string short_forms = verb.aliases.empty() ? "" : fmt::format("Short: {}\n", verb.aliases);
        return wrapped(d.look, fmt::format("{} {}", verb.name, verb.usage), 0) + wrapped(d.look, verb.help, 2) +
               short_forms;
    }
    std::string text;
    for (const Verb& verb : kVerbs) {
        std::string line = padded(names_of(verb), 24);
        const std::string_view help = verb.help.substr(0, verb.help.find_first_of(".:"));
        const std::string body = wrapped(d.look, help, 26);
        text += "  " + line + body.substr(26);
    }
    return text + wrapped(d.look,
                          "An empty line repeats a step. /regex/ finds. help VERB tells more, help TERM what a word "
                          "means: help norm.",
                          0);
}

std::string history(Debugger& d, const Words&) {
    std::string text;
    for (std::size_t i = 0; i < d.history.size(); ++i) text += fmt::format("{:>4}  {}\n", i + 1, d.history[i]);
    return text;
}

std::string quit(Debugger& d, const Words&) {
    d.done = true;
    return "";
}

}  // namespace vitro::step
