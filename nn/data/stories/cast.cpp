// nn/data/stories/cast.cpp: the names, kinds, things and places, and how a story begins and ends.
#include "nn/data/stories/cast.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

namespace vitro::nn::stories {
namespace {

struct Name {
    std::string_view name;
    bool she;
};

constexpr Name kNames[] = {
    {"Ida", true},     {"Mina", true},  {"Clara", true},   {"Rosa", true},     {"Nell", true},    {"Wilma", true},
    {"Greta", true},   {"Tilda", true}, {"Hazel", true},   {"Marta", true},    {"Juno", true},    {"Pippa", true},
    {"Edith", true},   {"Flora", true}, {"Agnes", true},   {"Lotte", true},    {"Olive", true},   {"Vera", true},
    {"Bruno", false},  {"Emil", false}, {"Oskar", false},  {"Hugo", false},    {"Felix", false},  {"Anton", false},
    {"Jasper", false}, {"Otto", false}, {"Finn", false},   {"Leo", false},     {"Casper", false}, {"Ned", false},
    {"Theo", false},   {"Milo", false}, {"Arthur", false}, {"Kasimir", false}, {"Linus", false},  {"Jonas", false},
};

struct Kind {
    std::string_view she, he, home;
};

constexpr Kind kKinds[] = {
    {"hedgehog", "hedgehog", "under the roots of an old oak"},
    {"fox", "fox", "in a den with two doors and no windows"},
    {"mouse", "mouse", "in a boot that nobody wore any more"},
    {"badger", "badger", "in a burrow with a round blue door"},
    {"squirrel", "squirrel", "at the top of the tallest pine"},
    {"otter", "otter", "in a boat that had forgotten how to float"},
    {"hare", "hare", "in a meadow full of clover"},
    {"mole", "mole", "below somebody else's rose garden"},
    {"goose", "goose", "in a cottage beside a pond"},
    {"frog", "frog", "beside a pond as round as a plate"},
    {"tortoise", "tortoise", "behind a warm garden wall"},
    {"bear", "bear", "in a cave with a very good rug"},
    {"girl", "boy", "in a crooked house at the end of the lane"},
    {"girl", "boy", "above a shop that sold only buttons"},
    {"baker", "baker", "above a bakery, where the floor was always warm"},
    {"gardener", "gardener", "in a hut between the beans and the roses"},
    {"clockmaker", "clockmaker", "in a house that ticked"},
    {"beekeeper", "beekeeper", "in a yellow house that hummed all summer"},
    {"lighthouse keeper", "lighthouse keeper", "in a lighthouse with a hundred and one steps"},
    {"miller", "miller", "in a mill that turned even in its sleep"},
};

/// A habit: what is told of it when it is introduced, and what it comes to in the end; patterns about {hero}.
struct Trait {
    std::string_view word, habit, ending;
};

constexpr Trait kTraits[] = {
    {"curious",
     "{He} [looked behind every door and under every stone|asked so many questions that even the owl "
     "hid from {him}|wanted to know where the wind went at night].",
     "And [the next morning|before breakfast the next day] {hero} had [three|seven|twelve] new questions."},
    {"forgetful",
     "{He} tied knots in {his} handkerchief to remember things, and then forgot where the "
     "handkerchief was.",
     "{Hero} tied a knot in {his} handkerchief so as [never to forget that day|to remember it always], and for "
     "once {he} did not lose the handkerchief."},
    {"careful",
     "{He} looked left and right before {he} crossed a room, and {he} counted {his} spoons every "
     "[night|Sunday].",
     "That night {hero} counted {his} spoons. [Not one was missing.|They were all there, and so was everything "
     "else.]"},
    {"sleepy",
     "{He} could sleep anywhere: [on a step, in a queue, or in the middle of a|behind a curtain, under "
     "a table, or at the end of a] sentence.",
     "Then {hero} lay down, said good night, and was asleep before anybody could [say it back|answer]."},
    {"brave",
     "{He} was afraid of nothing [but geese|except thunder|apart from very small spiders], and {he} did "
     "not talk about those.",
     "\"[You were very brave|That was brave of you],\" said {friend}. \"I know,\" said {hero}, and "
     "[blushed|looked at {his} feet]."},
    {"shy",
     "{He} [whispered when others spoke, and waved when others whispered|had so much to say that {he} "
     "hardly ever began].",
     "It was the longest day that {hero} had ever spent with anybody, and {he} [liked it|found that {he} did not "
     "mind]."},
    {"patient",
     "{He} could wait for [a kettle to boil|a snail to cross the path|an acorn to become a tree] "
     "without once looking at the clock.",
     "\"Good things take their time,\" said {hero}, [as {he} always did|who had said so from the start]."},
    {"stubborn",
     "When {he} had made up {his} mind, [not even the weather could change it|it stayed made up, like "
     "a bed that nobody sleeps in].",
     "\"I told you so,\" said {hero}, although {he} [had not|had said quite the opposite]."},
    {"polite",
     "{He} said good morning to [every tree|the beans, one by one|all the chickens], and {he} [thanked "
     "the rain|begged the doors' pardon].",
     "{Hero} thanked [everybody twice|them all], [the wind too|and also the path for leading home]."},
    {"dreamy",
     "{He} [saw castles in every cloud and ships in every puddle|often poured tea beside the cup, "
     "because a cloud was passing].",
     "That night {hero} dreamed of it all again, and in the dream [it was better still|everybody could fly]."},
    {"tidy", "{He} [dusted the stones in the path|kept even the rain in rows of buckets, by size].",
     "Then {hero} put everything back in its place, and [the day too|at last also {himself}, into bed]."},
    {"cheerful",
     "{He} whistled [when the sun shone, and louder when it did not|at work, at rest, and once by "
     "mistake in the library].",
     "All the way home {hero} whistled, and [the birds learned the tune|{friend} hummed the second voice]."},
};

/// Something one has, and what its owner did with it.
struct Thing {
    std::string_view noun, use;
};

constexpr Thing kThings[] = {
    {"kite", "flew it whenever there was [a little|any] wind"},
    {"lantern", "lit it when the evenings grew long"},
    {"teapot", "made tea in it for anybody who knocked"},
    {"umbrella", "carried it even when the sun shone"},
    {"scarf", "wore it from the first leaf that fell until the first swallow came"},
    {"drum", "played it so softly that only the beetles danced"},
    {"violin", "played it at the window after supper"},
    {"hat", "wore it on Sundays and on important Tuesdays"},
    {"clock", "wound it every night before bed"},
    {"bell", "rang it when the soup was ready"},
    {"boat", "sailed it on every puddle in the lane"},
    {"basket", "took it along wherever there might be mushrooms"},
    {"whistle", "blew it to call the ducks home"},
    {"watering can", "watered the roses with it, and the path by mistake"},
};

/// "behind the mill" and "the mill".
struct Place {
    std::string_view at, name;
};

constexpr Place kPlaces[] = {
    {"behind the mill", "the mill"},
    {"under the bridge", "the bridge"},
    {"on the hill", "the hill"},
    {"by the well", "the well"},
    {"at the market", "the market"},
    {"in the orchard", "the orchard"},
    {"in the reeds", "the reeds"},
    {"at the station", "the station"},
    {"in the barn", "the barn"},
    {"under the lime tree", "the lime tree"},
    {"by the river", "the river"},
    {"at the edge of the wood", "the edge of the wood"},
    {"in the bell tower", "the bell tower"},
    {"in the library", "the library"},
    {"at the harbour", "the harbour"},
};

constexpr std::string_view kColours[] = {"red",    "blue",  "green", "yellow", "silver", "purple",
                                         "orange", "white", "black", "golden", "striped"};
constexpr std::string_view kFoods[] = {"blackberry pie",   "honey bread",    "pea soup",       "apple cake",
                                       "walnut biscuits",  "plum dumplings", "cinnamon rolls", "pancakes",
                                       "cheese and pears", "hot chestnuts"};
constexpr std::string_view kWeathers[] = {"windy", "rainy", "foggy", "sunny", "frosty", "quiet", "warm", "grey"};
constexpr std::string_view kTimes[] = {"morning", "afternoon", "evening"};

/// {hero} with {he} and {kind}, or {friend} with {f.he} and {f.kind}.
void set_person(Teller& teller, std::string_view slot, std::string_view prefix, const Name& name, const Kind& kind) {
    const auto set = [&](std::string_view what, std::string_view value) {
        teller.set(std::string(prefix).append(what), value);
    };
    teller.set(slot, name.name);
    set("he", name.she ? "she" : "he");
    set("him", name.she ? "her" : "him");
    set("his", name.she ? "her" : "his");
    set("himself", name.she ? "herself" : "himself");
    set("kind", name.she ? kind.she : kind.he);
}

void set_places(Teller& teller) {
    const std::vector<std::size_t> chosen = different(teller, 3, std::size(kPlaces));
    constexpr std::string_view kSlots[][2] = {{"place", "there"}, {"place2", "there2"}, {"place3", "there3"}};
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        teller.set(kSlots[i][0], kPlaces[chosen[i]].name);
        teller.set(kSlots[i][1], kPlaces[chosen[i]].at);
    }
}

}  // namespace

std::vector<std::size_t> different(Teller& teller, std::size_t count, std::size_t bound) {
    std::vector<std::size_t> numbers;
    while (numbers.size() < count) {
        const std::size_t number = teller.below(bound);
        if (std::find(numbers.begin(), numbers.end(), number) == numbers.end()) numbers.push_back(number);
    }
    return numbers;
}

void set_cast(Teller& teller) {
    const std::vector<std::size_t> names = different(teller, 3, std::size(kNames));
    const std::vector<std::size_t> kinds = different(teller, 3, std::size(kKinds));
    constexpr std::string_view kSlots[][2] = {{"hero", ""}, {"friend", "f."}, {"other", "o."}};
    for (std::size_t i = 0; i < 3; ++i)
        set_person(teller, kSlots[i][0], kSlots[i][1], kNames[names[i]], kKinds[kinds[i]]);
    teller.set("home", kKinds[kinds[0]].home);
    const Trait& trait = teller.pick(kTraits);
    teller.set("trait", trait.word);
    teller.set("habit", trait.habit);
    teller.set("ending", trait.ending);
    const Thing& thing = teller.pick(kThings);
    teller.set("colour", teller.pick(kColours));
    teller.set("noun", thing.noun);
    teller.set("thing", "{colour} {noun}");
    teller.set("use", thing.use);
    set_places(teller);
    teller.set("food", teller.pick(kFoods));
    teller.set("weather", teller.pick(kWeathers));
    teller.set("time", teller.pick(kTimes));
}

void introduce(Teller& teller) {
    teller.say(
        "[[Once|Once upon a time|In a year of many apples|Long before the railway came|Not so long ago], there "
        "was {a trait kind} called {hero}, who lived {home}."
        "|{Hero} was {a trait kind}, and {he} lived {home}."
        "|There lived, {home}, {a trait kind} whose name was {hero}."
        "|Everybody knew {hero}, the {trait} {kind} who lived {home}.]");
    teller.say("{habit}");
}

void conclude(Teller& teller) {
    teller.end_paragraph();
    if (teller.chance(70))
        teller.say(
            "[Then|Afterwards|When it was all over,|At the end of the day] [they all went home and ate "
            "{food}|there was {food} for everybody|{friend} brought {food}, and nobody went to bed hungry].");
    teller.say("{ending}");
}

}  // namespace vitro::nn::stories
