// nn/data/grammar/english_forms.cpp: the little inflection that English has.
#include "nn/data/grammar/english_forms.hpp"

#include <array>

#include "nn/data/grammar/line.hpp"

namespace vitro::nn::grammar::english_forms {
namespace {

bool vowel(char letter) {
    return string_view("aeiou").find(letter) != string_view::npos;
}

constexpr std::array<std::array<string_view, 2>, 9> kPronouns{{{"", ""},
                                                               {"i", "me"},
                                                               {"you", "you"},
                                                               {"he", "him"},
                                                               {"she", "her"},
                                                               {"it", "it"},
                                                               {"we", "us"},
                                                               {"you", "you"},
                                                               {"they", "them"}}};

bool counted(const NounPhrase& p) {
    return p.number == Number::singular && p.noun->declension != Declension::mass;
}

string_view determiner(const NounPhrase& p, As role, string_view next_word) {
    switch (p.determiner) {
        case Determiner::definite:
            return "the";
        case Determiner::negative:
            if (role == As::there) return "no";
            [[fallthrough]];
        case Determiner::indefinite:
            if (counted(p)) return vowel(next_word.front()) ? "an" : "a";
            return p.determiner == Determiner::negative ? "any" : "";
        case Determiner::demonstrative:
            return p.number == Number::plural ? "these" : "this";
        case Determiner::every:
            return "every";
        case Determiner::my:
            return "my";
        case Determiner::your:
            return "your";
        case Determiner::his:
            return "his";
        case Determiner::our:
            return "our";
        case Determiner::two:
            return "two";
        case Determiner::three:
            return "three";
        case Determiner::many:
            return "many";
    }
    return "";
}

}  // namespace

std::string noun_phrase(const NounPhrase& p, As role) {
    if (p.pronoun != Pronoun::none)
        return std::string(kPronouns[static_cast<std::size_t>(p.pronoun)][static_cast<std::size_t>(role)]);
    if (!p.noun) return "";
    const string_view noun = p.number == Number::plural ? p.noun->english_plural : p.noun->english;
    const string_view adjective = p.adjective ? p.adjective->english : "";
    Line line;
    if (p.owner)
        line << noun_phrase({.noun = p.owner, .determiner = p.owner_determiner}, role) << "'s";
    else
        line << determiner(p, role, adjective.empty() ? noun : adjective);
    line << adjective << noun;
    return std::move(line).text();
}

std::string phrase(const Phrase& p) {
    if (!p.preposition) return "";
    Line line;
    line << p.preposition->english << noun_phrase(p.noun, As::object);
    return std::move(line).text();
}

std::string present(string_view base, Person person) {
    const std::string word(base);
    if (person != Person::er) return word;
    if (word == "have") return "has";
    const char last = word.back(), before = word[word.size() - 2];
    if (last == 'y' && !vowel(before)) return word.substr(0, word.size() - 1) + "ies";
    const bool hisses = last == 's' || last == 'x' || last == 'o' || word.ends_with("ch") || word.ends_with("sh");
    return word + (hisses ? "es" : "s");
}

std::string progressive(const EnglishVerb& verb) {
    if (!verb.ing.empty()) return std::string(verb.ing);
    const bool drops_e = verb.base.ends_with('e') && !verb.base.ends_with("ee");
    return std::string(verb.base.substr(0, verb.base.size() - drops_e)) + "ing";
}

string_view be(Person person, bool past) {
    if (person == Person::ich) return past ? "was" : "am";
    if (person == Person::er) return past ? "was" : "is";
    return past ? "were" : "are";
}

}  // namespace vitro::nn::grammar::english_forms
