// tests/nn/decode/sample_options_test.cpp: the defaults draw from all tokens, and are valid.
#include "nn/decode/sample_options.hpp"

#include <doctest/doctest.h>

#include "tests/error_of.hpp"

using vitro::nn::SampleOptions;
using vitro::test::error_of;

TEST_CASE("options of sampling: the defaults and the ends of what is valid") {
    for (const SampleOptions& options :
         {SampleOptions{}, SampleOptions{.temperature = 0}, SampleOptions{.temperature = 1e300},
          SampleOptions{.top_k = 1}, SampleOptions{.top_p = 1e-300}})
        CHECK(error_of([&] { options.validate(); }) == "no error");
    CHECK(error_of([] { SampleOptions{.top_k = -1}.validate(); }) ==
          "[sample] the -1 likeliest tokens: valid are 1 and up, or 0 for all");
}
