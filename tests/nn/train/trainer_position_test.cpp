// tests/nn/train/trainer_position_test.cpp: a training that was saved and is gone on with.
#include <doctest/doctest.h>
#include <limits>

#include "nn/train/run/checkpoint.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/train/toy_training.hpp"

using namespace vitro;
using test::error_of;
using Toy = test::ToyTraining;
using Files = test::ToyFiles;

TEST_CASE("trainer: saved at any step and gone on with, the same bits as without a stop") {
    Toy whole;
    whole.run_to_end();
    for (int stop = 0; stop <= 12; ++stop) {
        CAPTURE(stop);
        const Files files;
        Toy first;
        for (int step = 0; step < stop; ++step) first.trainer.step();
        if (stop == 6) first.trainer.validate();
        first.trainer.save(files.last);
        Toy second({.epochs = 3}, 99);  // other initial weights: all must come from the file
        second.trainer.load(files.last);
        CHECK(second.trainer.position() == first.trainer.position());
        CHECK(second.run_to_end() == 12 - stop);
        if (stop < 12) CHECK(second.signature() == whole.signature());
    }
}

TEST_CASE("trainer: weights that an update ruined are not saved over good ones") {
    const Files files;
    Toy toy;
    toy.trainer.save(files.last);
    toy.trainer.step();
    core::Tensor weight = toy.task.parameters().find("output.weight").value;
    weight.write()[3] = std::numeric_limits<real>::infinity();
    const std::string message = error_of([&] { toy.trainer.save(files.last); });
    CAPTURE(message);
    CHECK(message.starts_with(files.last + ": not saved, for nobody could go on from it: not finite is parameter "
                                           "output.weight, made by the update of step 1 "));
    Toy before;
    before.trainer.load(files.last);
    CHECK(before.trainer.position().step == 0);
}

TEST_CASE("trainer: a checkpoint of another model is refused and changes nothing") {
    const Files files;
    Toy toy;
    toy.trainer.step();
    const std::string before = nn::signature(0, toy.task.parameters());
    nn::save_tensors(files.last, {});
    CHECK(error_of([&] { toy.trainer.load(files.last); }) == files.last + ": does not say where its training stood");
    toy.trainer.save_weights(files.last);
    CHECK(error_of([&] { toy.trainer.load(files.last); }) == files.last + ": does not say where its training stood");
    test::ToyTask wide(7, 10);
    nn::Adam optimizer(wide.parameters());
    nn::Trainer(wide, optimizer, test::kToyRate, {}).save(files.last);
    CHECK(error_of([&] { toy.trainer.load(files.last); }) ==
          files.last + ": tensor \"embedding.weight\" is (16,10) in the file and (16,8) in this model");
    CHECK(nn::signature(0, toy.task.parameters()) == before);
    CHECK(toy.trainer.position().step == 1);
}

TEST_CASE("trainer: a position that this task does not have is refused") {
    const Files files;
    Toy toy;
    const std::string position = R"({"step":9,"epoch":1,"batch":7,"best_loss":-1.0,"best_step":0,"optimizer_steps":9})";
    nn::save_tensors(files.last, {}, {{"vitro.position", position}});
    CHECK(error_of([&] { toy.trainer.load(files.last); }) ==
          files.last + ": its training stood at batch 7 of epoch 1, which this one does not have");
}

TEST_CASE("trainer: a position that no training can have is refused") {
    const Files files;
    Toy toy;
    const auto refusal = [&](const std::string& fields) {
        const std::string position = R"({"epoch":0,"batch":1,"best_loss":-1.0,"best_step":0,)" + fields + "}";
        nn::save_tensors(files.last, nn::named_tensors(toy.task.parameters()), {{"vitro.position", position}});
        return error_of([&] { toy.trainer.load(files.last); });
    };
    const std::string nowhere = files.last + ": does not say where its training stood";
    CHECK(refusal(R"("step":1.9,"optimizer_steps":1)") == nowhere);
    CHECK(refusal(R"("step":1,"optimizer_steps":"1")") == nowhere);
    CHECK(refusal(R"("step":9223372036854775808,"optimizer_steps":1)") == nowhere);
    CHECK(refusal(R"("step":1,"optimizer_steps":-1)") ==
          files.last + ": damaged: 1 steps, of which the optimizer made -1");
    CHECK(refusal(R"("step":0,"optimizer_steps":0)") ==
          files.last + ": its training stood at batch 1 of epoch 0, which this one does not have");
    CHECK(toy.trainer.position() == nn::Position{});
}
