// tests/step/terminal/slice_test.cpp: parts of tensors, with the words along their axes.
#include <doctest/doctest.h>

#include "examples/step/terminal/reference.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;
using test::lesson_timeline;

namespace {

step::Slice slice(const char* text) {
    const step::Reference reference = step::reference_of(lesson_timeline(), text, "v", -1);
    const std::vector<float> numbers = step::numbers_of(lesson_timeline(), reference, 284);
    return step::slice_of(lesson_timeline().value(reference.value), reference, numbers);
}

}  // namespace

TEST_CASE("slice: single places are dropped, numbers are those of the places") {
    const step::Slice part = slice("output.linear[0,2:4,5]");
    CHECK(part.shape == core::Shape{2});
    const std::vector<float>& all = lesson_timeline().numbers(test::lesson_value("output.linear"), 284).numbers;
    CHECK(part.numbers == std::vector<float>{all[2 * 18 + 5], all[3 * 18 + 5]});
    CHECK(slice("output.linear[0,0,0]").shape.rank() == 0);
}

TEST_CASE("slice: words go with the rows and columns that are left") {
    const step::Slice part = slice("output.linear[0,2:4,4:7]");
    const step::Matrix matrix = step::matrix_of(test::recorded_lesson(), part);
    CHECK(matrix.row_labels == std::vector<std::string>{"would", "like"});
    CHECK(matrix.column_labels == std::vector<std::string>{".", "a", "dog"});
    CHECK(matrix.rows == 2);
    CHECK(matrix.columns == 3);
    CHECK(step::matrix_of(test::recorded_lesson(), slice("encoder.norm.layer_norm[0,1:3,4:6]")).column_labels ==
          std::vector<std::string>{"4", "5"});
}

TEST_CASE("slice: of a tensor that is recorded in part, what there is") {
    const step::Slice part{
        .shape = {3, 4}, .axes = {"", ""}, .numbers = {1, 2, 3, 4, 5, 6}, .ranges = {{0, 3}, {0, 4}}};
    const step::Matrix matrix = step::matrix_of(test::recorded_lesson(), part);
    CHECK(matrix.rows == 1);
    CHECK(matrix.numbers == std::vector<float>{1, 2, 3, 4});
}
