// tests/core/io/reals_test.cpp: `real` to a file and back, exactly; reals_f64_test.cpp runs this for double.
#include "core/io/reals.hpp"

#include <cmath>
#include <doctest/doctest.h>
#include <vector>

#include "tests/temporary_directory.hpp"

using namespace vitro::core;
using namespace vitro::test;
using vitro::real;

TEST_CASE("reals are stored at their own width and come back bit for bit") {
    const TemporaryDirectory scratch;
    const std::vector<real> stored{real{1} / 3, -std::sqrt(real{2}), 0, std::nextafter(real{1}, real{2})};
    write_safetensors(scratch / "file", {real_source("w", Shape{2, 2}, stored.data())});
    const SafetensorsFile file(scratch / "file");
    CHECK(file.at("w").dtype == kRealDtype);
    CHECK(file.at("w").bytes() == 4 * sizeof(real));
    CHECK(file.at("w").shape == std::vector<std::int64_t>{2, 2});
    std::vector<real> read(4);
    read_reals(file, file.at("w"), read.data(), 4);
    CHECK(read == stored);
}
