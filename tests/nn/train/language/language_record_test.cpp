// tests/nn/train/language/language_record_test.cpp: the step of a text is that of its block, and has its tokens.
#include "nn/train/language/language_record.hpp"

#include <algorithm>
#include <doctest/doctest.h>

#include "nn/train/language/language_training.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/train/language/small_text.hpp"

using namespace vitro;
namespace trace = core::trace;

namespace {

nn::Block block(const nn::Writer& writer, std::string_view text) {
    const std::vector<std::int32_t> ids = writer.vocabulary.encode(text).ids;
    const auto read = static_cast<std::int64_t>(ids.size()) - 1;
    return {core::Indices::from({1, read}, std::span(ids).first(ids.size() - 1)),
            core::Indices::from({1, read}, std::span(ids).subspan(1))};
}

trace::Recording record(nn::LanguageTraining& training, const nn::Block& block) {
    const auto optimizer = nn::make_optimizer(training.training(), training.parameters());
    return nn::record_language_step(training.writer(), block, {"a step", *optimizer, 0.001});
}

}  // namespace

TEST_CASE("language record: a token is predicted at each position, by those up to it") {
    const test::SmallText text;
    nn::LanguageTraining training(text.settings());
    const nn::Block own = block(training.writer(), "xyz\na");
    const double loss = static_cast<double>(nn::block_loss(training.writer().model, own, 0).sum.value.item()) / 4;
    const trace::Recording recording = record(training, own);
    CHECK(recording.loss == doctest::Approx(loss));
    CHECK(recording.loss_after < recording.loss);
    CHECK(recording.optimization.tokens == 4);
    CHECK(recording.labels[0].words == std::vector<std::string>{"x", "y", "z", "\\n"});
    CHECK(recording.labels[1].words == std::vector<std::string>{"y", "z", "\\n", "a"});
}

TEST_CASE("language record: the logits run along the text and the vocabulary, with one table and with two") {
    const test::SmallText text;
    for (const bool tied : {true, false}) {
        nn::LanguageSettings settings = text.settings();
        settings.model.tied = tied;
        nn::LanguageTraining training(settings);
        const trace::Recording recording = record(training, block(training.writer(), "abc"));
        const auto& values = recording.step().values;
        const auto logits = std::ranges::find(values, tied ? "output.matmul" : "output.linear", &trace::Value::name);
        REQUIRE(logits != values.end());
        CHECK(logits->axes == trace::Axes{"", "text so far", "vocabulary"});
    }
}

TEST_CASE("language record: a text that is longer than the model has positions is refused") {
    const test::SmallText text;
    nn::LanguageTraining training(text.settings());
    const nn::Block own = block(training.writer(), "abcdefghijklmnopqr");
    CHECK(test::error_of([&] { record(training, own); }).find("takes 17 positions, the model has 16") !=
          std::string::npos);
}
