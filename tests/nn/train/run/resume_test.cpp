// tests/nn/train/run/resume_test.cpp: a last state that is damaged in every way, and the one before it.
#include "nn/train/run/resume.hpp"

#include <doctest/doctest.h>
#include <filesystem>

#include "core/io/whole_file.hpp"
#include "nn/train/loop.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/train/toy_training.hpp"

using namespace vitro;
using test::error_of;
using test::ToyTraining;

namespace {

/// A run of two epochs: the last state stands at step 8, the one before it at step 4.
struct TrainedRun {
    test::TemporaryDirectory directory;
    nn::RunDirectory run = nn::RunDirectory::create(directory.path() / "run", {});

    TrainedRun() {
        ToyTraining training({.epochs = 2});
        nn::Listener nobody;
        nn::run_training(training.trainer, run, nobody);
    }

    std::string refusal() const {
        ToyTraining training;
        const ToyTraining untouched;
        const std::string message = error_of([&] { nn::load_last(training.trainer, run); });
        CHECK(training.trainer.position() == nn::Position());
        CHECK(training.signature() == untouched.signature());
        return message;
    }
    std::string last() const { return run.file(nn::kLast); }
    void damage(const std::string& bytes) const { directory.write("run/last.safetensors", bytes); }
};

const std::string kOffer =
    "; previous.safetensors, which is whole, stands at step 4: --previous goes on from there, and so does a copy of it "
    "in the place of last.safetensors";

/// The signature of a training of three epochs from where the run stands.
std::string signature_from(const nn::RunDirectory& run) {
    ToyTraining training;
    nn::load_last(training.trainer, run);
    nn::Listener nobody;
    nn::run_training(training.trainer, run, nobody);
    return training.signature();
}

}  // namespace

TEST_CASE("resume: where the run stood, or the start") {
    const TrainedRun place;
    ToyTraining training, fresh;
    nn::load_last(training.trainer, place.run);
    CHECK(training.trainer.position().step == 8);
    test::TemporaryDirectory other;
    nn::load_last(fresh.trainer, nn::RunDirectory::create(other.path() / "run", {}));
    CHECK(fresh.trainer.position().step == 0);
}

TEST_CASE(
    "resume: a last state that was cut off, at any length, is named with what is wrong, and the previous offered") {
    const TrainedRun place;
    const std::string whole = core::read_whole_file(place.last());
    for (std::size_t length : {std::size_t{0}, std::size_t{7}, std::size_t{100}, whole.size() / 2, whole.size() - 1}) {
        CAPTURE(length);
        place.damage(whole.substr(0, length));
        const std::string message = place.refusal();
        CAPTURE(message);
        CHECK(message.starts_with(place.last() + ": "));
        CHECK(message.ends_with(kOffer));
    }
    CHECK(signature_from(TrainedRun().run) == signature_from(TrainedRun().run));
}

TEST_CASE("resume: a byte that is another one is noticed, wherever it is") {
    const TrainedRun place;
    const std::string whole = core::read_whole_file(place.last());
    ToyTraining sound;
    nn::load_last(sound.trainer, place.run);
    const std::size_t stride = whole.size() / 97;
    for (std::size_t at = 0; at < whole.size(); at += at < 250 ? 1 : stride) {
        CAPTURE(at);
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x01);
        place.damage(changed);
        ToyTraining training;
        const std::string message = error_of([&] { nn::load_last(training.trainer, place.run); });
        CAPTURE(message);
        if (message == "no error") {  // the checksum under another name is none, and the rest is as it was
            CHECK(changed.find("vitro.crc32") == std::string::npos);
            CHECK(training.signature() == sound.signature());
            CHECK(training.trainer.position() == sound.trainer.position());
            continue;
        }
        CHECK(message.starts_with(place.last() + ": "));
        CHECK(message.ends_with(kOffer));
    }
}

TEST_CASE("resume: a last state of another shape, or none at all") {
    const TrainedRun place;
    test::ToyTask wide(7, 10);
    nn::Adam optimizer(wide.parameters());
    nn::Trainer(wide, optimizer, test::kToyRate, {}).save(place.last());
    CHECK(place.refusal() ==
          place.last() + ": tensor \"embedding.weight\" is (16,10) in the file and (16,8) in this model" + kOffer);
    std::filesystem::remove(place.last());
    CHECK(place.refusal() == place.run.path().string() + ": half-written: it has no last.safetensors" + kOffer);
}

TEST_CASE("resume: from the previous state, or a copy of it, the same bits as without the damage") {
    const std::string whole = signature_from(TrainedRun().run);
    const TrainedRun restored, copied;
    restored.damage("");
    restored.run.restore_previous();
    CHECK(signature_from(restored.run) == whole);
    copied.damage("");
    std::filesystem::copy_file(copied.run.file(nn::kPrevious), copied.last(),
                               std::filesystem::copy_options::overwrite_existing);
    CHECK(signature_from(copied.run) == whole);
    CHECK(copied.run.read_text(nn::kLedger) == restored.run.read_text(nn::kLedger));
}

TEST_CASE("resume: a previous state that is damaged, too, is not offered and does not take the place of the last") {
    const TrainedRun place;
    std::string previous = place.run.read_text(nn::kPrevious);
    previous.back() = static_cast<char>(previous.back() ^ 1);
    place.directory.write("run/previous.safetensors", previous);
    CHECK(error_of([&] {
              place.run.restore_previous();
          }).starts_with(place.run.file(nn::kPrevious) + ": damaged: its numbers are not those that were saved"));
    CHECK(signature_from(place.run) == signature_from(TrainedRun().run));
    const TrainedRun both;
    both.directory.write("run/previous.safetensors", previous);
    both.damage("");
    CHECK(both.refusal() == both.last() + ": not a safetensors file: it has 0 bytes, at least 8 are needed");
}
