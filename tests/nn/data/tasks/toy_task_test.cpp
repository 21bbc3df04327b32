// tests/nn/data/tasks/toy_task_test.cpp: right answers, splits that share nothing, batches, and questions of people.
#include "nn/data/tasks/toy_task.hpp"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <map>
#include <set>

#include "tests/error_of.hpp"

using namespace vitro::nn;
using vitro::core::Indices;
using vitro::core::Shape;
using vitro::test::error_of;
using Ids = std::vector<std::int32_t>;

namespace {

constexpr ToyTaskKind kKinds[] = {ToyTaskKind::copy, ToyTaskKind::reverse, ToyTaskKind::sort, ToyTaskKind::add};
constexpr ToySplit kSplits[] = {ToySplit::train, ToySplit::test};

Ids all_of(const Indices& indices) {
    return Ids(indices.data(), indices.data() + indices.size());
}

ToyTask adder(std::int64_t digits, bool reversed, std::int64_t base = 10) {
    return ToyTask({.task = ToyTaskKind::add, .length = digits, .symbols = base, .reversed_sum = reversed});
}

}  // namespace

TEST_CASE("toy tasks: right answers") {
    const auto of = [](ToyTaskKind task) { return ToyTask({.task = task, .length = 6, .symbols = 3}); };
    const Ids input = {0, 0, 2, 1, 0, 1};
    CHECK(of(ToyTaskKind::copy).solve(input) == input);
    CHECK(of(ToyTaskKind::reverse).solve(input) == Ids{1, 0, 1, 2, 0, 0});
    CHECK(of(ToyTaskKind::sort).solve(input) == Ids{0, 0, 0, 1, 1, 2});
    CHECK(adder(2, true).solve(Ids{8, 5, 5, 0}) == Ids{5, 3, 1});  // minGPT's 85 + 50 = 135
    CHECK(adder(2, true).solve(Ids{0, 6, 3, 9}) == Ids{5, 4, 0});  // and its 6 + 39 = 45
    CHECK(adder(2, false).solve(Ids{0, 6, 3, 9}) == Ids{0, 4, 5});
    CHECK(adder(3, false, 2).solve(Ids{1, 1, 1, 0, 0, 1}) == Ids{1, 0, 0, 0});
}

TEST_CASE("toy tasks: every sum of two digits is what arithmetic says") {
    const ToyTask task = adder(2, true);
    for (std::int32_t a = 0; a < 100; ++a)
        for (std::int32_t b = 0; b < 100; ++b) {
            const Ids sum = task.solve(Ids{a / 10, a % 10, b / 10, b % 10});
            REQUIRE(sum[0] + 10 * sum[1] + 100 * sum[2] == a + b);
        }
}

TEST_CASE("toy tasks: a model reads input and target, and the loss counts the target alone") {
    const ToyTask task(usual_settings(ToyTaskKind::sort));
    const ToyBatch batch = task.batch(ToySplit::train, 5, 2);
    CHECK(batch.inputs.shape() == Shape{2, 11});
    const Ids inputs = all_of(batch.inputs), targets = all_of(batch.targets);
    for (std::size_t row = 0; row < 2; ++row) {
        const ToyExample example = task.example(ToySplit::train, 5 + row);
        Ids whole = example.input, wanted(5, ToyTask::kIgnored);
        whole.insert(whole.end(), example.target.begin(), example.target.end() - 1);
        wanted.insert(wanted.end(), example.target.begin(), example.target.end());
        CHECK(Ids(inputs.begin() + 11 * row, inputs.begin() + 11 * row + 11) == whole);
        CHECK(Ids(targets.begin() + 11 * row, targets.begin() + 11 * row + 11) == wanted);
    }
}

TEST_CASE("toy tasks: of every kind, examples have the shape and the symbols that are promised") {
    for (const ToyTaskKind kind : kKinds) {
        CAPTURE(name(kind));
        const ToyTask task(usual_settings(kind));
        for (const ToySplit split : kSplits)
            for (std::uint64_t index = 0; index < 200; ++index) {
                const ToyExample example = task.example(split, index);
                CHECK(std::ssize(example.input) == task.input_length());
                CHECK(std::ssize(example.target) == task.target_length());
                CHECK(example.target == task.solve(example.input));
                CHECK(task.is_test(example.input) == (split == ToySplit::test));
                for (const std::int32_t symbol : example.target) CHECK((symbol >= 0 && symbol < 10));
            }
    }
}

TEST_CASE("toy tasks: an example is a function of seed, split and index") {
    ToyTaskSettings settings = usual_settings(ToyTaskKind::copy);
    const ToyTask task(settings);
    settings.seed = 2;
    const ToyTask other(settings);
    std::set<Ids> inputs;
    for (std::uint64_t index = 0; index < 500; ++index) {
        for (const ToySplit split : kSplits) {
            inputs.insert(task.example(split, index).input);
            inputs.insert(other.example(split, index).input);
        }
        CHECK(task.example(ToySplit::train, index).input == task.example(ToySplit::train, index).input);
    }
    CHECK(inputs.size() == 2000);  // of 10^10
}

TEST_CASE("toy tasks: a quarter of all inputs is for testing, and each of a split is as likely as any other") {
    const ToyTask task(usual_settings(ToyTaskKind::sort));
    std::map<Ids, int> seen[2];
    constexpr int kDrawn = 20000;
    for (int index = 0; index < kDrawn; ++index)
        for (const ToySplit split : kSplits)
            ++seen[split == ToySplit::test][task.example(split, static_cast<std::uint64_t>(index)).input];
    CHECK(seen[0].size() + seen[1].size() == 729);
    CHECK(std::abs(static_cast<double>(seen[1].size()) - 729 / 4.0) < 4 * std::sqrt(729 * 3 / 16.0));
    for (const auto& inputs : seen) {
        const double expected = kDrawn / static_cast<double>(inputs.size());
        for (const auto& [input, count] : inputs) CHECK(std::abs(count - expected) < 5.5 * std::sqrt(expected));
    }
}

TEST_CASE("toy tasks: sizes with too few inputs for two splits, and sizes out of range, are refused") {
    int refused = 0;
    for (const std::int64_t symbols : {2, 3, 4, 5})
        for (const std::int64_t length : {1, 2}) {
            const std::string error = error_of([&] { ToyTask({.length = length, .symbols = symbols}); });
            if (error == "no error") continue;
            ++refused;
            CHECK(error.ends_with("too few to train on some and test on others"));
        }
    CHECK(refused > 0);
    CHECK(error_of([] { ToyTask({.length = 0}); }) == "[toy task] length 0 of sort: from 1 to 1000");
    CHECK(error_of([] { ToyTask({.symbols = 1}); }) == "[toy task] symbols 1 of sort: from 2 to 1000");
    CHECK(error_of([] { adder(19, true); }) == "[toy task] length 19 of add: from 1 to 18");
    CHECK(error_of([] { adder(3, true, 16); }) == "[toy task] base 16 of add: from 2 to 10");
    CHECK(adder(18, true).solve(Ids(36, 9)).size() == 19);
}

TEST_CASE("toy tasks: text for people") {
    const ToyTask sort({.length = 3, .symbols = 12});
    CHECK(sort.text(Ids{11, 1, 2}, sort.solve(Ids{11, 1, 2})) == "11 1 2 -> 1 2 11");
    for (const bool reversed : {true, false}) {
        const ToyTask add = adder(3, reversed);
        const Ids input = add.parse("123+456");
        CHECK(add.text(input, add.solve(input)) == "123+456=0579");
    }
}

TEST_CASE("toy tasks: questions of people, and how they must be written") {
    const ToyTask sort(usual_settings(ToyTaskKind::sort));
    CHECK(sort.parse(" 2 0 1  1 0 2 ") == Ids{2, 0, 1, 1, 0, 2});
    CHECK(error_of([&] { sort.parse("2 0 1"); }) == "[toy task] sort takes 6 symbols, not 3");
    CHECK(error_of([&] { sort.parse("2 0 3 1 1 1"); }) ==
          "[toy task] '3' is no symbol: valid are 0 to 2, separated by spaces");
    for (const char* word : {"x", "1x", "-1", "99999999999999"})
        CHECK(error_of([&] { sort.parse(word); }).find("is no symbol") != std::string::npos);
    const ToyTask add = adder(3, true);
    CHECK(add.parse("12 + 9") == Ids{0, 1, 2, 0, 0, 9});
    for (const char* question : {"", "12", "+", "12+", "1234+1", "1+2+3", "a+b", "-1+2"})
        CHECK(error_of([&] { add.parse(question); }) ==
              "[toy task] '" + std::string(question) +
                  "' is no sum: two numbers of at most 3 digits 0 to 9, as in 1+10");
}

TEST_CASE("toy tasks: answers of people, right or wrong, and how they must be written") {
    const ToyTask sort(usual_settings(ToyTaskKind::sort));
    CHECK(sort.parse_answer("0 0 1 1 2 1") == Ids{0, 0, 1, 1, 2, 1});
    CHECK(error_of([&] { sort.parse_answer("0 0"); }) == "[toy task] sort is answered by 6 symbols, not 2");
    CHECK(error_of([&] { sort.parse_answer("0 0 x"); }).find("'x' is no symbol") != std::string::npos);
    CHECK(adder(3, true).parse_answer("579") == Ids{9, 7, 5, 0});
    CHECK(adder(3, false).parse_answer("0579") == Ids{0, 5, 7, 9});
    for (const char* answer : {"", "12345", "1+2", "-1"})
        CHECK(error_of([&] { adder(3, true).parse_answer(answer); }) ==
              "[toy task] '" + std::string(answer) + "' is no sum of such numbers: valid are at most 4 digits 0 to 9");
}

TEST_CASE("toy tasks: an example of one's own is a batch of one row, laid out as others are") {
    const ToyTask task(usual_settings(ToyTaskKind::sort));
    const ToyExample example = task.example(ToySplit::train, 7);
    const ToyBatch drawn = task.batch(ToySplit::train, 7, 1), own = task.batch(example);
    CHECK(std::ranges::equal(std::span(own.inputs.data(), 11), std::span(drawn.inputs.data(), 11)));
    CHECK(std::ranges::equal(std::span(own.targets.data(), 11), std::span(drawn.targets.data(), 11)));
    CHECK(error_of([&] {
              task.batch(ToyExample{{2, 0, 1, 1, 0, 2}, {0}});
          }) == "[toy task] sort is answered by 6 symbols, not 1");
    CHECK(error_of([&] {
              task.batch(ToyExample{{2, 0, 1, 1, 0, 2}, {0, 0, 1, 1, 2, 3}});
          }) == "[toy task] symbol 3: valid are 0 to 2");
}

TEST_CASE("toy tasks: a row matches when every target that counts is predicted") {
    const Indices targets = Indices::from({3, 3}, {-1, 1, 2, -1, 1, 2, -1, 0, 0});
    CHECK(exact_matches(targets, Indices::from({3, 3}, {7, 1, 2, 1, 1, 1, -1, 0, 0})) == 2);
    CHECK(exact_matches(targets, targets) == 3);
    CHECK(error_of([&] {
              exact_matches(targets, Indices::from({1, 3}, {0, 0, 0}));
          }) == "[toy task] targets (3,3) but predictions (1,3)");
}

TEST_CASE("toy tasks: a corpus for an encoder-decoder") {
    const ToyTask task(usual_settings(ToyTaskKind::reverse));
    const ParallelText text = text_of(task, ToySplit::test, 10);
    REQUIRE(text.source.lines.size() == 10);
    for (std::size_t i = 0; i < 10; ++i) {
        const Ids input = task.parse(text.source.lines[i]);
        CHECK(task.is_test(input));
        CHECK(task.text(input, task.solve(input)) == text.source.lines[i] + " -> " + text.target.lines[i]);
    }
}
