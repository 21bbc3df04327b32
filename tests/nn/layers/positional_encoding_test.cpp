// tests/nn/layers/positional_encoding_test.cpp: the numbers of the waves, and what makes them useful.
#include "nn/layers/positional_encoding.hpp"

#include <cmath>
#include <doctest/doctest.h>
#include <set>
#include <vector>

#include "tests/error_of.hpp"
#include "tests/nn/fixture.hpp"

using namespace vitro;
using core::Tensor;

namespace {

double product(const Tensor& table, std::int64_t p, std::int64_t q) {
    double sum = 0;
    for (std::int64_t i = 0; i < table.cols(); ++i)
        sum += static_cast<double>(table.data()[p * table.cols() + i]) *
               static_cast<double>(table.data()[q * table.cols() + i]);
    return sum;
}

}  // namespace

TEST_CASE("sinusoidal positions are the fixture's, in every row and column") {
    const test::Fixture fixture("sinusoidal_positions");
    const Tensor table = nn::sinusoidal_positions(fixture.count("length"), fixture.count("d_model"));
    Tensor corner({3, 8}), rows = Tensor::zeros({128}), columns = Tensor::zeros({512});
    for (std::int64_t p = 0; p < 128; ++p)
        for (std::int64_t i = 0; i < 512; ++i) {
            const real value = table.at({p, i});
            rows.write()[p] += value;
            columns.write()[i] += value;
            if (p < 3 && i < 8) corner.write()[p * 8 + i] = value;
        }
    fixture.check("out.corner", corner);
    fixture.check("out.row_sums", rows);
    fixture.check("out.column_sums", columns);
}

TEST_CASE("the inner product of two positions depends on their distance alone") {
    const Tensor table = nn::sinusoidal_positions(128, 512);
    struct Known {
        std::int64_t distance;
        double product;
    };
    for (const auto& [distance, known] :
         {Known{0, 256}, {1, 249.102098}, {5, 189.596668}, {10, 173.789725}, {50, 131.090761}, {100, 111.950209}})
        for (std::int64_t p = 0; p + distance < 128; ++p)
            CHECK(product(table, p, p + distance) == doctest::Approx(known).epsilon(1e-6));
}

TEST_CASE("no two positions are alike, and an odd width ends in a sine") {
    const Tensor table = nn::sinusoidal_positions(1000, 5);
    std::set<std::vector<real>> rows;
    for (std::int64_t p = 0; p < 1000; ++p) rows.emplace(table.data() + p * 5, table.data() + (p + 1) * 5);
    CHECK(rows.size() == 1000);
    CHECK(table.at({7, 4}) == doctest::Approx(std::sin(7 / std::pow(10000.0, 0.8))));
}

TEST_CASE("positions are added to every sentence, learned ones get the sum of the gradients") {
    nn::Parameters parameters;
    const nn::Builder at(parameters);
    const nn::PositionalEncoding waves(at / "waves", nn::Positions::sinusoidal, 9, 4);
    const nn::PositionalEncoding learned(at / "learned", nn::Positions::learned, 9, 4);
    REQUIRE(parameters.count() == 1);
    CHECK(nn::name_of(parameters[0]) == "learned.weight");
    for (const nn::PositionalEncoding* encoding : {&waves, &learned}) {
        const Tensor y = (*encoding)(core::Variable(Tensor::full({2, 3, 4}, 1))).value;
        for (std::int64_t b = 0; b < 2; ++b)
            for (std::int64_t t = 0; t < 3; ++t)
                for (std::int64_t i = 0; i < 4; ++i) CHECK(y.at({b, t, i}) == 1 + encoding->weight.value.at({t, i}));
    }
    core::backward(core::sum(learned(core::Variable(Tensor::zeros({2, 3, 4})))));
    Tensor expected = Tensor::zeros({9, 4});
    std::fill_n(expected.write(), 12, real{2});
    CHECK(test::difference(learned.weight.grad(), expected) == 0);
}

TEST_CASE("a sentence may have as many positions as there are, and no more") {
    nn::Parameters parameters;
    const nn::PositionalEncoding encoding(nn::Builder(parameters) / "source_positions", nn::Positions::learned, 5, 4);
    CHECK(encoding(core::Variable(Tensor::zeros({1, 5, 4}))).shape() == core::Shape{1, 5, 4});
    CHECK(test::error_of([&] {
              encoding(core::Variable(Tensor::zeros({1, 6, 4})));
          }) == "[source_positions] a sentence takes 6 positions, the model has 5");
}

TEST_CASE("positions may begin later: the rows are those of the whole, and end where they end") {
    nn::Parameters parameters;
    const nn::PositionalEncoding encoding(nn::Builder(parameters) / "p", nn::Positions::learned, 5, 4);
    const Tensor y = encoding(core::Variable(Tensor::zeros({2, 2, 4})), 3).value;
    for (std::int64_t t = 0; t < 2; ++t)
        for (std::int64_t i = 0; i < 4; ++i) CHECK(y.at({1, t, i}) == encoding.weight.value.at({3 + t, i}));
    CHECK(test::error_of([&] {
              encoding(core::Variable(Tensor::zeros({1, 2, 4})), 4);
          }) == "[p] a sentence takes 6 positions, the model has 5");
}
