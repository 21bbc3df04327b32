// tests/bench/peers/protocol_test.cpp: lines to questions and answers, and back.
#include "bench/peers/protocol.hpp"

#include <doctest/doctest.h>
#include <stdexcept>

namespace vitro::bench::peers {

TEST_CASE("a question survives its text") {
    for (const char* line :
         {"time gemm nt 512 300 7 0.05", "check gemm tn 33 17 21", "time attention causal 8 4 128 32 1",
          "check attention full 2 3 7 4", "time composed full 1 2 3 4 0.5", "time rows softmax_backward 64 512 0.05",
          "check rows layer_norm 7 13"})
        CHECK(text_of(question_of(line)) == line);
}

TEST_CASE("a question's words are where they belong") {
    const Question product = question_of("time gemm tn 5 6 7 0.25");
    const auto& gemm = std::get<GemmProblem>(product.problem);
    CHECK(product.verb == Verb::time);
    CHECK(product.seconds == 0.25);
    CHECK(gemm.transpose_a);
    CHECK_FALSE(gemm.transpose_b);
    CHECK(gemm.m == 5);
    CHECK(gemm.n == 6);
    CHECK(gemm.k == 7);
    CHECK(gemm.operations() == 420);
    const Question check = question_of("check composed causal 2 3 7 4");
    const auto& attention = std::get<AttentionProblem>(check.problem);
    CHECK(check.verb == Verb::check);
    CHECK(attention.composed);
    CHECK(attention.causal);
    CHECK(attention.heads == 3);
    CHECK(attention.length == 7);
    CHECK(attention.width == 4);
    const auto rows = std::get<RowProblem>(question_of("check rows embedding_backward 5 149").problem);
    CHECK(rows.op == RowOp::embedding_backward);
    CHECK(rows.rows == 5);
    CHECK(rows.cols == 149);
}

TEST_CASE("every operation on rows has a word of its own") {
    for (const char* name : kRowOpNames) {
        const Question question = question_of("check rows " + std::string(name) + " 7 13");
        CHECK(std::get<RowProblem>(question.problem).name() == std::string(name));
    }
}

TEST_CASE("a line that is no question is refused with what would be one") {
    for (const char* line :
         {"", "time", "time gemm", "time gemm xx 1 2 3 0.1", "time gemm nn 1 2 0.1", "time gemm nn 0 2 3 0.1",
          "time gemm nn 1 2 3", "time gemm nn 1 2 3 -1", "check gemm nn 1 2 3 4", "sleep gemm nn 1 2 3",
          "check attention half 1 2 3 4", "check rows", "check rows sigmoid 7 13", "check rows softmax 7",
          "check rows softmax 7 13 2", "time rows softmax 7 13"}) {
        CAPTURE(line);
        CHECK_THROWS_AS(question_of(line), std::invalid_argument);
    }
    CHECK_THROWS_WITH(question_of("time gemm xx 1 2 3 0.1"),
                      "'time gemm xx 1 2 3 0.1' is no question because of 'xx': valid is nn, nt, tn, tt");
}

TEST_CASE("an answer is a number, a name or a reason") {
    CHECK(number_of(answer_of("seconds 0.00123"), "seconds") == 0.00123);
    CHECK(number_of(answer_of("sum -1e-3"), "sum") == -1e-3);
    CHECK(answer_of("ready OpenBLAS 0.3").rest == "OpenBLAS 0.3");
    CHECK_THROWS_WITH(number_of(answer_of("failed no memory"), "seconds"), "no memory");
    for (const char* line : {"sum 1", "seconds", "seconds one", "seconds 1 2", "seconds nan", "seconds inf"}) {
        CAPTURE(line);
        CHECK_THROWS_AS(number_of(answer_of(line), "seconds"), std::invalid_argument);
    }
    CHECK_THROWS_WITH(answer_of("hello"), "'hello' is no answer: valid are ready, seconds, sum, failed");
}

}  // namespace vitro::bench::peers
