// tests/nn/decode/generate_test.cpp: the same tokens as by running the whole window for each.
#include "nn/decode/generate.hpp"

#include <doctest/doctest.h>
#include <limits>
#include <vector>

#include "core/context.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/fixture.hpp"

using namespace vitro;
using core::Indices;
using core::Tensor;
using Ids = std::vector<std::int32_t>;

namespace {

/// As in cached_decoding_test.cpp.
constexpr double kLogitBound = 100 * static_cast<double>(std::numeric_limits<real>::epsilon());

struct WriterExample {
    nn::Parameters parameters;
    nn::LanguageModel model;
    explicit WriterExample(nn::StackPositions positions, std::uint64_t seed = 1, std::int64_t context = 12)
        : parameters(seed), model(nn::Builder(parameters), config(positions, context)) {}

    static nn::LanguageModelConfig config(nn::StackPositions positions, std::int64_t context) {
        nn::LanguageModelConfig config;
        config.vocabulary = 9;
        config.layer = {.d_model = 32, .num_heads = 2, .d_ff = 48, .norm = nn::NormPlacement::pre};
        config.layers = 2;
        config.positions = positions;
        config.max_positions = context;
        config.initialisation = nn::Initialisation::xavier;  // sharper attention than GPT-2's start
        return config;
    }
};

/// The logits of the token behind text[begin ..], by one pass over all of it.
Tensor by_whole_window(const nn::LanguageModel& model, const Ids& text, std::int64_t begin) {
    const core::NoGrad no_grad;
    const Indices window = Indices::from({1, std::ssize(text) - begin}, std::span(text).subspan(begin));
    const core::Variable last = core::slice(model(window), 1, window.size() - 1, 1);
    return last.value.reshape({model.config.vocabulary});
}

/// Where the window begins once there are so many tokens, if it began at `before`.
std::int64_t window_of(std::int64_t tokens, std::int64_t before, std::int64_t context) {
    return tokens - before > context ? tokens - context / 2 : before;
}

}  // namespace

TEST_CASE("generation on a cache gives the logits and tokens of the whole window, which begins anew when it is full") {
    for (const nn::StackPositions positions :
         {nn::StackPositions::learned, nn::StackPositions::sinusoidal, nn::StackPositions::rotary})
        for (const nn::SampleOptions& options :
             {nn::SampleOptions{.temperature = 0}, nn::SampleOptions{.top_k = 5, .seed = 3}})
            for (const Ids& prompt : {Ids{4}, Ids{1, 2, 3, 4, 5}, Ids(12, 2), Ids(30, 7)}) {
                CAPTURE(static_cast<int>(positions));
                CAPTURE(prompt.size());
                const WriterExample example(positions);
                nn::Generator generator(example.model, prompt, options);
                const nn::Sampler sampler(options);
                Ids text = prompt;
                std::int64_t window = 0;
                for (std::uint64_t i = 0; i < 40; ++i) {
                    window = window_of(std::ssize(text), window, 12);
                    const Tensor logits = by_whole_window(example.model, text, window);
                    text.push_back(sampler(logits.span(), i));
                    REQUIRE(generator.next() == text.back());
                    CHECK(generator.window() == window);
                    CHECK(test::difference(generator.logits(), logits) < kLogitBound);
                }
                CHECK(generator.tokens() == text);
            }
}

TEST_CASE("the same seed goes on alike, another does not") {
    const WriterExample example(nn::StackPositions::learned);
    const auto text = [&](std::uint64_t seed) {
        nn::Generator generator(example.model, Ids{1}, {.temperature = 2, .seed = seed});
        for (int i = 0; i < 30; ++i) generator.next();
        return generator.tokens();
    };
    CHECK(text(1) == text(1));
    CHECK(text(1) != text(2));
}

TEST_CASE("a context of one token sees the newest alone") {
    const WriterExample example(nn::StackPositions::learned, 1, 1);
    nn::Generator generator(example.model, Ids{3, 5}, {.temperature = 0});
    for (int i = 0; i < 4; ++i) {
        const Ids before = generator.tokens();
        generator.next();
        CHECK(generator.window() == std::ssize(before) - 1);
        CHECK(test::difference(generator.logits(), by_whole_window(example.model, {before.back()}, 0)) < kLogitBound);
    }
}

TEST_CASE("a prompt needs a token, and tokens that the model knows") {
    const WriterExample example(nn::StackPositions::learned);
    CHECK(test::error_of([&] { nn::Generator(example.model, Ids{}); }) ==
          "[generate] the prompt is empty: the model needs a token to go on from");
    CHECK(test::error_of([&] { nn::Generator(example.model, Ids{1}, {.top_p = 2}); }) ==
          "[sample] a top-p of 2: valid are above 0, up to 1 for all");
    nn::Generator generator(example.model, Ids{1, 9});
    CHECK(test::error_of([&] { generator.next(); }) != "no error");
}
