// tests/nn/layers/completeness_test.cpp: no module without a fixture of PyTorch's, no fixture without a test.
#include <doctest/doctest.h>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/io/whole_file.hpp"

namespace fs = std::filesystem;

namespace {

const fs::path kFixtures = fs::path(VITRO_FIXTURES) / "torch";
const fs::path kRoot = fs::path(VITRO_FIXTURES).parent_path().parent_path();

/// The parts of a name behind which a fixture's test finds its cases, for each file of nn/layers and nn/models.
const std::map<std::string, std::vector<std::string>> kParity = {
    {"attention", {"multihead_attention_self", "multihead_attention_cross_padding"}},
    {"classifier", {"classifier_learned", "classifier_rotary_no_bias"}},
    {"decoder", {"decoder_layer_post_norm_gelu", "decoder_layer_pre_norm_relu", "transformer_pre_norm"}},
    {"dropout", {"encoder_layer_post_norm_gelu"}},  // outside of training; PyTorch would drop other elements
    {"embedding", {"embedding"}},
    {"encoder", {"encoder_layer_post_norm_gelu", "encoder_layer_pre_norm_relu", "transformer_pre_norm"}},
    {"feed_forward", {"encoder_layer_post_norm_gelu", "encoder_layer_pre_norm_relu"}},
    {"input_embedding", {"language_model_bias", "language_model_rotary"}},
    {"language_model", {"language_model_no_bias", "language_model_bias", "language_model_rotary"}},
    {"layer_norm", {"layer_norm", "layer_norm_constant"}},
    {"linear", {"multihead_attention_self", "encoder_layer_pre_norm_relu"}},
    {"output_projection", {"transformer_post_norm", "transformer_tied_target", "transformer_tied_all"}},
    {"positional_encoding", {"sinusoidal_positions", "transformer_both_names"}},
    {"residual", {"encoder_layer_post_norm_gelu", "encoder_layer_pre_norm_relu"}},
    {"transformer", {"transformer_post_norm", "transformer_pre_norm"}},
};
/// Headers that hold settings, or what was computed: no computation.
const std::set<std::string> kNoModules = {"cache",
                                          "settings",
                                          "variant",
                                          "model_settings",
                                          "transformer_config",
                                          "language_model_config",
                                          "classifier_config"};

/// The tests of this folder's parent, without this file.
std::string all_tests() {
    std::string text;
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / "tests" / "nn"))
        if (entry.path().extension() == ".cpp" && entry.path().filename() != "completeness_test.cpp")
            text += vitro::core::read_whole_file(entry.path());
    return text;
}

/// A test names a fixture in full, or behind a prefix that its helper adds.
bool is_tested(const std::string& fixture, const std::string& tests) {
    if (tests.find('"' + fixture + '"') != std::string::npos) return true;
    for (const std::string prefix : {"attention_", "multihead_attention_", "encoder_layer_", "decoder_layer_",
                                     "transformer_", "language_model_", "classifier_"})
        if (fixture.starts_with(prefix) && tests.find('"' + prefix + '"') != std::string::npos &&
            tests.find('"' + fixture.substr(prefix.size()) + '"') != std::string::npos)
            return true;
    return false;
}

}  // namespace

TEST_CASE("every module has a parity fixture") {
    for (const char* folder : {"layers", "models"})
        for (const auto& entry : fs::directory_iterator(kRoot / "nn" / folder)) {
            const std::string name = entry.path().stem();
            if (entry.path().extension() != ".hpp" || kNoModules.contains(name)) continue;
            INFO(name);
            REQUIRE(kParity.contains(name));
            for (const std::string& fixture : kParity.at(name))
                CHECK(fs::exists(kFixtures / (fixture + ".safetensors")));
        }
}

TEST_CASE("every fixture is tested") {
    const std::string tests = all_tests();
    int fixtures = 0;
    for (const auto& entry : fs::directory_iterator(kFixtures)) {
        if (entry.path().extension() != ".safetensors") continue;
        INFO(entry.path().stem());
        CHECK(is_tested(entry.path().stem(), tests));
        ++fixtures;
    }
    CHECK(fixtures == 54);
}
