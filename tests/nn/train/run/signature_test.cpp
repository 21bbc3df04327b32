// tests/nn/train/run/signature_test.cpp: sixteen digits that any bit changes.
#include "nn/train/run/signature.hpp"

#include <cmath>
#include <doctest/doctest.h>

#include "tests/nn/train/toy_task.hpp"

using namespace vitro;

namespace {

nn::Parameters three_numbers(real last) {
    nn::Parameters parameters;
    parameters.add(core::Path() / "w", {3}, [last](core::Tensor& w, core::Random&) {
        w.write()[0] = 1, w.write()[1] = -2, w.write()[2] = last;
    });
    return parameters;
}

}  // namespace

TEST_CASE("signature: the bits of the loss and a checksum of the weights") {
    // The weights 1, -2, 0.5 as little-endian floats; their CRC-32 by Python's zlib.crc32.
    CHECK(nn::signature(1.0, three_numbers(0.5)) == "3f800000-332b058b");
}

TEST_CASE("signature: every weight and the loss count") {
    const std::string before = nn::signature(1.0, three_numbers(0.5));
    CHECK(nn::signature(1.0, three_numbers(std::nextafter(real(0.5), real(1)))) != before);
    CHECK(nn::signature(1.0000001, three_numbers(0.5)) != before);
    CHECK(nn::signature(1.0, three_numbers(0.5)) == before);
}
