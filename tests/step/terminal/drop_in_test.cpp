// tests/step/terminal/drop_in_test.cpp: a program of one's own, as the README has it.
#include "examples/step/terminal/drop_in.hpp"

#include <doctest/doctest.h>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "tests/error_of.hpp"
#include "tests/structure/markdown.hpp"
#include "tests/structure/project.hpp"

using namespace vitro;

namespace {

/// The README's program.
int readme() {
    const core::Variable w = core::parameter(core::Tensor::from({1, 3}, {1, 2, 3}));
    step::RecordedScope scope("a program of mine");
    scope.name(w, "w");
    scope.backward(core::sum(core::softmax(w) * w));
    step::step_through(scope);  // step, why g:w, check all, ...
    return 0;
}

}  // namespace

TEST_CASE("drop-in: the README's lines are those above") {
    const std::string test = structure::read_text("tests/step/terminal/drop_in_test.cpp");
    int lines = 0;
    for (const structure::Block& block :
         structure::blocks_of(structure::read_text("examples/step/terminal/README.md"))) {
        if (block.language != "cpp") continue;
        for (const std::string& line : structure::lines_of(block.text)) {
            if (line.find("int main") != std::string::npos) continue;
            CHECK_MESSAGE(test.find(line) != std::string::npos, line);
            ++lines;
        }
    }
    CHECK(lines > 8);
    static_cast<void>(&readme);
}

TEST_CASE("drop-in: the gradients are those of backward(), and the session answers") {
    const core::Variable w = core::parameter(core::Tensor::from({1, 3}, {1, 2, 3}));
    core::backward(core::sum(core::softmax(w) * w));
    const core::Variable again = core::parameter(core::Tensor::from({1, 3}, {1, 2, 3}));
    step::RecordedScope scope("mine");
    scope.name(again, "w");
    scope.backward(core::sum(core::softmax(again) * again));
    for (std::size_t i = 0; i < 3; ++i) CHECK(again.grad().span()[i] == w.grad().span()[i]);
    step::Session session(scope.finish(), {});
    CHECK(session.line("why g:w").find("of 2 contributions") != std::string::npos);
    CHECK(session.line("goto softmax").find("F  softmax") != std::string::npos);
    CHECK(session.line("stepi").starts_with("Into softmax"));
    session.line("finish");
    CHECK(session.line("check all").find("All is right.") != std::string::npos);
    CHECK(session.line("info").find("mine") != std::string::npos);
}

TEST_CASE("drop-in: a loss has one number") {
    const core::Variable w = core::parameter(core::Tensor::from({2}, {1, 2}));
    step::RecordedScope scope("mine");
    const core::Variable y = core::exp(w);
    CHECK(test::error_of([&] { scope.backward(y); }) == "[step] a loss has one number, not (2)");
}
