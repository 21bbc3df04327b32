// tests/step/text/narration_test.cpp: there are words for everything, they are short, and they name what there is.
#include "examples/step/text/narration.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "core/op.hpp"
#include "examples/step/lesson.hpp"
#include "examples/step/page/parts.hpp"
#include "nn/json_text.hpp"
#include "tests/error_of.hpp"

using namespace vitro;
using core::trace::EventKind;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::size_t kLongestPlain = 240, kLargestFile = 72'000;

const std::set<std::string> kPlaceholders{"op",    "path",   "inputs", "output", "value",         "shape", "part",
                                          "parts", "tokens", "norm",   "factor", "learning_rate", "step"};

const core::trace::Recording& lesson() {
    static const core::trace::Recording recording = step::lesson();
    return recording;
}

Json file() {
    return nn::parse_settings_json(step::parts::narration(), "narration.json");  // refuses what is not UTF-8
}

/// Letters, not bytes.
std::size_t length_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

struct Written {
    std::string path, text;
};

/// Every string below a place of the file, with its path.
void collect(const Json& json, const std::string& path, std::vector<Written>& found) {
    if (json.is_string()) found.push_back({path, json.get<std::string>()});
    if (json.is_array())
        for (const Json& one : json) collect(one, path + "/", found);
    if (json.is_object())
        for (const auto& [key, one] : json.items()) collect(one, path + "/" + key, found);
}

std::vector<Written> strings_of_the_file() {
    std::vector<Written> found;
    collect(file(), "", found);
    return found;
}

bool is_plain(const std::string& path) {
    for (const char* key : {"plain", "back_plain", "expansion_plain", "mistake", "cell", "text", "question", "explain"})
        if (path.ends_with(std::string("/") + key)) return true;
    return path.starts_with("/why_zero/") || path.starts_with("/glossary/") || path.starts_with("/patterns/");
}

const core::trace::Event& event_of(EventKind kind) {
    return *std::ranges::find(lesson().step().events, kind, &core::trace::Event::kind);
}

std::string sentence_of(EventKind kind, step::Level level = step::Level::plain) {
    return step::sentence(lesson(), lesson().step(), event_of(kind), level);
}

}  // namespace

TEST_CASE("narration: every op has a card, and no card is of an op that is not there") {
    std::set<std::string> names;
    for (const step::OpCard& card : step::narration().ops) {
        CHECK_MESSAGE(core::find_op(card.op) != nullptr, card.op);
        CHECK_MESSAGE(names.insert(card.op).second, card.op);
    }
    for (const core::Op* op : core::all_ops()) CHECK_MESSAGE(names.contains(std::string(op->name)), op->name);
}

TEST_CASE("narration: formula, vector-Jacobian product and inputs are core's") {
    for (const core::Op* op : core::all_ops()) {
        const step::OpCard& card = step::card_of(op->name);
        CHECK(card.formula == op->formula);
        CHECK(card.vjp == op->vjp);
        const std::size_t count = op->inputs.ends_with("..") ? 1 : core::input_count(*op).most;
        REQUIRE_MESSAGE(card.inputs.size() == count, op->name);
        for (std::size_t i = 0; i < count; ++i) CHECK(card.inputs[i].first == core::input_name(*op, i));
    }
}

TEST_CASE("narration: a card's pattern is explained") {
    std::set<std::string> used, known;
    for (const auto& [pattern, words] : step::narration().patterns) known.insert(pattern);
    for (const step::OpCard& card : step::narration().ops) {
        CHECK_MESSAGE(known.contains(card.pattern), card.op << ": " << card.pattern);
        used.insert(card.pattern);
    }
    known.erase("sum");  // of no op: of a value that is used more than once
    CHECK(used == known);
}

TEST_CASE("narration: nothing is empty, unknown to the screen or too long") {
    CHECK(step::parts::narration().size() < kLargestFile);
    for (const Written& written : strings_of_the_file()) {
        const std::string &path = written.path, &text = written.text;
        const bool may_be_empty = path == "/tours//stops//at";
        CHECK_MESSAGE((may_be_empty || !text.empty()), path);
        if (is_plain(path)) CHECK_MESSAGE(length_of(text) <= kLongestPlain, path << ": " << text);
        CHECK_MESSAGE(text.find('!') == std::string::npos, path << ": " << text);
    }
}

TEST_CASE("narration: placeholders stand in the events' templates only, and are known") {
    const std::regex placeholder("\\{([^}]*)\\}");
    for (const Written& written : strings_of_the_file()) {
        const std::string &path = written.path, &text = written.text;
        if (path.starts_with("/hooks/")) continue;  // hooks_test knows what fills them in
        if (!path.starts_with("/events/")) {
            CHECK_MESSAGE(text.find_first_of("{}") == std::string::npos, path << ": " << text);
            continue;
        }
        for (std::sregex_iterator found(text.begin(), text.end(), placeholder), end; found != end; ++found)
            CHECK_MESSAGE(kPlaceholders.contains((*found)[1]), path << ": " << found->str());
    }
}

TEST_CASE("narration: every event of the lesson has a sentence, outside and inside of fused ops") {
    for (const core::trace::Graph& graph : lesson().graphs)
        for (const core::trace::Event& event : graph.events)
            for (const step::Level level : {step::Level::plain, step::Level::formal}) {
                const std::string text = step::sentence(lesson(), graph, event, level);
                CHECK_MESSAGE(text.find_first_of("{}") == std::string::npos, text);
                CHECK_MESSAGE(text.find("  ") == std::string::npos, text);
            }
}

TEST_CASE("narration: templates are filled in") {
    CHECK(sentence_of(EventKind::mean) ==
          "The loss was a sum over 7 tokens, so the gradients are those of a sum. Divided by 7 they are those of the "
          "mean.");
    CHECK(sentence_of(EventKind::forward, step::Level::formal) ==
          "source_embedding.embedding = embedding(source_embedding.weight), shape (1,6,16). y_t = table[id_t].");
    CHECK(sentence_of(EventKind::seed, step::Level::formal) == "dL/dL = 1, written to the gradient of cross_entropy.");
    CHECK(sentence_of(EventKind::input).starts_with("The tokens of 'source' enter"));
    CHECK(
        sentence_of(EventKind::accumulate).starts_with("Contribution 1 of 1 to the gradient of output.linear arrives"));
    CHECK(sentence_of(EventKind::clip).find("are 2.41 long") != std::string::npos);
    CHECK(sentence_of(EventKind::update).ends_with("in step 3, with a learning rate of 0.003."));
}

TEST_CASE("narration: inside of a fused op backward begins with the upstream gradient") {
    const core::trace::Graph& inside = lesson().graphs[1];
    const auto seed = std::ranges::find(inside.events, EventKind::seed, &core::trace::Event::kind);
    CHECK(step::sentence(lesson(), inside, *seed, step::Level::plain).starts_with("Inside a fused op"));
}

TEST_CASE("narration: every module of the lesson is told of") {
    for (const core::trace::Application& op : lesson().step().ops) {
        const std::string_view words = step::module_sentence(op.path);
        CHECK_MESSAGE(!words.empty(), op.path);
        CHECK_MESSAGE((op.path.empty() || words != step::module_sentence("")), op.path);
    }
    CHECK(step::module_sentence("encoder.layers.0.self_attn") == "Each source position looks at all source positions.");
    CHECK(step::module_sentence("decoder.layers.11.self_attn").find("causal") != std::string_view::npos);
    CHECK(step::module_sentence("no such module").empty());
}

TEST_CASE("narration: each reason for a zero has its answer") {
    for (const char* reason :
         {"masked", "saturated", "row not in batch", "detached", "dropout", "not on a path", "only choice", "cancels",
          "clipped", "upstream is 0", "multiplied by 0", "not the largest", "not in the slice", "a constant"})
        CHECK_MESSAGE(!step::why_zero(reason).empty(), reason);
    CHECK(step::why_zero("bad luck").empty());
}

TEST_CASE("narration: a file that is none is refused with the reason") {
    CHECK(test::error_of([] { step::read_narration("[1"); }).starts_with("narration.json"));
    CHECK(test::error_of([] { step::read_narration("{}"); }).find("'events' not found") != std::string::npos);
    Json broken = file();
    broken["tours"][0]["stops"][0]["kind"] = "G";
    CHECK(test::error_of([&] { step::read_narration(broken.dump()); }) == "[narration] there is no kind of event 'G'");
    CHECK(test::error_of([] { step::card_of("conv"); }) == "[narration] the op 'conv' has no card");
}
