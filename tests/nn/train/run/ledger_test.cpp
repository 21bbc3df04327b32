// tests/nn/train/run/ledger_test.cpp: what is written is read; what is not written so is refused by its line.
#include "nn/train/run/ledger.hpp"

#include <csignal>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>

#include "tests/core/io/scratch.hpp"
#include "tests/error_of.hpp"
#include "tests/skip.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro;
using nn::LedgerEntry;
using test::error_of;
using Json = nlohmann::ordered_json;

namespace {

const Json kSettings = {{"task", "toy"}, {"training", {{"seed", 3}, {"schedule", "constant"}, {"epochs", 5}}}};
const std::string kHeader = "vitro ledger 1, settings " + nn::settings_fingerprint(kSettings) +
                            ": step, bits of the loss, bits of the gradient norm, loss\n";
const std::string kFirst = "1 4002000000000000 3fe0000000000000 2.25\n";
const std::string kSecond = "2 3fb999999999999a 3ff0000000000000 0.1\n";

struct LedgeredRun {
    test::TemporaryDirectory directory;
    nn::RunDirectory run = nn::RunDirectory::create(directory.path() / "run", kSettings);

    std::string text() const { return run.read_text(nn::kLedger); }
    std::string path() const { return run.file(nn::kLedger); }
    /// What reading a ledger of this text says.
    std::string refusal(const std::string& text) const {
        run.write_text(nn::kLedger, text);
        return error_of([&] { nn::read_ledger(path()); });
    }
    std::string damaged(int line, const std::string& what) const {
        return path() + ", line " + std::to_string(line) + ": damaged: " + what;
    }
};

}  // namespace

TEST_CASE("ledger: every bit of what was added is read again") {
    const LedgeredRun place;
    const double third = 1.0 / 3, tiny = std::numeric_limits<double>::denorm_min();
    {
        nn::LedgerWriter writer(place.run, 0);
        writer.add({1, 2.25, 0.5});
        writer.add({2, third, tiny});
        writer.flush();
        CHECK(place.text() == kHeader + kFirst + "2 3fd5555555555555 0000000000000001 0.3333333333333333\n");
    }
    const nn::Ledger ledger = nn::read_ledger(place.path());
    CHECK(ledger.settings == nn::settings_fingerprint(kSettings));
    REQUIRE(ledger.entries.size() == 2);
    CHECK(ledger.entries[1].step == 2);
    CHECK(ledger.entries[1].loss == third);
    CHECK(ledger.entries[1].gradient_norm == tiny);
}

TEST_CASE("ledger: steps are kept back for a while, and written at the end") {
    const LedgeredRun place;
    {
        nn::LedgerWriter writer(place.run, 0);
        for (int step = 1; step < 100; ++step) writer.add({step, 1, 1});
        CHECK(place.text() == kHeader);
        writer.add({100, 1, 1});
        CHECK(nn::read_ledger(place.path()).entries.size() == 100);
        writer.add({101, 1, 1});
        CHECK(nn::read_ledger(place.path()).entries.size() == 100);
    }
    CHECK(nn::read_ledger(place.path()).entries.size() == 101);
}

TEST_CASE("ledger: a run that goes on forgets what is behind where it stands, whatever that is") {
    const LedgeredRun place;
    for (const char* behind : {"", "3 3ff0000000000000 3ff0000000000000 1\n", "3 3ff0", "rubbish\n\n"}) {
        CAPTURE(behind);
        place.run.write_text(nn::kLedger, kHeader + kFirst + kSecond + behind);
        nn::LedgerWriter writer(place.run, 2);
        CHECK(place.text() == kHeader + kFirst + kSecond);
        writer.add({3, 2, 2});
        writer.flush();
        CHECK(place.text() == kHeader + kFirst + kSecond + "3 4000000000000000 4000000000000000 2\n");
    }
    nn::LedgerWriter anew(place.run, 0);
    CHECK(place.text() == kHeader);
}

TEST_CASE("ledger: a run that has lost its ledger, or never had one, begins it where it stands") {
    const LedgeredRun place;
    {
        nn::LedgerWriter writer(place.run, 7);
        writer.add({8, 1, 1});
    }
    REQUIRE(nn::read_ledger(place.path()).entries.size() == 1);
    CHECK(nn::read_ledger(place.path()).entries[0].step == 8);
    nn::LedgerWriter later(place.run, 12);  // steps 9 to 12 were not written
    later.add({13, 1, 1});
    later.flush();
    CHECK(nn::read_ledger(place.path()).entries.size() == 2);
}

TEST_CASE("ledger: a run does not go on over a ledger that is damaged") {
    const LedgeredRun place;
    const std::string text = kHeader + "1 4002000000000001 3fe0000000000000 2.25\n" + kSecond;
    place.run.write_text(nn::kLedger, text);
    CHECK(error_of([&] { nn::LedgerWriter writer(place.run, 2); }) ==
          place.damaged(2, "not a step, the bits of two finite numbers, and the first of them") +
              "; to go on with a new ledger, move this one away");
    CHECK(place.text() == text);
}

TEST_CASE("ledger: a last line that was cut off is none") {
    const LedgeredRun place;
    place.run.write_text(nn::kLedger, kHeader + kFirst + kSecond.substr(0, 30));
    CHECK(nn::read_ledger(place.path()).entries.size() == 1);
}

TEST_CASE("ledger: what is damaged is named by its line") {
    const LedgeredRun place;
    const std::string no_step = "not a step, the bits of two finite numbers, and the first of them";
    const std::vector<std::string> bad_lines{
        "",
        "x",
        "1",
        "1 4002000000000000 3fe0000000000000",
        "1 4002000000000000 3fe0000000000000 2.5",    // not the number of these bits
        "1 4002000000000000 3fe0000000000000 2.25 ",  // more than that
        "1  4002000000000000 3fe0000000000000 2.25",  // an empty field
        "01 4002000000000000 3fe0000000000000 2.25",
        "0 4002000000000000 3fe0000000000000 2.25",
        "-1 4002000000000000 3fe0000000000000 2.25",
        "1 400200000000000G 3fe0000000000000 2.25",
        "1 4002000000000000 3FE0000000000000 2.25",
        "1 7ff8000000000000 3fe0000000000000 nan",
        "1 4002000000000000 7ff0000000000000 2.25",
        "99999999999999999999 4002000000000000 3fe0000000000000 2.25",
    };
    for (const std::string& line : bad_lines) {
        CAPTURE(line);
        CHECK(place.refusal(kHeader + line + "\n" + kSecond) == place.damaged(2, no_step));
        CHECK(place.refusal(kHeader + kFirst + line + "\n") == place.damaged(3, no_step));
    }
    CHECK(place.refusal(kHeader + kSecond + kFirst) == place.damaged(3, "step 1 comes behind step 2"));
    CHECK(place.refusal(kHeader + kFirst + kFirst) == place.damaged(3, "step 1 comes behind step 1"));
}

TEST_CASE("ledger: a first line that is none, or of another version") {
    const LedgeredRun place;
    for (const std::string& text :
         {std::string(), std::string("\n"), kFirst, "x" + kHeader, kHeader.substr(0, 40), "vitro ledger 1\n" + kFirst,
          std::string("vitro ledger 1, settings XYZ: step, bits of the loss, bits of the gradient norm, loss\n")}) {
        CAPTURE(text);
        CHECK(place.refusal(text) == place.damaged(1, "not the first line of a ledger"));
    }
    CHECK(place.refusal("vitro ledger 2, settings 12345678: more\n") ==
          place.path() + ", line 1: of version \"2\" of the ledger: this vitro reads version 1");
}

TEST_CASE("ledger: only settings that decide a step's numbers are in the fingerprint") {
    const auto with = [](const char* setting, const Json& value, const char* section = "training") {
        Json settings = kSettings;
        settings[section][setting] = value;
        return nn::settings_fingerprint(settings);
    };
    const std::string usual = nn::settings_fingerprint(kSettings);
    for (const char* setting : {"epochs", "max_steps", "log_every", "keep_epochs"}) CHECK(with(setting, 9) == usual);
    CHECK(with("tensorboard", true) == usual);
    CHECK(with("seed", 4) != usual);
    CHECK(with("d_model", 16, "model") != usual);
    Json elsewhere = kSettings, here = kSettings;
    elsewhere["data"] = {{"directory", "/there"}, {"pool", 5}}, here["data"] = {{"pool", 5}};
    CHECK(nn::settings_fingerprint(elsewhere) == nn::settings_fingerprint(here));
    Json cosine = kSettings, longer = kSettings;
    cosine["training"]["schedule"] = longer["training"]["schedule"] = "cosine", longer["training"]["epochs"] = 9;
    CHECK(nn::settings_fingerprint(cosine) != nn::settings_fingerprint(longer));  // its fall is as long as the training
    Json turned = {{"training", {{"epochs", 5}, {"schedule", "constant"}, {"seed", 3}}}, {"task", "toy"}};
    CHECK(nn::settings_fingerprint(turned) == usual);
    CHECK(nn::settings_fingerprint({{"format", 1}}) == nn::settings_fingerprint({{"format", 2}}));
}

TEST_CASE("ledger: a full disk is an error with the system's words, and what was there stays") {
    const LedgeredRun place;
    const std::string told = test::in_child([&] {
        if (!test::mount_tiny_disk(place.run.path())) return std::string(test::kNoTinyDisk);
        nn::LedgerWriter writer(place.run, 0);
        for (int step = 1; step <= 100; ++step) writer.add({step, 1, 1});
        std::string message;
        for (int step = 101; message.empty() && step <= 10'000; ++step) {
            const std::string error = error_of([&] { writer.add({step, 1, 1}); });
            if (error != "no error") message = error;
        }
        const std::size_t steps = nn::read_ledger(place.path()).entries.size();
        return message + " | " + std::to_string(steps % 100) + (steps > 500 ? " of many" : " of few");
    });
    if (told == test::kNoTinyDisk) return test::skip(told);
    CHECK(told ==
          place.path() + ": cannot be written: No space left on device (what it held is unchanged) | 0 of many");
}

TEST_CASE("ledger: a file that may not grow is an error when it is flushed") {
    const LedgeredRun place;
    const std::string told = test::in_child([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        nn::LedgerWriter writer(place.run, 0);
        writer.add({1, 2.25, 0.5});
        const rlimit limit{kHeader.size() + 3, kHeader.size() + 3};
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return std::string("cannot set a limit");
        return error_of([&] { writer.flush(); });
    });
    CHECK(told == place.path() + ": cannot be written: File too large (what it held is unchanged)");
    CHECK(place.text() == kHeader);
}
