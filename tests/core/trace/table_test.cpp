// tests/core/trace/table_test.cpp: the table and the ledger, as people see them.
#include <doctest/doctest.h>

#include "core/ops.hpp"
#include "core/trace/trace.hpp"

using namespace vitro::core;

namespace {

trace::Step small_step() {
    const Variable w = parameter(Tensor::full({2, 3}, 1), Path() / "net" / "w"), x = Tensor::full({4, 2}, 1);
    return trace_step([&] {
        const Scope net(Path() / "net");
        const Variable h = tanh(matmul(x, w));
        const Scope head("head");
        return sum(h * h);
    });
}

}  // namespace

TEST_CASE("the table has a line for each op and their sums") {
    CHECK(trace::table(small_step()) ==
          "id  op      module    shapes                  kept bytes  flops\n"
          " 1  matmul  net       (4,2) x (2,3) -> (4,3)           0     48\n"
          " 2  tanh    net       (4,3) -> (4,3)                  48     12\n"
          " 3  mul     net.head  (4,3) x (4,3) -> (4,3)           0     12\n"
          " 4  sum     net.head  (4,3) -> ()                      0     12\n"
          "    sum                                               48     84\n");
}

TEST_CASE("the ledger adds up by module and op") {
    const trace::Step step = small_step();
    const std::string text = trace::ledger(step);
    CHECK(
        text.starts_with("module    op      nodes  kept bytes\n"
                         "net       matmul      1           0\n"
                         "net       tanh        1          48\n"
                         "net.head  mul         1           0\n"
                         "net.head  sum         1           0\n"
                         "kept for backward: 48 bytes, in 1 blocks of 128 bytes; nodes: "));
    CHECK(text.find("; nodes: " +
                    std::to_string(step.rows[0].node_bytes + step.rows[1].node_bytes + step.rows[2].node_bytes +
                                   step.rows[3].node_bytes) +
                    " bytes\n") != std::string::npos);
    CHECK(text.find("forward: peak ") != std::string::npos);
    CHECK(text.find("backward: peak ") != std::string::npos);
}

TEST_CASE("an empty step has a head and sums of nothing") {
    CHECK(trace::table({}) ==
          "id  op   module  shapes  kept bytes  flops\n    sum                           0      0\n");
}
