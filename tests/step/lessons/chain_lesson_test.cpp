// tests/step/lessons/chain_lesson_test.cpp: the numbers that the header promises, to the bit.
#include "examples/step/lessons/chain_lesson.hpp"

#include <algorithm>
#include <doctest/doctest.h>

#include "examples/step/analysis/names.hpp"
#include "examples/step/analysis/timeline.hpp"

using namespace vitro;

namespace {

struct Chain {
    core::trace::Recording recording = step::course::record_chain(1);
    step::Timeline timeline{recording};

    int value(const char* name) const { return step::find_value(timeline, name); }
    float number(const char* name) const { return timeline.numbers(value(name), 0).numbers.at(0); }
    float gradient(const char* name) const { return timeline.final_gradient(value(name)).at(0); }
    /// The contributions in their order.
    std::vector<float> parts(const char* name) const {
        std::vector<float> numbers;
        for (const int c : timeline.contributions_to(value(name)))
            numbers.push_back(timeline.contribution(c).numbers.numbers.at(0));
        return numbers;
    }
};

}  // namespace

TEST_CASE("chain: values that can be written down") {
    const Chain chain;
    CHECK(chain.number("line.add") == 1.5F);
    CHECK(chain.number("curve.mul") == 2.25F);
    CHECK(chain.number("curve.mul#2") == 0.75F);
    CHECK(chain.number("curve.add") == 3.0F);
    CHECK(chain.number("error.sub") == -1.0F);
    CHECK(chain.recording.loss == 1);
}

TEST_CASE("chain: gradients that can be written down, of what is used once, twice and three times") {
    const Chain chain;
    CHECK(chain.parts("error.sub") == std::vector<float>{-1, -1});
    CHECK(chain.gradient("curve.add") == -2.0F);
    std::vector<float> of_s = chain.parts("line.add");
    std::ranges::sort(of_s);
    CHECK(of_s == std::vector<float>{-3, -3, -1});
    CHECK(chain.gradient("line.w") == -14.0F);
    CHECK(chain.gradient("line.b") == -7.0F);
    CHECK(chain.gradient("curve.c") == -3.0F);
}

TEST_CASE("chain: the first update is exact") {
    const Chain chain;
    const auto after = [&](const char* name) {
        for (const core::trace::Update& update : chain.recording.updates)
            if (update.value == chain.value(name)) return update.after.numbers.at(0);
        return 0.0F;
    };
    CHECK(after("line.w") == 0.5F + 14.0F / 256);
    CHECK(after("line.b") == 0.5F + 7.0F / 256);
    CHECK(after("curve.c") == 0.5F + 3.0F / 256);
}
