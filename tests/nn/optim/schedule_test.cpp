// tests/nn/optim/schedule_test.cpp: learning rates beside the Annotated Transformer's and nanoGPT's.
#include "nn/optim/schedule.hpp"

#include <cmath>
#include <doctest/doctest.h>
#include <limits>

#include "tests/error_of.hpp"
#include "tests/nn/fixture.hpp"

using namespace vitro;
using nn::Schedule;
using test::error_of;
using test::Fixture;

namespace {

void check_rates(const Fixture& fixture, const Schedule& schedule) {
    const core::Tensor known = fixture.tensor("out.learning_rate");
    REQUIRE(known.size() >= 200);
    for (std::int64_t i = 0; i < known.size(); ++i)
        CHECK(schedule.rate(i + 1) == doctest::Approx(static_cast<double>(known.data()[i])).epsilon(1e-6));
}

}  // namespace

TEST_CASE("Noam's rates are the Annotated Transformer's") {
    const Fixture fixture("schedule_noam");
    const nn::NoamRate noam{
        .d_model = fixture.count("d_model"), .warmup = fixture.count("warmup"), .factor = fixture.number("factor")};
    check_rates(fixture, noam);
    CHECK(Schedule(noam).rate(noam.warmup) == doctest::Approx(1 / std::sqrt(512.0 * 40)));
}

TEST_CASE("the cosine's rates are nanoGPT's") {
    const Fixture fixture("schedule_cosine");
    check_rates(fixture, nn::CosineRate{.peak = fixture.number("peak"),
                                        .minimum = fixture.number("minimum"),
                                        .warmup = fixture.count("warmup"),
                                        .decay = fixture.count("decay")});
}

TEST_CASE("a cosine without a way down falls at once") {
    const Schedule schedule = nn::CosineRate{.peak = 1, .minimum = 0.5, .warmup = 3, .decay = 3};
    CHECK(schedule.rate(3) == 0.75);
    CHECK(schedule.rate(4) == 0.5);
    CHECK(schedule.rate(5) == 0.5);
}

TEST_CASE("a constant stays") {
    const Schedule schedule = nn::ConstantRate{.learning_rate = 5e-4};
    CHECK(schedule.rate(1) == 5e-4);
    CHECK(schedule.rate(1'000'000) == 5e-4);
}

TEST_CASE("schedules refuse what makes no sense") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(error_of([] { Schedule(nn::ConstantRate{.learning_rate = -1}); }) ==
          "[schedule] a learning rate of -1: valid are 0 and up");
    CHECK(error_of([&] { Schedule(nn::ConstantRate{.learning_rate = nan}); }) ==
          "[schedule] a learning rate of nan: valid are 0 and up");
    CHECK(error_of([] { Schedule(nn::NoamRate{.warmup = 0}); }) == "[schedule] a warm-up of 0: valid are 1 and up");
    CHECK(error_of([] { Schedule(nn::CosineRate{.warmup = 10, .decay = 9}); }) ==
          "[schedule] a decay that ends at step 9: valid are 10 and up");
}
