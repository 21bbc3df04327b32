// tests/nn/train/run/tensorboard_test.cpp: every byte of an event file.
#include "nn/train/run/tensorboard.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstring>
#include <doctest/doctest.h>
#include <filesystem>
#include <fmt/format.h>
#include <sys/resource.h>
#include <vector>

#include "core/io/whole_file.hpp"
#include "tests/core/io/scratch.hpp"
#include "tests/error_of.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro;
namespace tensorboard = nn::tensorboard;

namespace {

std::string hex(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes)
        text += fmt::format("{:02x}", static_cast<unsigned>(static_cast<unsigned char>(byte)));
    return text;
}

std::vector<std::filesystem::path> files_of(const test::TemporaryDirectory& directory) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(directory.path())) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

constexpr std::array kOne{tensorboard::Scalar{"loss", 2.5}};

}  // namespace

TEST_CASE("tensorboard: a record is its length, the data, and a masked checksum of each") {
    // tensorboard.compat.tensorflow_stub.pywrap_tensorflow.masked_crc32c, of the length and of the data
    CHECK(hex(tensorboard::record("123456789")) ==
          "0900000000000000"
          "37f97139"
          "313233343536373839"
          "e5b08ac7");
    CHECK(hex(tensorboard::record("")) ==
          "0000000000000000"
          "29039807"
          "d8ea82a2");
}

TEST_CASE("tensorboard: events, field by field") {
    // 1: wall time, a double; 3: the version of the format, a string of 13 bytes
    CHECK(hex(tensorboard::version_event(1.5)) ==
          "09000000000000f83f"
          "1a0d"
          "627261696e2e4576656e743a32");
    // 2: the step; 7: a message of two bytes, whose field 1 is START
    CHECK(hex(tensorboard::restart_event(1.5, 300)) ==
          "09000000000000f83f"
          "10ac02"
          "3a02"
          "0801");
    // 5: the summary; 1: a value; its 1: the tag; its 2: a float
    const std::array scalars{tensorboard::Scalar{"a", 1}, tensorboard::Scalar{"bc", -2.5}};
    CHECK(hex(tensorboard::scalars_event(1.5, 1, scalars)) ==
          "09000000000000f83f"
          "1001"
          "2a15"
          "0a08"
          "0a0161"
          "150000803f"
          "0a09"
          "0a026263"
          "15000020c0");
}

TEST_CASE("tensorboard: tags and steps longer than one byte can count") {
    const std::string tag(200, 't');
    const std::string event =
        tensorboard::scalars_event(0, std::int64_t{1} << 40, std::array{tensorboard::Scalar{tag, 0}});
    CHECK(hex(event).substr(18, 14) == "10808080808020");  // 2^40, in groups of seven bits
    CHECK(hex(event).substr(32, 12) == "2ad3010ad001");    // a summary of 211 bytes, a value of 208
    CHECK(event.size() == 9 + 7 + 3 + 3 + 208);
}

TEST_CASE("tensorboard: a file begins with its version and with the step from which on it holds") {
    const test::TemporaryDirectory directory;
    tensorboard::EventFile events(directory.path(), 12);
    CHECK(files_of(directory).empty());
    events.add(13, kOne);
    events.add(14, kOne);
    REQUIRE(files_of(directory).size() == 1);
    const std::string bytes = core::read_whole_file(files_of(directory)[0]);
    const auto size = [](const std::string& event) { return tensorboard::record(event).size(); };
    const std::size_t start = size(tensorboard::version_event(0)),
                      first = start + size(tensorboard::restart_event(0, 13));
    CHECK(bytes.size() == first + 2 * size(tensorboard::scalars_event(0, 13, kOne)));
    CHECK(hex(bytes).find(hex("brain.Event:2")) != std::string::npos);
    CHECK(hex(bytes).substr(2 * start + 2 * (12 + 9), 12) == "100d3a020801");
}

TEST_CASE("tensorboard: the files of later sessions come behind those before, within a second, too") {
    const test::TemporaryDirectory directory;
    for (int session = 0; session < 3; ++session)
        tensorboard::EventFile(directory.path(), session).add(session + 1, kOne);
    CHECK(files_of(directory).size() == 3);
    const std::string far = (directory.path() / "events.out.tfevents.9000000000.elsewhere").string();
    directory.write("events.out.tfevents.9000000000.elsewhere", "");
    tensorboard::EventFile(directory.path(), 3).add(4, kOne);
    REQUIRE(files_of(directory).size() == 5);
    CHECK(files_of(directory)[3] == far);
    CHECK(files_of(directory)[4].filename() == "events.out.tfevents.9000000001.vitro");
}

TEST_CASE("tensorboard: the wall time is now") {
    const test::TemporaryDirectory directory;
    tensorboard::EventFile(directory.path(), 0).add(1, kOne);
    const std::string bytes = core::read_whole_file(files_of(directory)[0]);
    double seconds = 0;
    std::memcpy(&seconds, bytes.data() + 12 + 1, sizeof seconds);
    const double now = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    CHECK(std::abs(now - seconds) < 600);
}

TEST_CASE("tensorboard: a directory that is not there, and a file that may not grow, are errors") {
    const test::TemporaryDirectory directory;
    const std::string missing =
        test::error_of([&] { tensorboard::EventFile(directory.path() / "none", 0).add(1, kOne); });
    CHECK(missing.starts_with((directory / "none") + "/events.out.tfevents."));
    CHECK(missing.ends_with(".vitro: cannot be written: No such file or directory"));
    const std::string told = test::in_child([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        tensorboard::EventFile events(directory.path(), 0);
        events.add(1, kOne);
        const rlimit limit{100, 100};
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return std::string("cannot set a limit");
        return test::error_of([&] {
            for (int step = 2; step < 10; ++step) events.add(step, kOne);
        });
    });
    CHECK(told.ends_with(": cannot be written: File too large (what it held is unchanged)"));
}
