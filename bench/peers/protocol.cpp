// bench/peers/protocol.cpp: problems as words, and back.
#include "bench/peers/protocol.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <span>
#include <sstream>
#include <stdexcept>

namespace vitro::bench::peers {
namespace {

std::string words_of(const GemmProblem& p) {
    return fmt::format("gemm {} {} {} {}", transposition_of(p), p.m, p.n, p.k);
}

std::string words_of(const AttentionProblem& p) {
    return fmt::format("{} {} {} {} {} {}", p.composed ? "composed" : "attention", p.causal ? "causal" : "full",
                       p.batch, p.heads, p.length, p.width);
}

std::string words_of(const RowProblem& p) {
    return fmt::format("rows {} {} {}", p.name(), p.rows, p.cols);
}

/// The next words of a line, each of which must be there.
class Words {
  public:
    explicit Words(const std::string& line) : line_(line), stream_(line) {}

    std::string word() {
        std::string next;
        stream_ >> next;
        return next;
    }
    /// Its place among the valid ones.
    std::size_t one_of(std::span<const char* const> valid) {
        const std::string next = word();
        const auto found = std::ranges::find(valid, next);
        if (found == valid.end()) refuse(next, fmt::format("{}", fmt::join(valid, ", ")));
        return static_cast<std::size_t>(found - valid.begin());
    }
    std::string one_of(std::initializer_list<const char*> valid) {
        return valid.begin()[one_of(std::span(valid.begin(), valid.size()))];
    }
    std::int64_t size() {
        std::int64_t next = 0;
        if (!(stream_ >> next) || next < 1) refuse("a size", "whole numbers from 1");
        return next;
    }
    double seconds() {
        double next = 0;
        if (!(stream_ >> next) || !(next >= 0)) refuse("the seconds", "a number from 0");
        return next;
    }
    void end() {
        const std::string next = word();
        if (!next.empty()) refuse(next, "the end of the line");
    }

  private:
    [[noreturn]] void refuse(const std::string& what, const std::string& valid) const {
        throw std::invalid_argument(
            fmt::format("'{}' is no question because of '{}': valid is {}", line_, what, valid));
    }
    std::string line_;
    std::istringstream stream_;
};

GemmProblem gemm_of(Words& words) {
    const std::string transposition = words.one_of({"nn", "nt", "tn", "tt"});
    GemmProblem p{.transpose_a = transposition[0] == 't', .transpose_b = transposition[1] == 't'};
    p.m = words.size(), p.n = words.size(), p.k = words.size();
    return p;
}

AttentionProblem attention_of(Words& words, bool composed) {
    AttentionProblem p{.causal = words.one_of({"full", "causal"}) == "causal", .composed = composed};
    p.batch = words.size(), p.heads = words.size(), p.length = words.size(), p.width = words.size();
    return p;
}

RowProblem rows_of(Words& words) {
    RowProblem p{.op = static_cast<RowOp>(words.one_of(kRowOpNames))};
    p.rows = words.size(), p.cols = words.size();
    return p;
}

}  // namespace

std::string transposition_of(const GemmProblem& problem) {
    return std::string(problem.transpose_a ? "t" : "n") + (problem.transpose_b ? "t" : "n");
}

std::string text_of(const Question& question) {
    const std::string problem = std::visit([](const auto& p) { return words_of(p); }, question.problem);
    return question.verb == Verb::check ? "check " + problem : fmt::format("time {} {}", problem, question.seconds);
}

Question question_of(const std::string& line) {
    Words words(line);
    Question question;
    question.verb = words.one_of({"time", "check"}) == "time" ? Verb::time : Verb::check;
    const std::string kind = words.one_of({"gemm", "attention", "composed", "rows"});
    if (kind == "gemm")
        question.problem = gemm_of(words);
    else if (kind == "rows")
        question.problem = rows_of(words);
    else
        question.problem = attention_of(words, kind == "composed");
    if (question.verb == Verb::time) question.seconds = words.seconds();
    words.end();
    return question;
}

Answer answer_of(const std::string& line) {
    const std::size_t space = line.find(' ');
    Answer answer{line.substr(0, space), space == std::string::npos ? "" : line.substr(space + 1)};
    const std::array<const char*, 4> valid{"ready", "seconds", "sum", "failed"};
    if (std::ranges::find(valid, answer.word) == valid.end())
        throw std::invalid_argument(
            fmt::format("'{}' is no answer: valid are {}", line.substr(0, 80), fmt::join(valid, ", ")));
    return answer;
}

double number_of(const Answer& answer, const std::string& word) {
    if (answer.word == "failed") throw std::invalid_argument(answer.rest);
    std::istringstream stream(answer.rest);
    double value = 0;
    const bool is_number = (stream >> value) && stream.peek() == std::istringstream::traits_type::eof();
    if (answer.word != word || !is_number || !std::isfinite(value))
        throw std::invalid_argument(
            fmt::format("'{} {}' is not '{} NUMBER'", answer.word, answer.rest.substr(0, 80), word));
    return value;
}

}  // namespace vitro::bench::peers
