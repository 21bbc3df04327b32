// bench/peers/protocol.hpp: the lines that the host and its workers exchange: one question, one answer.
//
//   time gemm nt 512 512 512 0.05             -> seconds 0.00123      m n k, and for how long to measure
//   time attention causal 8 8 128 32 0.05     -> seconds 0.0101       batch heads length width
//   time composed full 8 8 128 32 0.05        -> seconds 0.0201
//   time rows softmax_backward 64 512 0.05    -> seconds 0.0000052    rows cols
//   check gemm tn 33 17 21                    -> sum -12.345          fingerprint() of the result
//
// A worker begins with `ready NAME AND VERSION`. Instead of any answer it may say `failed REASON`.
#pragma once

#include <string>

#include "bench/peers/problem.hpp"

namespace vitro::bench::peers {

enum class Verb { time, check };

struct Question {
    Verb verb = Verb::time;
    Problem problem;
    double seconds = 0;  ///< of `time`
};

std::string text_of(const Question& question);
/// Throws std::invalid_argument with a sentence for a line that is no question.
Question question_of(const std::string& line);

/// "ready", "seconds", "sum" or "failed", and what follows it.
struct Answer {
    std::string word, rest;
};
/// Throws std::invalid_argument with a sentence for a line that is no answer.
Answer answer_of(const std::string& line);
/// The finite number of a `seconds` or `sum`. Throws std::invalid_argument with the reason of a `failed`, and with a
/// sentence for any other answer.
double number_of(const Answer& answer, const std::string& word);

/// "nn", "tn".
std::string transposition_of(const GemmProblem& problem);

}  // namespace vitro::bench::peers
