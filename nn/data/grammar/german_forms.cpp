// nn/data/grammar/german_forms.cpp: the tables of German inflection, as any school grammar prints them.
//
// Rows are cases (nominative, accusative, dative, genitive), columns masculine, feminine, neuter, plural. An adjective
// ends weakly after der, dieser, jeder; in a mixed way after ein, kein, mein; strongly where nothing before it shows
// the case (kaltes wasser, rote äpfel, zwei alte hunde).
#include "nn/data/grammar/german_forms.hpp"

#include <array>

#include "nn/data/grammar/line.hpp"

namespace vitro::nn::grammar::german_forms {
namespace {

using Table = std::array<std::array<string_view, 4>, 4>;

constexpr Table kArticle{{{"der", "die", "das", "die"},
                          {"den", "die", "das", "die"},
                          {"dem", "der", "dem", "den"},
                          {"des", "der", "des", "der"}}};
// dies-er, jed-er, viel-e; strong adjectives differ only in genitives that the grammar does not form.
constexpr Table kStrong{
    {{"er", "e", "es", "e"}, {"en", "e", "es", "e"}, {"em", "er", "em", "en"}, {"es", "er", "es", "er"}}};
constexpr Table kEin{{{"", "e", "", "e"}, {"en", "e", "", "e"}, {"em", "er", "em", "en"}, {"es", "er", "es", "er"}}};
constexpr Table kMixed{
    {{"er", "e", "es", "en"}, {"en", "e", "es", "en"}, {"en", "en", "en", "en"}, {"en", "en", "en", "en"}}};
constexpr Table kWeak{
    {{"e", "e", "e", "en"}, {"en", "e", "e", "en"}, {"en", "en", "en", "en"}, {"en", "en", "en", "en"}}};

// Nominative, accusative, dative. Left out (never formed): accusatives that would be the nominative of another person,
// so that sie, as an object she or they, cannot occur.
constexpr std::array<std::array<string_view, 3>, 9> kPronouns{{{"", "", ""},
                                                               {"ich", "mich", "mir"},
                                                               {"du", "dich", "dir"},
                                                               {"er", "ihn", "ihm"},
                                                               {"sie", "", "ihr"},
                                                               {"es", "", ""},
                                                               {"wir", "uns", "uns"},
                                                               {"ihr", "euch", "euch"},
                                                               {"sie", "", "ihnen"}}};

struct Irregular {
    string_view infinitive;
    std::array<string_view, 6> forms;  // by Person
};
constexpr Irregular kIrregular[] = {
    {"sein", {"bin", "bist", "ist", "sind", "seid", "sind"}},
    {"haben", {"habe", "hast", "hat", "haben", "habt", "haben"}},
    {"wissen", {"weiß", "weißt", "weiß", "wissen", "wisst", "wissen"}},
    {"können", {"kann", "kannst", "kann", "können", "könnt", "können"}},
    {"müssen", {"muss", "musst", "muss", "müssen", "müsst", "müssen"}},
    {"sollen", {"soll", "sollst", "soll", "sollen", "sollt", "sollen"}},
    {"dürfen", {"darf", "darfst", "darf", "dürfen", "dürft", "dürfen"}},
    {"wollen", {"will", "willst", "will", "wollen", "wollt", "wollen"}},
    {"möchten", {"möchte", "möchtest", "möchte", "möchten", "möchtet", "möchten"}},
};

struct Contraction {
    string_view apart, together;
};
constexpr Contraction kContractions[] = {{"in dem ", "im "},  {"in das ", "ins "}, {"an dem ", "am "},
                                         {"an das ", "ans "}, {"zu dem ", "zum "}, {"zu der ", "zur "},
                                         {"von dem ", "vom "}};

string_view entry(const Table& table, Case in, std::size_t column) {
    return table[static_cast<std::size_t>(in)][column];
}

std::size_t column_of(const NounPhrase& p) {
    return p.number == Number::plural ? 3 : static_cast<std::size_t>(p.noun->gender);
}

/// Counts groups of vowels; umlauts do not occur where this is asked.
bool one_syllable(string_view word) {
    constexpr string_view kVowels = "aeiou";
    const std::size_t first = word.find_first_of(kVowels);
    const std::size_t coda = word.find_first_not_of(kVowels, first);
    return word.find_first_of(kVowels, coda) == string_view::npos;
}

std::string noun_form(const Noun& noun, Number number, Case in) {
    if (number == Number::plural) {
        const bool bare = in != Case::dative || noun.plural.ends_with('n') || noun.plural.ends_with('s');
        return std::string(noun.plural) + (bare ? "" : "n");
    }
    if (noun.declension == Declension::weak && in != Case::nominative) return std::string(noun.plural);
    if (in != Case::genitive || noun.gender == Gender::feminine) return std::string(noun.german);
    return std::string(noun.german) + (one_syllable(noun.german) ? "es" : "s");
}

string_view ein_word(Determiner determiner) {
    switch (determiner) {
        case Determiner::indefinite:
            return "ein";
        case Determiner::negative:
            return "kein";
        case Determiner::my:
            return "mein";
        case Determiner::your:
            return "dein";
        case Determiner::his:
            return "sein";
        case Determiner::our:
            return "unser";
        default:
            return "";
    }
}

/// Plurals and masses have no indefinite article.
bool without_article(const NounPhrase& p) {
    return p.determiner == Determiner::indefinite &&
           (p.number == Number::plural || p.noun->declension == Declension::mass);
}

std::string determiner(const NounPhrase& p, Case in, std::size_t column) {
    if (without_article(p)) return "";
    switch (p.determiner) {
        case Determiner::definite:
            return std::string(entry(kArticle, in, column));
        case Determiner::demonstrative:
            return "dies" + std::string(entry(kStrong, in, column));
        case Determiner::every:
            return "jed" + std::string(entry(kStrong, in, column));
        case Determiner::many:
            return "viel" + std::string(entry(kStrong, in, column));
        case Determiner::two:
            return "zwei";
        case Determiner::three:
            return "drei";
        default:
            return std::string(ein_word(p.determiner)) + std::string(entry(kEin, in, column));
    }
}

const Table& adjective_endings(const NounPhrase& p) {
    switch (p.determiner) {
        case Determiner::definite:
        case Determiner::demonstrative:
        case Determiner::every:
            return kWeak;
        case Determiner::two:
        case Determiner::three:
        case Determiner::many:
            return kStrong;
        default:
            return without_article(p) ? kStrong : kMixed;
    }
}

bool takes_e(string_view stem) {  // arbeit-e-t, find-e-t, öffn-e-t
    return stem.ends_with('t') || stem.ends_with('d') || stem.ends_with("fn") || stem.ends_with("gn");
}

}  // namespace

std::string noun_phrase(const NounPhrase& p, Case in) {
    if (p.pronoun != Pronoun::none)
        return std::string(kPronouns[static_cast<std::size_t>(p.pronoun)][static_cast<std::size_t>(in)]);
    if (!p.noun) return "";
    const std::size_t column = column_of(p);
    Line line;
    line << determiner(p, in, column);
    if (p.adjective) line << std::string(p.adjective->stem) + std::string(entry(adjective_endings(p), in, column));
    line << noun_form(*p.noun, p.number, in);
    if (p.owner) line << noun_phrase({.noun = p.owner, .determiner = p.owner_determiner}, Case::genitive);
    return std::move(line).text();
}

std::string phrase(const Phrase& p) {
    if (!p.preposition) return "";
    const std::string whole = std::string(p.preposition->german) + " " + noun_phrase(p.noun, p.preposition->governs);
    if (p.noun.pronoun != Pronoun::none || p.noun.determiner != Determiner::definite) return whole;
    for (const auto& [apart, together] : kContractions)
        if (whole.starts_with(apart)) return std::string(together) + whole.substr(apart.size());
    return whole;
}

std::string present(string_view infinitive, string_view changed, Person person) {
    for (const Irregular& verb : kIrregular)
        if (verb.infinitive == infinitive) return std::string(verb.forms[static_cast<std::size_t>(person)]);
    const std::string stem(infinitive.substr(0, infinitive.size() - 2));
    const std::string second = changed.empty() ? stem : std::string(changed);
    const bool with_e = takes_e(stem);
    const bool hisses = second.ends_with('s') || second.ends_with('z');  // du liest, du tanzt
    switch (person) {
        case Person::ich:
            return stem + "e";
        case Person::du:
            return second + (hisses ? "t" : with_e && changed.empty() ? "est" : "st");
        case Person::er:
            return second + (with_e && changed.empty() ? "et" : "t");
        case Person::ihr:
            return stem + (with_e ? "et" : "t");
        default:
            return std::string(infinitive);
    }
}

string_view was(Person person) {
    constexpr std::array<string_view, 6> kForms{"war", "warst", "war", "waren", "wart", "waren"};
    return kForms[static_cast<std::size_t>(person)];
}

}  // namespace vitro::nn::grammar::german_forms
