// bench/peers/workers/serve.cpp: reads a question, runs it, writes the answer; between questions it waits in read().
#include "bench/peers/workers/serve.hpp"

#include <cstdio>
#include <exception>
#include <fmt/format.h>
#include <iostream>
#include <stdexcept>
#include <unistd.h>

#include "bench/peers/protocol.hpp"

namespace vitro::bench::peers {
namespace {

Run run_of(const Engine& engine, const GemmProblem& p) {
    const Numbers a = operand_numbers(p.m * p.k, 0), b = operand_numbers(p.k * p.n, 1), c = make_numbers(p.m * p.n);
    return {.call = [=, multiply = engine.multiply] { multiply(p, a.get(), b.get(), c.get()); },
            .result = [=] { return std::vector<float>(c.get(), c.get() + p.m * p.n); }};
}

Run run_of(const Engine& engine, const AttentionProblem& p) {
    if (!engine.attention) throw std::invalid_argument("it has no attention");
    return engine.attention(p);
}

Run run_of(const Engine& engine, const RowProblem& p) {
    if (!engine.rows) throw std::invalid_argument("it has no operations on rows");
    return engine.rows(p);
}

std::string answer_to(const Engine& engine, const std::string& line) {
    const Question question = question_of(line);
    const Run run = std::visit([&](const auto& problem) { return run_of(engine, problem); }, question.problem);
    if (question.verb == Verb::time) return fmt::format("seconds {}", seconds_per_call(run.call, question.seconds));
    run.call();
    return fmt::format("sum {}", fingerprint(run.result()).sum);
}

/// The answers' own stream; standard output becomes standard error.
std::FILE* take_standard_output() {
    std::fflush(stdout);
    std::FILE* answers = fdopen(dup(STDOUT_FILENO), "w");
    if (answers == nullptr || dup2(STDERR_FILENO, STDOUT_FILENO) < 0) throw std::runtime_error("no standard output");
    return answers;
}

void say(std::FILE* answers, const std::string& line) {
    std::fprintf(answers, "%s\n", line.c_str());
    std::fflush(answers);
}

}  // namespace

int serve(const std::function<Engine()>& open) {
    std::FILE* const answers = take_standard_output();
    Engine engine;
    try {
        engine = open();
    } catch (const std::exception& error) {
        say(answers, fmt::format("failed {}", error.what()));
        return 1;
    }
    say(answers, "ready " + engine.name);
    for (std::string line; std::getline(std::cin, line);) try {
            say(answers, answer_to(engine, line));
        } catch (const std::exception& error) {
            say(answers, fmt::format("failed {}", error.what()));
        }
    return 0;
}

}  // namespace vitro::bench::peers
