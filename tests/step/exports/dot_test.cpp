// tests/step/exports/dot_test.cpp: modules as clusters, every op once.
#include <doctest/doctest.h>

#include "examples/step/exports/exports.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;

namespace {

int count(const std::string& text, const std::string& part) {
    int found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("dot: every op is a node, modules are nested clusters, edges have shapes and norms") {
    const std::string text = step::dot_text(test::recorded_lesson());
    CHECK(text.starts_with("digraph step {"));
    for (std::size_t o = 0; o < test::recorded_lesson().step().ops.size(); ++o)
        CHECK(count(text, "  op" + std::to_string(o) + " [label=") == 1);
    CHECK(count(text, "subgraph \"cluster_decoder.layers.0.self_attn\" {") == 1);
    CHECK(text.find("(1,7,16) |c| ") != std::string::npos);
    CHECK(count(text, "{") == count(text, "}"));
}
