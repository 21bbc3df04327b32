// tests/nn/train/progress_test.cpp: the text of a progress line, letter by letter.
#include "nn/train/progress.hpp"

#include <doctest/doctest.h>
#include <string>

using namespace vitro::nn;

namespace {

const Progress kSome{.epoch = 3,
                     .epochs = 10,
                     .step = 512,
                     .steps = 2270,
                     .loss = 2.34512,
                     .learning_rate = 5e-4,
                     .gradient_norm = 0.871,
                     .tokens_per_second = 12345.4,
                     .seconds_left = 83.2};

}  // namespace

TEST_CASE("progress: a line") {
    CHECK(progress_line(kSome) ==
          "epoch  3/10  step  512/2270  loss 2.345  lr 5.00e-04  |g| 0.87  12,345 tokens/s  1:23 left");
}

TEST_CASE("progress: an estimated total says so") {
    Progress estimated = kSome;
    estimated.steps_estimated = true;
    CHECK(progress_line(estimated).starts_with("epoch  3/10  step  512/~2270  loss 2.345  "));
    CHECK(progress_bar(estimated, 79).find("]  512/~2270  loss 2.345  ") != std::string::npos);
}

TEST_CASE("progress: a bar, never wider than the terminal") {
    CHECK(progress_bar(kSome, 200) == "[=====>                  ]  23 %  " + progress_line(kSome));
    for (int columns = 0; columns <= 200; ++columns) CHECK(std::ssize(progress_bar(kSome, columns)) <= columns);
    Progress done = kSome;
    done.step = done.steps;
    CHECK(progress_bar(done, 200) == "[========================] 100 %  " + progress_line(done));
}

TEST_CASE("progress: a terminal of 80 columns shows every figure") {
    CHECK(progress_bar(kSome, 79) == "[==>     ]  512/2270  loss 2.345  lr 5.0e-04  |g| 0.87  12,345 tok/s  1:23 left");
}

TEST_CASE("progress: what a narrow terminal shows are whole fields") {
    const std::string all = " 512/2270  loss 2.345  lr 5.0e-04  |g| 0.87  12,345 tok/s  1:23 left";
    for (int columns = 0; columns < 100; ++columns) {
        std::string text = progress_bar(kSome, columns);
        if (text.starts_with('[')) text.erase(0, text.find(']') + 2);
        CAPTURE(text);
        CHECK((all + "  ").starts_with(text.empty() ? "" : text + "  "));
    }
    CHECK(progress_bar(kSome, 0).empty());
}

TEST_CASE("progress: counts as wide as their total") {
    CHECK(count_of(7, 120) == "  7/120");
    CHECK(count_of(7, 120, true) == "  7/~120");
    CHECK(count_of(7, 0) == "7");
}

TEST_CASE("progress: durations") {
    CHECK(duration_text(-3) == "0 s");
    CHECK(duration_text(59.4) == "59 s");
    CHECK(duration_text(59.6) == "1:00");
    CHECK(duration_text(3599) == "59:59");
    CHECK(duration_text(7384) == "2:03:04");
}

TEST_CASE("progress: thousands") {
    CHECK(grouped(0) == "0");
    CHECK(grouped(999) == "999");
    CHECK(grouped(1000) == "1,000");
    CHECK(grouped(-123456) == "-123,456");
    CHECK(grouped(9054241) == "9,054,241");
}
