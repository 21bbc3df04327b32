// nn/data/grammar/nouns.cpp: the nouns: singular and plural on both sides, gender, kinds; places know their
// prepositions.
#include "nn/data/grammar/lexicon.hpp"
#include "nn/data/grammar/prepositions.hpp"

namespace vitro::nn::grammar {
namespace {

constexpr Gender m = Gender::masculine, f = Gender::feminine, n = Gender::neuter;
constexpr Declension kStrong = Declension::strong, kWeak = Declension::weak, kMass = Declension::mass,
                     kSingle = Declension::single;

constexpr const Preposition *kInIn = prep("in", Case::dative, "in"), *kInAt = prep("in", Case::dative, "at"),
                            *kAnAt = prep("an", Case::dative, "at"), *kAufAt = prep("auf", Case::dative, "at"),
                            *kInInto = prep("in", Case::accusative, "into"),
                            *kInTo = prep("in", Case::accusative, "to"), *kAufTo = prep("auf", Case::accusative, "to"),
                            *kZuTo = prep("zu", Case::dative, "to");

constexpr Noun kNouns[] = {
    {"mann", "männer", m, "man", "men", kPerson | kGrown | kPublic},
    {"frau", "frauen", f, "woman", "women", kPerson | kGrown | kPublic},
    {"kind", "kinder", n, "child", "children", kPerson | kYoung | kPublic},
    {"junge", "jungen", m, "boy", "boys", kPerson | kYoung | kPublic, kWeak},
    {"mädchen", "mädchen", n, "girl", "girls", kPerson | kYoung | kPublic},
    {"lehrer", "lehrer", m, "teacher", "teachers", kPerson | kGrown},
    {"ärztin", "ärztinnen", f, "doctor", "doctors", kPerson | kGrown},
    {"student", "studenten", m, "student", "students", kPerson | kGrown | kPublic, kWeak},
    {"nachbar", "nachbarn", m, "neighbor", "neighbors", kPerson | kGrown, kWeak},
    {"freund", "freunde", m, "friend", "friends", kPerson | kKin | kFamily},
    {"königin", "", f, "queen", "", kPerson | kGrown | kPublic, kSingle},
    {"bruder", "brüder", m, "brother", "brothers", kPerson | kKin | kFamily | kYoung},
    {"schwester", "schwestern", f, "sister", "sisters", kPerson | kKin | kFamily | kYoung},
    {"vater", "", m, "father", "", kPerson | kKin, kSingle},
    {"mutter", "", f, "mother", "", kPerson | kKin, kSingle},
    {"tochter", "töchter", f, "daughter", "daughters", kPerson | kKin | kFamily | kYoung},
    {"sohn", "söhne", m, "son", "sons", kPerson | kKin | kFamily | kYoung},

    {"hund", "hunde", m, "dog", "dogs", kAnimal},
    {"katze", "katzen", f, "cat", "cats", kAnimal},
    {"pferd", "pferde", n, "horse", "horses", kAnimal},
    {"vogel", "vögel", m, "bird", "birds", kAnimal},

    {"apfel", "äpfel", m, "apple", "apples", kFood | kPiece},
    {"brot", "", n, "bread", "", kFood, kMass},
    {"kuchen", "kuchen", m, "cake", "cakes", kFood | kPiece},
    {"suppe", "suppen", f, "soup", "soups", kFood | kCooked},
    {"ei", "eier", n, "egg", "eggs", kFood | kPiece | kCooked},
    {"orange", "orangen", f, "orange", "oranges", kFood | kPiece},

    {"wasser", "", n, "water", "", kDrink, kMass},
    {"milch", "", f, "milk", "", kDrink, kMass},
    {"tee", "", m, "tea", "", kDrink, kMass},
    {"kaffee", "", m, "coffee", "", kDrink, kSingle},
    {"bier", "", n, "beer", "", kDrink, kSingle},

    {"buch", "bücher", n, "book", "books", kText},
    {"zeitung", "zeitungen", f, "newspaper", "newspapers", kText},
    {"brief", "briefe", m, "letter", "letters", kText},

    {"auto", "autos", n, "car", "cars", kVehicle},
    {"fahrrad", "fahrräder", n, "bicycle", "bicycles", kVehicle},
    {"bus", "busse", m, "bus", "buses", kTransit | kPublic},
    {"zug", "züge", m, "train", "trains", kTransit | kPublic},

    {"mantel", "mäntel", m, "coat", "coats", kClothes},
    {"kleid", "kleider", n, "dress", "dresses", kClothes},
    {"hut", "hüte", m, "hat", "hats", kClothes},

    {"schlüssel", "schlüssel", m, "key", "keys", kThing},
    {"ball", "bälle", m, "ball", "balls", kThing | kToy},
    {"bild", "bilder", n, "picture", "pictures", kThing},
    {"blume", "blumen", f, "flower", "flowers", kThing},
    {"regenschirm", "regenschirme", m, "umbrella", "umbrellas", kThing},

    {"tisch", "tische", m, "table", "tables", kFurniture},
    {"stuhl", "stühle", m, "chair", "chairs", kFurniture},
    {"bett", "betten", n, "bed", "beds", kFurniture},
    {"tür", "türen", f, "door", "doors", kOpening | kPublic},
    {"fenster", "fenster", n, "window", "windows", kOpening | kPublic},

    {"küche", "küchen", f, "kitchen", "kitchens", kPlace | kRoom | kKitchen, kStrong, kInIn, kInInto},
    {"zimmer", "zimmer", n, "room", "rooms", kPlace | kRoom, kStrong, kInIn, kInInto},
    {"haus", "häuser", n, "house", "houses", kPlace | kHome | kBuilding, kStrong, kInIn, kInInto},
    {"garten", "", m, "garden", "", kPlace | kOutdoors, kSingle, kInIn, kInInto},
    {"park", "", m, "park", "", kPlace | kFar | kOutdoors | kPublic, kSingle, kInIn, kInTo},
    {"wald", "", m, "forest", "", kPlace | kFar | kOutdoors | kPublic, kSingle, kInIn, kInInto},
    {"schule", "schulen", f, "school", "schools", kPlace | kFar | kBuilding, kStrong, kInAt, kInTo},
    {"museum", "museen", n, "museum", "museums", kPlace | kFar | kBuilding | kPublic, kStrong, kInIn, kInTo},
    {"bahnhof", "bahnhöfe", m, "station", "stations", kPlace | kFar | kBuilding | kShop | kPublic, kStrong, kAnAt,
     kZuTo},
    {"hotel", "hotels", n, "hotel", "hotels", kPlace | kFar | kBuilding | kHome | kPublic, kStrong, kInIn, kInTo},
    {"markt", "", m, "market", "", kPlace | kFar | kShop | kPublic, kSingle, kAufAt, kAufTo},
    {"dorf", "dörfer", n, "village", "villages", kPlace | kFar | kHome | kTown, kStrong, kInIn, kInInto},
    {"stadt", "städte", f, "city", "cities", kPlace | kFar | kHome | kTown | kShop, kStrong, kInIn, kInInto},
};

}  // namespace

std::span<const Noun> nouns() {
    return kNouns;
}

}  // namespace vitro::nn::grammar
