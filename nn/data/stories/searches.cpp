// nn/data/stories/searches.cpp: plots in which something is looked for.
#include <iterator>
#include <string>
#include <string_view>

#include "nn/data/stories/cast.hpp"
#include "nn/data/stories/plots.hpp"

namespace vitro::nn::stories {
namespace {

/// A sound, what makes it, and what is done about it.
struct Sound {
    std::string_view sound, cause, remedy;
};

constexpr Sound kSounds[] = {
    {"tap, tap, tap", "a branch that knocked at the window", "tied the branch back with a ribbon"},
    {"drip, drip, drip", "the tap in the kitchen", "put a sponge under the tap"},
    {"scratch, scratch", "a beetle in the wardrobe, looking for the way out",
     "opened the wardrobe and showed the "
     "beetle the door"},
    {"creak, creak", "the garden gate, which swung in the wind", "oiled the gate with a little butter"},
    {"rattle, rattle", "the lid of the soup pot", "moved the pot from the fire and tasted the soup"},
    {"whoo, whoo", "the wind in an empty bottle", "put a cork in the bottle"},
    {"tick, tick, tick", "a clock that had been under the bed since spring",
     "set the clock and wished it a good "
     "night"},
    {"thump, thump", "an apple that rolled to and fro in the attic", "caught the apple and ate it"},
};

constexpr std::string_view kGuesses[] = {
    "a giant with cold feet", "a robber with a long list", "a ghost that was late",  "a very small dragon",
    "an elephant on tiptoe",  "the moon itself",           "a bear with a question", "a lost king"};

constexpr std::string_view kSights[] = {
    "a whale as long as our lane",
    "a town where all the doors are green",
    "a mountain that wears a cloud for a hat",
    "an island with more goats than grass",
    "a train that stops for butterflies",
    "a bridge made of a single tree",
    "a market where they sell nothing but spoons",
    "a field of sunflowers that all looked the other way",
};

constexpr std::string_view kGifts[] = {
    "a smooth white stone",  "a feather",         "three stamps with ships on them", "a seed in a twist of paper",
    "a pressed blue flower", "a very small shell"};

void search_at(Teller& teller, std::string_view place) {
    teller.set("goal", place);
    teller.say("So {hero} [went|walked|ran|hurried] to {goal} and [looked everywhere|looked round|began to search].");
}

}  // namespace

void lost(Teller& teller) {
    teller.line("[The Lost {Noun}|{Hero} and the Lost {Noun}|Where Is the {Noun}?]");
    introduce(teller);
    teller.say("What {he} liked best was {a thing}. {He} {use}.");
    teller.end_paragraph();
    teller.say(
        "One {weather} {time} the {noun} was gone. {Hero} looked under the bed, [on top of the "
        "cupboard|behind the stove] and [even in the sugar bowl|twice in the same drawer], but there was no {noun}.");
    teller.line(
        "\"[Have you seen my {noun}|Do you know where my {noun} is]?\" {he} asked {friend}, {a f.kind} "
        "[who was passing by|from next door]. \"It is {colour}.\"");
    teller.line(
        "\"[I saw something {colour} {there}|There was something {colour} {there}, I believe],\" said "
        "{friend}.");
    search_at(teller, "{place}");
    teller.say("But what was {colour} {there} was only [an old bucket|a flower|somebody's sock|a forgotten glove].");
    teller.say(
        "[A little further on sat|Beside it stood|Nearby waited] {other}, {a o.kind}, [eating an "
        "apple|doing nothing at all|with a fishing rod].");
    teller.line("\"[I am looking for my {noun}|My {noun} is lost],\" said {hero}.");
    teller.line(
        "\"[I heard somebody speak of {a noun}|Somebody left {a noun}] {there2},\" said {other}. \"[I did "
        "not see its colour|Whether it was {colour}, I cannot say].\"");
    search_at(teller, "{place2}");
    teller.say(
        "[And there it was|There, {there2}, it lay], the {thing}, [a little wet but whole|with a snail on "
        "top|as if it had only waited to be found].");
    teller.say(
        "[The wind had taken it for a walk.|A magpie had borrowed it.|Now {hero} remembered: {he} had put "
        "it down there {himself}, to tie {his} shoe.]");
    teller.end_paragraph();
    teller.say(
        "{Hero} thanked {friend}, and {he} thanked {other}, and from then on {he} {use}[, as before|, and "
        "held it tight|].");
    conclude(teller);
}

void noise(Teller& teller) {
    const Sound& sound = teller.pick(kSounds);
    teller.set("sound", sound.sound);
    teller.set("cause", sound.cause);
    teller.set("remedy", sound.remedy);
    const std::vector<std::size_t> guesses = different(teller, 2, std::size(kGuesses));
    teller.set("guess", kGuesses[guesses[0]]);
    teller.set("guess2", kGuesses[guesses[1]]);
    teller.line("[The Noise in the Night|{Hero} Hears Something|Who Is There?]");
    introduce(teller);
    teller.end_paragraph();
    teller.say(
        "One {weather} night {hero} [could not sleep|woke up]. Something went {sound}. {He} [pulled the "
        "blanket over {his} ears|put {his} head under the pillow], but still it went {sound}.");
    teller.say(
        "\"[Perhaps it is|That must be] {guess},\" thought {hero}, and [that did not help|now {he} was "
        "wide awake].");
    teller.say("So {he} [lit a candle and|put on {his} slippers and] went to fetch {friend}, the {f.kind}.");
    teller.line("\"[Listen|Do you hear it]?\" whispered {hero}. {Sound}, it went.");
    teller.line("\"It sounds like {guess2},\" [whispered {friend}|said {friend}, and held on to {hero}].");
    teller.line(
        "\"{Guess} would be [louder|quieter|more polite],\" said {hero}[, to give {himself} courage|, who "
        "had thought about it].");
    teller.say(
        "[Step by step|On tiptoe|Very slowly] they followed the sound[ through the dark| along the wall|]. "
        "[And what was it?|What did they find?] It was not {guess}, and it was not {guess2}. It was {cause}.");
    teller.say(
        "[They laughed until the candle shook.|They looked at each other and laughed.|\"Oh,\" said "
        "{friend}. \"Oh,\" said {hero}.] {Hero} {remedy}, and the night was [so quiet that one could hear the "
        "stars|still again].");
    conclude(teller);
}

void letter(Teller& teller) {
    const std::vector<std::size_t> sights = different(teller, 2, std::size(kSights));
    teller.set("sight", kSights[sights[0]]);
    teller.set("sight2", kSights[sights[1]]);
    teller.set("gift", teller.pick(kGifts));
    teller.line("[A Letter for {Hero}|{Friend} Writes Home|What the Post Brought]");
    introduce(teller);
    teller.say(
        "{His} best friend was {friend}, {a f.kind}, who [had gone to see the world|had left on a ship|was "
        "travelling]. [Every {time}|Each day at noon] {hero} waited {there} for the post.");
    teller.end_paragraph();
    teller.say(
        "One {weather} {time} {other}, the {o.kind}, who [carried the letters|brought the post], [waved "
        "from afar|came running]: there was a letter. [{Hero} sat down and read|It said]:");
    teller.line(
        "\"Dear {hero}, [I am well, and so is my hat|the food is strange, but there is a lot of it|my "
        "feet are tired, and the rest of me is happy]. [On Monday|Last week|Yesterday] I saw {sight}. [Today|This "
        "morning] I saw {sight2}, and I thought of you. I send you {gift}. Do not forget to water my "
        "[beans|roses|tomatoes]. Your {friend}.\"");
    teller.say(
        "In the [envelope|letter], wrapped in [paper|a leaf], was {gift}. {Hero} put it on the "
        "windowsill[, where the sun could see it|, beside the {thing}].");
    teller.end_paragraph();
    teller.line("\"What does {f.he} write?\" asked {other}.");
    teller.line("\"{F.he} saw {sight},\" said {hero}, \"and {sight2}.\"");
    teller.line("\"[Is that true|Can that be]?\" [asked|wondered] {other}.");
    teller.line(
        "\"[If {friend} says so, it is|{Friend} never makes things up],\" said {hero}. [{He} sat down at "
        "once and wrote back|And {he} took a pencil and answered]: \"Dear {friend}, here everything is as it was. "
        "Come home[ soon| before the apples are ripe|]. I keep {gift} on the windowsill. Your {hero}.\"");
    teller.say(
        "[When autumn came|Before the snow|Three weeks later], {friend} [stood at the door|came home], and "
        "[they talked until the moon went down|{hero} heard about {sight} from the beginning].");
    conclude(teller);
}

}  // namespace vitro::nn::stories
