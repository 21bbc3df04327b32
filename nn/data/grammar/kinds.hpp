// nn/data/grammar/kinds.hpp: the grammatical categories, and the kinds of things that words are about.
#pragma once

#include <cstdint>

namespace vitro::nn::grammar {

enum class Gender : std::uint8_t { masculine, feminine, neuter };
enum class Number : std::uint8_t { singular, plural };
enum class Case : std::uint8_t { nominative, accusative, dative, genitive };
enum class Person : std::uint8_t { ich, du, er, wir, ihr, sie };  // er: any third person singular; sie: any plural

/// What a noun is, a set of bits; verbs and adjectives say what they go with.
enum Kinds : std::uint32_t {
    kNone = 0,
    kPerson = 1u << 0,
    kYoung = 1u << 1,   // "small", not "old"
    kGrown = 1u << 2,   // "old" or "young"
    kKin = 1u << 3,     // somebody's: mein bruder, der bruder der ärztin
    kFamily = 1u << 4,  // one may have two of them, or none
    kAnimal = 1u << 5,
    kFood = 1u << 6,
    kCooked = 1u << 7,
    kPiece = 1u << 8,  // big or small
    kDrink = 1u << 9,
    kText = 1u << 10,
    kVehicle = 1u << 11,
    kTransit = 1u << 12,  // waited for
    kClothes = 1u << 13,
    kThing = 1u << 14,
    kToy = 1u << 15,
    kFurniture = 1u << 16,
    kOpening = 1u << 17,  // doors and windows
    kPlace = 1u << 18,
    kHome = 1u << 19,      // lived in
    kRoom = 1u << 20,      // shown to guests
    kKitchen = 1u << 21,   // cooked in
    kBuilding = 1u << 22,  // stood in front of; found in a town
    kFar = 1u << 23,       // driven to
    kTown = 1u << 24,
    kOutdoors = 1u << 25,  // animals are found there
    kShop = 1u << 26,      // things are bought there
    kPublic = 1u << 27,    // nobody says "my"
    kWeather = 1u << 28,
    kLiving = kPerson | kAnimal,
    kPortable = kText | kClothes | kThing,
    kGoods = kPortable | kFood | kVehicle | kFurniture,
};

constexpr Kinds operator|(Kinds a, Kinds b) {
    return static_cast<Kinds>(std::uint32_t{a} | std::uint32_t{b});
}
constexpr bool any(Kinds a, Kinds b) {
    return (std::uint32_t{a} & std::uint32_t{b}) != 0;
}

/// How a verb behaves, a set of bits.
enum Traits : std::uint32_t {
    kPlain = 0,
    kState = 1u << 0,      // love: no progressive, no adverbs of time, no modals
    kInstant = 1u << 1,    // see: no progressive
    kOngoing = 1u << 2,    // sleep: without an adverb English says "is sleeping"
    kUnplanned = 1u << 3,  // lose: nobody wants to, nobody will tomorrow
    kNewObject = 1u << 4,  // have: the object is indefinite
    kTogether = 1u << 5,   // with or without somebody
    kFor = 1u << 6,        // for somebody
    kMoves = 1u << 7,      // the perfect is formed with sein
    kWould = 1u << 8,      // would like
    kNoPast = 1u << 9,     // the perfect is rarely said: hat geliebt
};
constexpr Traits operator|(Traits a, Traits b) {
    return static_cast<Traits>(std::uint32_t{a} | std::uint32_t{b});
}

}  // namespace vitro::nn::grammar
