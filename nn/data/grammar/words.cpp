// nn/data/grammar/words.cpp: adjectives and the small words, and the lookups of every table.
#include <string>

#include "core/error.hpp"
#include "nn/data/grammar/lexicon.hpp"
#include "nn/data/grammar/prepositions.hpp"

namespace vitro::nn::grammar {
namespace {

constexpr Adjective kAdjectives[] = {
    {"alt", "alt", "old", kGrown | kAnimal | kText | kVehicle | kTransit | kClothes | kThing | kFurniture | kPlace},
    {"jung", "jung", "young", kGrown | kAnimal},
    {"klein", "klein", "little", kYoung},
    {"klein", "klein", "small", kAnimal | kPiece | kVehicle | kClothes | kThing | kFurniture | kOpening | kPlace},
    {"groß", "groß", "big", kAnimal | kPiece | kVehicle | kTransit | kThing | kFurniture | kOpening | kPlace},
    {"neu", "neu", "new", kText | kVehicle | kClothes | kThing | kFurniture | kPlace},
    {"schön", "schön", "beautiful", kAnimal | kText | kClothes | kThing | kPlace},
    {"freundlich", "freundlich", "friendly", kLiving},
    {"müde", "müd", "tired", kLiving, true},
    {"hungrig", "hungrig", "hungry", kLiving, true},
    {"traurig", "traurig", "sad", kPerson, true},
    {"glücklich", "glücklich", "happy", kPerson, true},
    {"rot", "rot", "red", kVehicle | kTransit | kClothes | kThing | kOpening},
    {"blau", "blau", "blue", kVehicle | kTransit | kClothes | kThing | kOpening},
    {"schwarz", "schwarz", "black", kAnimal | kVehicle | kClothes},
    {"weiß", "weiß", "white", kAnimal | kVehicle | kClothes | kFurniture},
    {"frisch", "frisch", "fresh", kFood},
    {"kalt", "kalt", "cold", kCooked | kDrink},
    {"heiß", "heiß", "hot", kCooked | kDrink},
    {"teuer", "teur", "expensive", kFood | kDrink | kVehicle | kClothes | kThing | kFurniture},
    {"lang", "lang", "long", kText},
};

constexpr Adverb kAdverbs[] = {
    {"heute", "today", Time::now},
    {"jetzt", "now", Time::now},
    {"morgen", "tomorrow", Time::future},
    {"bald", "soon", Time::future},
    {"nächste woche", "next week", Time::future},
    {"gestern", "yesterday", Time::past},
    {"letzte woche", "last week", Time::past},
    {"jeden tag", "every day", Time::habit},
    {"jeden morgen", "every morning", Time::habit},
    {"sonntags", "on sundays", Time::habit},
    {"manchmal", "sometimes", Time::frequency},
    {"oft", "often", Time::frequency, false},
    {"immer", "always", Time::frequency, false},
    {"selten", "rarely", Time::frequency, false},
    {"nie", "never", Time::frequency, false, true},
};

constexpr Modal kModals[] = {
    {"können", "can", ""}, {"müssen", "must", ""}, {"sollen", "should", ""},
    {"dürfen", "may", ""}, {"wollen", "", "want"}, {"möchten", "would", "like"},
};

constexpr QuestionWord kQuestionWords[] = {
    {"wer", "who", true}, {"wen", "who", true},     {"wem", "who", true}, {"was", "what", true},
    {"wo", "where"},      {"wohin", "where", true}, {"wann", "when"},     {"warum", "why", true},
};

constexpr Conjunction kConjunctions[] = {
    {"weil", "because"}, {"obwohl", "although"}, {"wenn", "when", true}, {"dass", "that"}, {"ob", "whether"},
};

template <class Entries, class Matches>
const auto& find(const Entries& entries, string_view german, const char* what, Matches matches) {
    for (const auto& entry : entries)
        if (matches(entry)) return entry;
    throw core::Error("[grammar] the lexicon has no " + std::string(what) + " '" + std::string(german) + "'");
}

template <class Entries>
const auto& find(const Entries& entries, string_view german, const char* what) {
    return find(entries, german, what, [german](const auto& entry) { return entry.german == german; });
}

}  // namespace

std::span<const Adjective> adjectives() {
    return kAdjectives;
}
std::span<const Adverb> adverbs() {
    return kAdverbs;
}
std::span<const Modal> modals() {
    return kModals;
}

const Noun& noun(string_view german) {
    return find(nouns(), german, "noun");
}
const Adjective& adjective(string_view german) {
    return find(kAdjectives, german, "adjective");
}
const Adverb& adverb(string_view german) {
    return find(kAdverbs, german, "adverb");
}
const Modal& modal(string_view german) {
    return find(kModals, german, "modal verb");
}
const QuestionWord& question_word(string_view german) {
    return find(kQuestionWords, german, "question word");
}
const Conjunction& conjunction(string_view german) {
    return find(kConjunctions, german, "conjunction");
}

const Verb& verb(string_view german, Frame frame) {
    return find(verbs(), german, "verb with this frame", [=](const Verb& entry) {
        const auto& [infinitive, participle, changed, prefix] = entry.german;
        return entry.frame == frame && german.starts_with(prefix) && german.substr(prefix.size()) == infinitive;
    });
}

const Preposition& preposition(string_view german, Case governs, string_view english) {
    return find(kPrepositions, german, "preposition with this case and translation", [=](const Preposition& entry) {
        return entry.german == german && entry.governs == governs && entry.english == english;
    });
}

}  // namespace vitro::nn::grammar
