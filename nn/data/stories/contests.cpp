// nn/data/stories/contests.cpp: plots in which something is to be won, solved or made.
#include <iterator>
#include <string_view>

#include "nn/data/stories/cast.hpp"
#include "nn/data/stories/plots.hpp"

namespace vitro::nn::stories {
namespace {

struct Riddle {
    std::string_view question, answer, wrong;
};

constexpr Riddle kRiddles[] = {
    {"What has teeth and cannot bite", "a comb", "a very old wolf"},
    {"What runs all day and never leaves its bed", "a river", "a cat with a fever"},
    {"What has hands and cannot clap", "a clock", "a glove"},
    {"What grows wetter the more it dries", "a towel", "a sponge in the sun"},
    {"What has one eye and sees nothing", "a needle", "a potato"},
    {"What goes up when the rain comes down", "an umbrella", "a worm"},
    {"What can you catch but never throw", "a cold", "a train"},
    {"What has a neck and no head", "a bottle", "a scarecrow"},
    {"What gets bigger the more you take away", "a hole", "hunger"},
    {"What has legs and never walks", "a table", "a lazy horse"},
    {"What is full of holes and still holds water", "a sponge", "a good excuse"},
    {"What follows you by day and leaves you at night", "your shadow", "the postman"},
};

/// How one travels, and what came of it.
struct Way {
    std::string_view how, mishap;
};

constexpr Way kWays[] = {
    {"on a bicycle with one pedal", "the chain came off, and then the wheel"},
    {"in a cart pulled by two geese", "the geese saw a pond"},
    {"on stilts", "the meadow was soft, and the stilts went down instead of forward"},
    {"on roller skates", "the road became a staircase"},
    {"in a boat on the stream", "the stream went somewhere else"},
    {"by balloon", "the wind changed its mind"},
    {"on the back of a cow", "the cow found a patch of clover"},
    {"in a wheelbarrow, downhill", "there was more uphill than expected"},
};

struct Mistake {
    std::string_view missing, result, use;
};

constexpr Mistake kMistakes[] = {
    {"the sugar", "tasted like a doorstep", "put it in front of the door, where it is still"},
    {"the yeast", "was as flat as a letter", "slipped it under the door with best wishes"},
    {"the salt", "tasted of nothing at all, very much so", "fed it to the ducks, who have no opinion"},
    {"the flour", "ran off the table and across the floor", "drank it with a spoon"},
    {"the eggs", "fell into a thousand crumbs", "called it sand cake, and the sparrows agreed"},
    {"the butter", "was so dry that it squeaked", "made a very good stool of it"},
};

struct Machine {
    std::string_view purpose, deed, use;
};

constexpr Machine kMachines[] = {
    {"peel potatoes", "threw them over the fence, one by one", "the neighbours had soup for a week"},
    {"butter bread", "buttered the cat, the lamp and the ceiling", "nothing in the house ever creaked again"},
    {"wake people gently", "rang so loudly that the cows stood up", "nobody in the valley was late any more"},
    {"water the garden", "watered everything but the garden", "the street had never been so clean"},
    {"fold shirts", "folded them smaller and smaller, until they fitted into a matchbox",
     "travelling became very "
     "easy"},
    {"catch flies", "caught hats", "everybody came to fetch theirs, and stayed for tea"},
    {"play lullabies", "played marches", "the dishes were done in no time"},
    {"sort buttons", "sorted them by taste", "there was at last a reason to try them"},
};

}  // namespace

void riddle(Teller& teller) {
    const Riddle& riddle = teller.pick(kRiddles);
    teller.set("question", riddle.question);
    teller.set("answer", riddle.answer);
    teller.set("wrong", riddle.wrong);
    teller.line("[The Riddle|{Hero} and the Riddle|A Question {There}]");
    introduce(teller);
    teller.end_paragraph();
    teller.say(
        "One {weather} {time} {hero} [wanted to go|was on the way] to {place2}, but {there} sat {friend}, "
        "{a f.kind}, and [would not let anybody pass|blocked the path].");
    teller.line("\"[Nobody passes without an answer|First you must answer me],\" said {friend}. \"{question}?\"");
    teller.line("\"[Is it|That must be|Could it be] {wrong}?\" [asked|tried] {hero}.");
    teller.line("\"No,\" said {friend}, \"it is not {wrong}. [Try again|Think|You may ask somebody].\"");
    teller.say(
        "So {hero} [walked in a circle three times|went to ask {other}, the {o.kind}|sat down and thought "
        "until {his} ears were warm]. [It was getting late.|A leaf fell.|Far away a bell rang.] And [all at "
        "once|suddenly, while thinking of something else,] {he} knew.");
    teller.line("\"{question}?\" asked {friend} again.");
    teller.line("\"{Answer}!\" [cried|called|said] {hero}.");
    teller.line(
        "\"{Answer},\" said {friend}[ and bowed|, and smiled for the first time that day]. \"You may "
        "pass.\" [And {f.he} came along to {place2}, because {f.he} had no other riddle.|{F.he} stepped aside and "
        "held the gate.]");
    conclude(teller);
}

void race(Teller& teller) {
    const std::vector<std::size_t> ways = different(teller, 2, std::size(kWays));
    teller.set("way", kWays[ways[0]].how);
    teller.set("mishap", kWays[ways[0]].mishap);
    teller.set("way2", kWays[ways[1]].how);
    teller.set("mishap2", kWays[ways[1]].mishap);
    teller.line("[The Race|The Race to {Place}|Who Is First?]");
    introduce(teller);
    teller.end_paragraph();
    teller.say(
        "One {weather} {time} {friend}, the {f.kind}, and {other}, the {o.kind}, [could not agree who was "
        "faster|wanted to know who was faster]. \"[We will race to|Whoever is first at] {place}[|, and back to "
        "supper],\" said {friend}[|, \"gets the {thing}\"]. \"[You too, {hero}|{Hero} will join us].\"");
    teller.say(
        "{Friend} went {way}. {Other} went {way2}. And {hero} went on foot, [because that was how {he} "
        "went everywhere|with an apple in {his} pocket].");
    teller.end_paragraph();
    teller.say(
        "[At first|In the beginning] {friend} was [far ahead|in front]. But {mishap}. [Then|Now] {other} "
        "was in front[, laughing|, and waved]. But {mishap2}. [{Hero} helped {friend} up, asked {other} whether "
        "it hurt|{Hero} ate {his} apple], and walked on.");
    teller.say(
        "[When the bell rang six|As the sun went down], there was [somebody|one runner] {there}, and it "
        "was {hero}.");
    teller.line("\"How did you do it?\" asked {friend}, who had gone {way}, and {other}, who had gone {way2}.");
    teller.line(
        "\"[I walked|I put one foot before the other],\" said {hero}. \"[Then I did it again|And I did "
        "not stop to win].\"");
    conclude(teller);
}

void baking(Teller& teller) {
    const Mistake& mistake = teller.pick(kMistakes);
    teller.set("missing", mistake.missing);
    teller.set("result", mistake.result);
    teller.set("made", mistake.use);
    teller.line("[The Cake|{Hero} Bakes a Cake|A Cake for {Friend}]");
    introduce(teller);
    teller.end_paragraph();
    teller.say(
        "[On Saturday|One {weather} {time}|The day before {friend}'s birthday] {hero} wanted to bake a "
        "cake for {friend}, the {f.kind}. {He} [took the big bowl and|tied on an apron and] stirred, [sang a "
        "little|looked out of the window], and stirred again. But [{he} was thinking of something else|just then "
        "{other} walked past and waved], and {hero} forgot {missing}.");
    teller.say("When the cake came out of the oven, it {result}.");
    teller.line(
        "\"[What did you put in|How was it made]?\" asked {other}, the {o.kind}, who [had come because of "
        "the smell|knew something about cakes].");
    teller.line(
        "\"Everything,\" said {hero}. \"[Flour, sugar, eggs and butter, yeast and salt|All that the book "
        "says].\"");
    teller.line("\"[Not {missing}, I think|Then why is {missing} still on the shelf]?\" said {other}.");
    teller.say(
        "{Hero} looked, and [it was true|there on the shelf it was]: {he} had forgotten {missing}. [So "
        "they|Together they] baked another cake, [and {other} called out each thing as it went in|slowly, by the "
        "book], {missing} first of all. That cake was [golden and high|the best in the lane].");
    teller.say("As to the first one, they {made}.");
    teller.end_paragraph();
    teller.say(
        "{Friend} ate [three pieces|two pieces and a half] and asked for the recipe. \"The secret,\" said "
        "{hero}, \"is {missing}.\"");
    conclude(teller);
}

void machine(Teller& teller) {
    const Machine& machine = teller.pick(kMachines);
    teller.set("purpose", machine.purpose);
    teller.set("deed", machine.deed);
    teller.set("good", machine.use);
    teller.line("[{Hero}'s Machine|The Machine|An Invention]");
    introduce(teller);
    teller.say("[{His} workshop was full of wheels and springs.|In {his} spare time {he} built things.]");
    teller.end_paragraph();
    teller.say(
        "One {weather} {time} {hero} [had an idea|woke up with an idea]: a machine to {purpose}. {He} took "
        "[two wheels, a spring|a bicycle, four spoons] and the {thing}, [hammered until supper|worked for three "
        "days], and then {he} called {friend}, the {f.kind}, and {other}, the {o.kind}.");
    teller.line("\"What does it do?\" asked {friend}.");
    teller.line("\"It will {purpose},\" said {hero}[ proudly|, and wiped {his} hands].");
    teller.say(
        "[{Hero} pulled the lever.|{Friend} was allowed to pull the lever.|{Other} pressed the {colour} "
        "button.] [It hummed. It shook. It coughed.|The wheels turned, the spring sang.] But it did not "
        "{purpose}: it {deed}.");
    teller.line("\"[Is it supposed to do that|Is that new]?\" asked {other}[, from under the table|].");
    teller.line("\"[Not quite|Almost],\" said {hero}.");
    teller.say(
        "[They wanted to stop it, but there was no lever for that.|It went on until dark.] And yet it was "
        "good for something: {good}. [So {hero} kept the machine, and wrote on it in {colour} letters what it "
        "really did.|\"One must only know what a machine is for,\" said {friend}.]");
    conclude(teller);
}

}  // namespace vitro::nn::stories
