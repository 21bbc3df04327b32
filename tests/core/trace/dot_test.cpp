// tests/core/trace/dot_test.cpp: the graph in Graphviz's language.
#include <cstdio>
#include <doctest/doctest.h>

#include "core/ops.hpp"
#include "core/trace/trace.hpp"
#include "tests/skip.hpp"

using namespace vitro::core;

namespace {

trace::Step two_layers() {
    const Variable w = parameter(Tensor::full({2}, 1), Path() / "net" / "layers" / 0 / "w");
    const Variable v = parameter(Tensor::full({2}, 1), Path() / "net" / "layers-of \"b\\c\"" / "v");
    return trace_step([&] {
        const Scope net(Path() / "net");
        Variable x;
        {
            const Scope layer(Path() / "net" / "layers" / 0);
            x = exp(w);
        }
        const Scope layer("layers-of \"b\\c\"");
        return sum(x * v);
    });
}

}  // namespace

TEST_CASE("modules are nested clusters, parameters boxes, and names are quoted") {
    const std::string expected = R"DOT(digraph step {
  rankdir=BT;
  node [shape=ellipse];
  subgraph "cluster_net" {
    label="net";
    subgraph "cluster_net.layers" {
      label="layers";
      subgraph "cluster_net.layers.0" {
        label="0";
        p1 [shape=box, label="w\n(2)"];
        n1 [label="exp\n(2)"];
      }
    }
    subgraph "cluster_net.layers-of \"b\\c\"" {
      label="layers-of \"b\\c\"";
      p2 [shape=box, label="v\n(2)"];
      n2 [label="mul\n(2)"];
      n3 [label="sum\n()"];
    }
  }
  p1 -> n1;
  n1 -> n2;
  p2 -> n2;
  n2 -> n3;
}
)DOT";
    CHECK(trace::dot(two_layers()) == expected);
    CHECK(trace::dot(two_layers()) == expected);  // names do not depend on what was computed before
}

TEST_CASE("an input given twice has two edges, and a graph without modules no clusters") {
    const Variable x = parameter(Tensor::scalar(2));
    const std::string text = trace::dot(trace_step([&] { return x * x; }));
    CHECK(text.find("  p1 -> n1;\n  p1 -> n1;\n") != std::string::npos);
    CHECK(text.find("subgraph") == std::string::npos);
    CHECK(text.find("p1 [shape=box, label=\"parameter\\n()\"];") != std::string::npos);
}

TEST_CASE("Graphviz reads it") {
    if (std::system("command -v dot > /dev/null") != 0)
        return vitro::test::skip("Graphviz is not installed: apt-get install graphviz");
    FILE* program = popen("dot -Tsvg > /dev/null", "w");
    REQUIRE(program);
    std::fputs(trace::dot(two_layers()).c_str(), program);
    CHECK(pclose(program) == 0);
}
