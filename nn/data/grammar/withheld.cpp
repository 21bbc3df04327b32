// nn/data/grammar/withheld.cpp: the withheld combinations, and how to find one in a meaning.
#include "nn/data/grammar/withheld.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace vitro::nn::grammar {
namespace {

constexpr Combination kWithheld[] = {
    // an adjective of a noun
    {{"kalt", "cold"}, {"suppe", "soup"}},
    {{"rot", "red"}, {"auto", "car"}},
    {{"alt", "old"}, {"hund", "dog"}},
    {{"weiß", "white"}, {"katze", "cat"}},
    {{"neu", "new"}, {"brief", "letter"}},
    {{"teuer", "expensive"}, {"mantel", "coat"}},
    {{"groß", "big"}, {"fenster", "window"}},
    {{"müde", "tired"}, {"lehrer", "teacher"}},
    {{"frisch", "fresh"}, {"apfel", "apple"}},
    {{"freundlich", "friendly"}, {"schwester", "sister"}},
    // a subject of a verb
    {{"lehrer", "teacher"}, {"tanzen", "dance"}},
    {{"ärztin", "doctor"}, {"schwimmen", "swim"}},
    {{"mädchen", "girl"}, {"schlafen", "sleep"}},
    {{"königin", "queen"}, {"arbeiten", "work"}},
    {{"nachbar", "neighbor"}, {"singen", "sing"}},
    {{"student", "student"}, {"weinen", "cry"}},
    {{"katze", "cat"}, {"spielen", "play"}},
    {{"zug", "train"}, {"ankommen", "arrive"}},
    // a verb with an object
    {{"kaufen", "buy"}, {"fahrrad", "bicycle"}},
    {{"lieben", "love"}, {"vogel", "bird"}},
    {{"trinken", "drink"}, {"milch", "milk"}},
    {{"anrufen", "call"}, {"bruder", "brother"}},
    {{"bringen", "bring"}, {"schlüssel", "key"}},
    {{"besuchen", "visit"}, {"königin", "queen"}},
    {{"helfen", "help"}, {"kind", "child"}},
    {{"warten", "wait"}, {"bus", "bus"}},
    {{"waschen", "wash"}, {"kleid", "dress"}},
    {{"zeigen", "show"}, {"bild", "picture"}},
};

/// Words that belong together; the second is empty for a word on its own.
using Pairs = std::vector<std::pair<std::string, std::string>>;

std::string dictionary_form(const Verb& verb) {
    return std::string(verb.german.prefix) + std::string(verb.german.infinitive);
}

void add(const NounPhrase& p, const std::string& governor, Pairs& pairs) {
    if (!p.noun) return;
    const std::string noun(p.noun->german);
    pairs.emplace_back(noun, governor);
    if (p.adjective) pairs.emplace_back(noun, p.adjective->german);
    if (p.owner) pairs.emplace_back(p.owner->german, "");
}

void add(const Clause& c, Pairs& pairs) {
    if (!c.verb) return;
    const std::string governor = c.predicate ? std::string(c.predicate->german) : dictionary_form(*c.verb);
    pairs.emplace_back(governor, "");
    for (const NounPhrase* p : {&c.subject, &c.direct, &c.indirect, &c.complement.noun, &c.adjunct.noun})
        add(*p, governor, pairs);
}

Pairs pairs_of(const Sentence& s) {
    Pairs pairs;
    add(s.main, pairs);
    add(s.subordinate, pairs);
    return pairs;
}

}  // namespace

std::span<const Combination> withheld() {
    return kWithheld;
}

bool mentions_withheld(const Sentence& sentence) {
    const Pairs pairs = pairs_of(sentence);
    const auto says = [&](std::string_view word) {
        return std::ranges::any_of(pairs, [&](const auto& p) { return p.first == word || p.second == word; });
    };
    return std::ranges::any_of(kWithheld,
                               [&](const Combination& c) { return says(c.first.german) && says(c.second.german); });
}

bool shows_withheld(const Sentence& sentence) {
    const Pairs pairs = pairs_of(sentence);
    return std::ranges::any_of(kWithheld, [&](const auto& c) {
        return std::ranges::any_of(pairs, [&](const auto& p) {
            return (p.first == c.first.german && p.second == c.second.german) ||
                   (p.first == c.second.german && p.second == c.first.german);
        });
    });
}

}  // namespace vitro::nn::grammar
