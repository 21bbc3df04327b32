// nn/data/stories/exchanges.cpp: plots in which things change hands, and can be counted.
#include <iterator>
#include <string>
#include <string_view>

#include "nn/data/stories/cast.hpp"
#include "nn/data/stories/plots.hpp"

namespace vitro::nn::stories {
namespace {

constexpr std::string_view kNumbers[] = {"no",    "one",   "two",  "three", "four",   "five",  "six",
                                         "seven", "eight", "nine", "ten",   "eleven", "twelve"};

struct Fruit {
    std::string_view one, many;
};

constexpr Fruit kFruits[] = {{"plum", "plums"},         {"pear", "pears"},       {"apple", "apples"},
                             {"chestnut", "chestnuts"}, {"biscuit", "biscuits"}, {"peach", "peaches"},
                             {"walnut", "walnuts"},     {"cherry", "cherries"}};

constexpr std::string_view kGoods[] = {"jar of honey",
                                       "ball of wool",
                                       "wooden spoon",
                                       "loaf of bread",
                                       "sack of flour",
                                       "pair of boots",
                                       "wheel of cheese",
                                       "bunch of carrots",
                                       "warm blanket",
                                       "clay pipe",
                                       "good rope",
                                       "bag of nails",
                                       "painted egg",
                                       "candle",
                                       "goose feather",
                                       "brass button",
                                       "pot of blue paint",
                                       "map of another country",
                                       "chair with three legs"};

constexpr std::string_view kKeepers[] = {"Henrietta", "Barnaby", "Matilda", "Cornelius", "Eleonore"};

constexpr std::string_view kReasons[] = {"I have two of them and need none",  "mine is too good to use",
                                         "I have carried it long enough",     "it reminds me of Mondays",
                                         "I never found out where to put it", "what I have always wanted is yours",
                                         "my aunt would rather have it so"};

/// "three plums", "one plum".
std::string counted(std::size_t count, const Fruit& fruit) {
    return std::string(kNumbers[count]).append(" ").append(count == 1 ? fruit.one : fruit.many);
}

/// One exchange with somebody: the {has} for a {gets}.
void swap_once(Teller& teller, std::string_view somebody, std::string_view kind, std::string_view where,
               std::string_view gets) {
    teller.set("with", somebody);
    teller.set("withkind", kind);
    teller.set("where", where);
    teller.set("gets", gets);
    teller.set("reason", teller.pick(kReasons));
    teller.say(
        "[{Where} {hero} met {with}, the {withkind}.|Then {hero} came to {with}, the {withkind}, who sat "
        "{where}.|{With}, the {withkind}, was standing {where}.]");
    teller.line(
        "\"[I would give you {a gets} for that {has}|Let me have the {has}, and I will give you {a "
        "gets}|Your {has} for my {gets}],\" said {with}. \"[As to the {gets}, {reason}|You see, {reason}].\"");
    teller.say("So {hero} [gave away|handed over] the {has} and [took the {gets}|went on with {a gets}].");
    teller.set("has", "{gets}");
}

}  // namespace

void trade(Teller& teller) {
    const std::vector<std::size_t> goods = different(teller, 3, std::size(kGoods));
    teller.line("[{Hero} Goes Trading|The Long Exchange|A Good Bargain]");
    introduce(teller);
    teller.say(
        "{He} had {a thing}, but [what {he} needed was|the cupboard lacked] {a colour}[ ribbon| cup| "
        "button].");
    teller.end_paragraph();
    teller.set("has", "{thing}");
    teller.say(
        "One {weather} {time} {hero} took the {has} under {his} arm and [set out|went to see what the "
        "world would give for it].");
    swap_once(teller, "{friend}", "{f.kind}", "{there}", kGoods[goods[0]]);
    swap_once(teller, "{other}", "{o.kind}", "{there2}", kGoods[goods[1]]);
    swap_once(teller, std::string("old ").append(teller.pick(kKeepers)), "keeper of the gate", "{there3}",
              kGoods[goods[2]]);
    teller.say(
        "On the way home it began to [rain|snow], and {hero} [sat down on a stone|stopped under a tree]. "
        "There came {friend} again, with the {thing}.");
    teller.line(
        "\"[What have you got there|Is that {a has}]?\" asked {friend}. \"[{A has}|That] is just what I "
        "was looking for! I will give you [this {noun} for it|your {noun} back].\"");
    teller.say(
        "[And so|That is how] {hero} came home with the {thing} that {he} had left with[, and was very "
        "pleased with the bargain|. \"It was a good day,\" {he} said, \"I have met everybody\"].");
    conclude(teller);
}

void sharing(Teller& teller) {
    const Fruit& fruit = teller.pick(kFruits);
    const std::size_t all = 6 + teller.below(7), first = 1 + teller.below(3), second = 1 + teller.below(2);
    const std::size_t left = all - first - second;
    teller.set("many", fruit.many);
    teller.set("all", counted(all, fruit));
    teller.set("first", counted(first, fruit));
    teller.set("second", counted(second, fruit));
    teller.set("middle", kNumbers[all - first]);
    teller.set("left", counted(left, fruit));
    teller.set("more", counted(left + 1, fruit));
    teller.line("[{Hero} and the {Many}|{Hero} Shares|How Many {Many}?]");
    introduce(teller);
    teller.end_paragraph();
    teller.say(
        "One {weather} {time} {hero} found {all} [{there}|in a basket by the door]. [\"{All},\" {he} said, "
        "\"that is a good number.\"|{He} counted them twice, and both times there were {all}.]");
    teller.say(
        "On the way home {he} met {friend}, {a f.kind}, who [had lost {f.his} sandwich|looked hungry|was out of "
        "{many}]. {Hero} gave {f.him} {first}, and then there were {middle}.");
    teller.line("\"Thank you,\" said {friend}. \"[I shall not forget it|You are kind].\"");
    teller.say(
        "[{There2} sat|A little later came] {other}, the {o.kind}. \"[Are those|Do I smell] {many}?\" {o.he} "
        "asked. {Hero} gave {o.him} {second}, and now there were {left}.");
    teller.end_paragraph();
    teller.say("At home {hero} put the {left} on the table[ and looked at them| in a row|].");
    teller.line(
        "\"This morning there were {all},\" {he} thought. \"{First} for {friend}, {second} for {other}, "
        "and {left} for me.\"");
    teller.say(
        "Then somebody knocked. It was {friend}. \"I looked in my pocket,\" {f.he} said, \"and I do not "
        "need so many.\" {F.he} put one back on the table, and so there were {more}[ after all|].");
    conclude(teller);
}

void kindness(Teller& teller) {
    teller.line("[The {Colour} {Noun}|What Is Lent|{Hero} Lends {a Noun}]");
    introduce(teller);
    teller.say("{He} had {a thing}, and {he} {use}.");
    teller.end_paragraph();
    teller.say("One {weather} {time} {friend}, {a f.kind}, [knocked at the door|called over the fence].");
    teller.line(
        "\"May I borrow your {noun}?\" asked {friend}. \"[My aunt is coming|It is my birthday|I want to "
        "show it to my aunt][ tomorrow| on Friday|].\"");
    teller.line(
        "\"[Of course|You may|Gladly],\" said {hero}, [although {he} would have liked to keep it|and "
        "wrapped it in paper].");
    teller.say(
        "[But {friend} lent the {noun} to {other}, the {o.kind}, who had asked so nicely|Now {other}, the "
        "{o.kind}, saw the {noun} at {friend}'s, and borrowed it for an hour]. And {other} left it {there}, "
        "[where it rained all night|in the dew].");
    teller.say(
        "In the morning {friend} came to {hero} and [did not know where to look|looked only at {f.his} "
        "feet].");
    teller.line(
        "\"[I lent it to {other}, and {other} left it {there}|It was {there} all night],\" said {friend}. "
        "\"[I am sorry|Now it has a dent].\"");
    teller.line(
        "{Hero} [thought for as long as it takes to boil an egg|was quiet for a moment]. \"[A {noun} can "
        "be mended|It is still my {noun}],\" {he} said then. \"[Help me|Hold this].\"");
    teller.say(
        "They [mended|polished|dried] the {thing} together, and {other}, who [was ashamed|had heard of "
        "it], brought [glue and an apology|a cloth and a cake|nails, too many of them]. [When they had finished, "
        "it was better than new.|Afterwards it had one small mark, and {hero} liked it the better for it.]");
    conclude(teller);
}

}  // namespace vitro::nn::stories
