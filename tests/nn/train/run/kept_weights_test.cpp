// tests/nn/train/run/kept_weights_test.cpp: which epochs are there, which go, and which file a name means.
#include "nn/train/run/kept_weights.hpp"

#include <doctest/doctest.h>
#include <filesystem>

#include "tests/error_of.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro;
using test::error_of;

namespace {

struct RunOfWeights {
    test::TemporaryDirectory directory;
    nn::RunDirectory run = nn::RunDirectory::create(directory.path() / "run", {});

    void make(std::initializer_list<const char*> names) const {
        for (const char* name : names) run.write_text(name, "");
    }
    std::string refusal(const std::string& name) const {
        return error_of([&] { nn::weights_file(run, name); });
    }
};

}  // namespace

TEST_CASE("kept weights: a file for each epoch, listed by number") {
    const RunOfWeights place;
    CHECK(nn::epoch_file(7) == "epoch-0007.safetensors");
    CHECK(nn::epoch_file(12345) == "epoch-12345.safetensors");
    CHECK(nn::kept_epochs(place.run).empty());
    place.make({"epoch-9999.safetensors", "epoch-10000.safetensors", "epoch-0003.safetensors", "epoch-3.safetensors",
                "epoch-00004.safetensors", "epoch-0000.safetensors", "epoch--001.safetensors", "epoch-0005.txt",
                "epoch-0006.safetensors.tmp-1-0", "epoch-.safetensors", "epoch-0x10.safetensors"});
    CHECK(nn::kept_epochs(place.run) == std::vector<std::int64_t>{3, 9999, 10000});
}

TEST_CASE("kept weights: those before an epoch are removed, and nothing else") {
    const RunOfWeights place;
    place.make({"epoch-0001.safetensors", "epoch-0002.safetensors", "epoch-0003.safetensors", "epoch-1.safetensors"});
    nn::remove_epochs_before(place.run, 1);
    CHECK(nn::kept_epochs(place.run).size() == 3);
    nn::remove_epochs_before(place.run, 3);
    CHECK(nn::kept_epochs(place.run) == std::vector<std::int64_t>{3});
    CHECK(place.run.has("epoch-1.safetensors"));
    std::filesystem::create_directories(place.run.file("epoch-0002.safetensors") + "/full");
    CHECK(error_of([&] { nn::remove_epochs_before(place.run, 3); }) ==
          place.run.file("epoch-0002.safetensors") + ": cannot be removed: Directory not empty");
}

TEST_CASE("kept weights: a bare name is the run's, one with a slash is a path") {
    const RunOfWeights place;
    place.make({"average.safetensors", "model.safetensors"});
    CHECK(nn::weights_file(place.run, "average") == place.run.file("average.safetensors"));
    CHECK(nn::weights_file(place.run, "average.safetensors") == place.run.file("average.safetensors"));
    CHECK(nn::weights_file(place.run, "model") == place.run.file("model.safetensors"));
    CHECK(nn::weights_file(place.run, "./average.safetensors") == "./average.safetensors");
    CHECK(nn::weights_file(place.run, "/else/where") == "/else/where");
}

TEST_CASE("kept weights: a name that the run does not have is answered by those that it has") {
    const RunOfWeights place;
    const std::string run = place.run.path().string();
    CHECK(place.refusal("averag") ==
          run + ": has no weights \"averag\"; it has none: they are written when an epoch ends");
    CHECK(place.refusal("model") ==
          run + ": half-written: it has no model.safetensors, which is written when an epoch ends");
    place.make({"last.safetensors", "previous.safetensors", "next.safetensors", "model.safetensors",
                "epoch-0002.safetensors", "average.safetensors"});
    CHECK(place.refusal("averag") == run + ": has no weights \"averag\"; it has average, epoch-0002, model");
}
