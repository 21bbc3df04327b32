// nn/data/grammar/verbs.cpp: the verbs, by frame: {German forms}, {English forms}, frame, who, whom or where, traits.
#include "nn/data/grammar/lexicon.hpp"
#include "nn/data/grammar/prepositions.hpp"

namespace vitro::nn::grammar {
namespace {

using enum Frame;

constexpr Traits kOwning = kState | kNewObject | kNoPast, kMood = kOngoing | kUnplanned;
constexpr Kinds kPlaymate = kAnimal | kYoung | kToy;

constexpr const Preposition *kWaitFor = prep("auf", Case::accusative, "for"),
                            *kTalkTo = prep("mit", Case::dative, "to"),
                            *kThinkOf = prep("an", Case::accusative, "about"),
                            *kLaughAt = prep("über", Case::accusative, "at"),
                            *kPlayWith = prep("mit", Case::dative, "with"), *kTake = prep("mit", Case::dative, "");

constexpr Verb kVerbs[] = {
    {{"sein", "gewesen"}, {"be", "was"}, copula, kNone},
    {{"geben", "gegeben", "gib"}, {"be", "was"}, existential, kNone},
    {{"regnen", "geregnet"}, {"rain", "rained"}, weather, kWeather, kNone, kOngoing},

    {{"schlafen", "geschlafen", "schläf"}, {"sleep", "slept"}, intransitive, kLiving, kNone, kOngoing, kPlace},
    {{"weinen", "geweint"}, {"cry", "cried"}, intransitive, kPerson, kNone, kMood, kPlace},
    {{"arbeiten", "gearbeitet"}, {"work", "worked"}, intransitive, kPerson, kNone, kTogether, kPlace},
    {{"lachen", "gelacht"}, {"laugh", "laughed"}, intransitive, kPerson, kNone, kOngoing},
    {{"tanzen", "getanzt"}, {"dance", "danced"}, intransitive, kPerson, kNone, kOngoing | kTogether, kPlace},
    {{"singen", "gesungen"}, {"sing", "sang"}, intransitive, kPerson, kNone, kOngoing, kPlace},
    {{"spielen", "gespielt"}, {"play", "played"}, intransitive, kLiving, kNone, kOngoing, kPlace},
    {{"schwimmen", "geschwommen"}, {"swim", "swam", "swimming"}, intransitive, kLiving, kNone, kOngoing | kMoves},
    {{"stehen", "aufgestanden", "", "auf"}, {"get", "got", "getting", "up"}, intransitive, kPerson, kNone, kMoves},
    {{"kommen", "angekommen", "", "an"}, {"arrive", "arrived"}, intransitive, kPerson | kTransit, kNone, kMoves},

    {{"kaufen", "gekauft"}, {"buy", "bought"}, accusative, kPerson, kGoods, kFor, kShop},
    {{"essen", "gegessen", "iss"}, {"eat", "ate"}, accusative, kPerson, kFood, kTogether, kPlace},
    {{"trinken", "getrunken"}, {"drink", "drank"}, accusative, kPerson, kDrink, kTogether, kPlace},
    {{"kochen", "gekocht"}, {"cook", "cooked"}, accusative, kPerson, kCooked, kFor, kKitchen},
    {{"lesen", "gelesen", "lies"}, {"read", "read"}, accusative, kPerson, kText, kPlain, kPlace},
    {{"sehen", "gesehen", "sieh"}, {"see", "saw"}, accusative, kLiving, kLiving | kGoods | kTransit | kPlace, kInstant},
    {{"suchen", "gesucht"}, {"look", "looked", "", "", "for"}, accusative, kPerson, kLiving | kGoods, kOngoing},
    {{"lieben", "geliebt"}, {"love", "loved"}, accusative, kPerson, kLiving | kHome, kState | kNoPast},
    {{"haben", "gehabt"}, {"have", "had"}, accusative, kPerson, kGoods | kAnimal | kFamily, kOwning},
    {{"möchten", ""}, {"like", ""}, accusative, kPerson, kFood | kDrink, kOwning | kWould},
    {{"besuchen", "besucht"}, {"visit", "visited"}, accusative, kPerson, kPerson | kTown},
    {{"waschen", "gewaschen", "wäsch"}, {"wash", "washed"}, accusative, kPerson, kVehicle | kClothes},
    {{"öffnen", "geöffnet"}, {"open", "opened"}, accusative, kPerson, kOpening},
    {{"machen", "zugemacht", "", "zu"}, {"close", "closed"}, accusative, kPerson, kOpening},
    {{"rufen", "angerufen", "", "an"}, {"call", "called"}, accusative, kPerson, kPerson},
    {{"laden", "eingeladen", "läd", "ein"}, {"invite", "invited"}, accusative, kPerson, kPerson},
    {{"holen", "abgeholt", "", "ab"}, {"pick", "picked", "", "up"}, accusative, kPerson, kPerson, kPlain, kShop},

    {{"helfen", "geholfen", "hilf"}, {"help", "helped"}, dative, kPerson, kPerson},
    {{"danken", "gedankt"}, {"thank", "thanked"}, dative, kPerson, kPerson},
    {{"hören", "zugehört", "", "zu"}, {"listen", "listened", "", "", "to"}, dative, kPerson, kPerson, kOngoing},

    {{"geben", "gegeben", "gib"}, {"give", "gave"}, ditransitive, kPerson, kGoods},
    {{"zeigen", "gezeigt"}, {"show", "showed"}, ditransitive, kPerson, kGoods | kRoom | kTown},
    {{"bringen", "gebracht"}, {"bring", "brought"}, ditransitive, kPerson, kFood | kDrink | kText | kThing},

    {{"warten", "gewartet"}, {"wait", "waited"}, linked, kPerson, kPerson | kTransit, kOngoing, kShop, kWaitFor},
    {{"sprechen", "gesprochen", "sprich"}, {"talk", "talked"}, linked, kPerson, kPerson, kOngoing, kPlace, kTalkTo},
    {{"denken", "gedacht"}, {"think", "thought"}, linked, kPerson, kPerson | kHome, kMood, kNone, kThinkOf},
    {{"lachen", "gelacht"}, {"laugh", "laughed"}, linked, kPerson, kLiving | kClothes, kOngoing, kNone, kLaughAt},
    {{"spielen", "gespielt"}, {"play", "played"}, linked, kLiving, kPlaymate, kOngoing, kPlace, kPlayWith},
    {{"fahren", "gefahren", "fähr"}, {"take", "took"}, linked, kPerson, kVehicle | kTransit, kMoves, kNone, kTake},

    {{"gehen", "gegangen"}, {"go", "went"}, directional, kPerson, kPlace, kTogether | kMoves},
    {{"laufen", "gelaufen", "läuf"}, {"run", "ran", "running"}, directional, kLiving, kPlace, kMoves},
    {{"fahren", "gefahren", "fähr"}, {"drive", "drove"}, directional, kPerson, kFar, kTogether | kMoves},

    {{"wohnen", "gewohnt"}, {"live", "lived"}, positional, kPerson, kHome, kState},
    {{"bleiben", "geblieben"}, {"stay", "stayed"}, positional, kPerson, kPlace, kMoves | kTogether},
    {{"sitzen", "gesessen"}, {"sit", "sat", "sitting"}, positional, kLiving, kPlace | kFurniture, kOngoing},
    {{"liegen", "gelegen"}, {"lie", "lay", "lying"}, positional, kPortable | kAnimal, kFurniture, kOngoing | kNoPast},
    {{"stehen", "gestanden"}, {"stand", "stood"}, positional, kPerson | kVehicle | kTransit, kBuilding, kOngoing},
    {{"legen", "gelegt"}, {"put", "put", "putting"}, placement, kPerson, kPortable},

    {{"wissen", "gewusst"}, {"know", "knew"}, clausal, kPerson, kNone, kState | kNoPast},
    {{"sagen", "gesagt"}, {"say", "said"}, clausal, kPerson},
    {{"hoffen", "gehofft"}, {"hope", "hoped"}, clausal, kPerson},
    {{"fragen", "gefragt"}, {"ask", "asked"}, clausal, kPerson},
    {{"versuchen", "versucht"}, {"try", "tried"}, control, kPerson},
    {{"vergessen", "vergessen", "vergiss"}, {"forget", "forgot", "forgetting"}, control, kPerson, kNone, kUnplanned},
};

}  // namespace

std::span<const Verb> verbs() {
    return kVerbs;
}

}  // namespace vitro::nn::grammar
