// tests/step/text/hooks_test.cpp: TransformerLens's names, of one stack and of two.
#include "examples/step/text/hooks.hpp"

#include <doctest/doctest.h>
#include <set>

#include "examples/step/lessons/lessons.hpp"
#include "examples/step/terminal/session.hpp"
#include "tests/error_of.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;

namespace {

std::string hooks(const core::trace::Recording& recording, const char* name) {
    const step::Timeline timeline(recording);
    std::string text;
    for (const std::string& hook : step::hooks_of(recording.step(), step::find_value(timeline, name)))
        text += hook + " ";
    return text;
}

}  // namespace

TEST_CASE("hooks: with two stacks a block says which it is of") {
    const core::trace::Recording& lesson = test::recorded_lesson();
    CHECK(hooks(lesson, "decoder.layers.0.self_attn.attention") ==
          "decoder.0.attn.hook_pattern decoder.0.attn.hook_z ");
    CHECK(hooks(lesson, "encoder.layers.0.norm1.layer_norm") == "encoder.0.ln1.hook_normalized ");
    CHECK(hooks(lesson, "encoder.layers.0.add#2") == "encoder.0.hook_resid_post ");
    CHECK(hooks(lesson, "decoder.layers.0.add#2") == "decoder.0.hook_resid_mid_cross ");
    CHECK(hooks(lesson, "decoder.layers.0.add#3") == "decoder.0.hook_resid_post ");
    CHECK(hooks(lesson, "output.linear").empty());
    const std::string twice = test::error_of([&] { step::name_of_hook(lesson.step(), "blocks.0.attn.hook_q"); });
    CHECK(twice ==
          "'blocks.0.attn.hook_q' may be any of 2 tensors: encoder.layers.0.self_attn.query.linear, "
          "decoder.layers.0.self_attn.query.linear");
    CHECK(step::name_of_hook(lesson.step(), "cross_attn.hook_k") == "decoder.layers.0.cross_attn.key.linear");
}

TEST_CASE("hooks: with one stack blocks are blocks, and goto knows them") {
    const core::trace::Recording decoder = step::record_lesson("decoder", 1);
    CHECK(hooks(decoder, "decoder.layers.0.add#2") == "blocks.0.hook_resid_post ");
    step::Session session(decoder, {});
    CHECK(session.line("goto blocks.0.attn.hook_pattern").find("decoder.layers.0.self_attn.attention") !=
          std::string::npos);
    CHECK(session.line("goto B blocks.0.attn.hook_z").find("B  decoder.layers.0.self_attn.attention") !=
          std::string::npos);
    CHECK(session.line("pt v:blocks.0.hook_mlp_out[0,0,0]").find("feed_forward.linear2.linear") != std::string::npos);
    CHECK(session.line("goto blocks.7.attn.hook_pattern").starts_with("? there is no event"));
}

TEST_CASE("hooks: within a model no two values have one name") {
    for (const char* lesson : {"translator", "decoder"}) {
        const core::trace::Recording recording = step::record_lesson(lesson, 1);
        std::set<std::string> seen;
        for (std::size_t v = 0; v < recording.step().values.size(); ++v)
            for (const std::string& hook : step::hooks_of(recording.step(), static_cast<int>(v)))
                if (hook != "hook_embed" && hook != "hook_pos_embed") CHECK_MESSAGE(seen.insert(hook).second, hook);
        CHECK(seen.size() > 10);
    }
}
