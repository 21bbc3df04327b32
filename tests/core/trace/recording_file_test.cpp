// tests/core/trace/recording_file_test.cpp: a recording as a file: all numbers, of large tensors what is kept of them.
#include "core/trace/recording_file.hpp"

#include <doctest/doctest.h>
#include <fstream>

#include "core/io/safetensors.hpp"
#include "tests/core/trace/small_recording.hpp"
#include "tests/error_of.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro;
namespace trace = core::trace;

TEST_CASE("recording: a file holds the numbers of the step and of the expansions") {
    const test::TemporaryDirectory directory;
    const trace::Recording recording = test::small_recording();
    trace::write_recording(directory / "small.safetensors", recording);
    const trace::Recording read = trace::read_recording(directory / "small.safetensors");
    CHECK(trace::recording_bytes(read) == trace::recording_bytes(recording));
    CHECK(read.step().contributions[0].numbers.numbers == recording.step().contributions[0].numbers.numbers);
    CHECK(read.graphs[1].values.back().numbers.numbers == recording.graphs[1].values.back().numbers.numbers);
    CHECK(read.updates[0].states[0].before.numbers == recording.updates[0].states[0].before.numbers);
    CHECK(read.updates[0].stale.empty());
}

TEST_CASE("recording: of a large tensor a file holds what the recording does") {
    const test::TemporaryDirectory directory;
    trace::Recording recording = test::small_recording();
    std::vector<float> numbers(100'000, 0.25F);
    numbers[80'000] = 7;
    trace::Value& loss = recording.graphs[0].values.back();
    loss.shape = {100'000}, loss.axes = {""}, loss.numbers = trace::capture(numbers.data(), 100'000);
    for (trace::Contribution& one : recording.graphs[0].contributions)
        if (one.value == static_cast<int>(recording.graphs[0].values.size()) - 1) one.numbers = loss.numbers;
    trace::write_recording(directory / "large.safetensors", recording);
    const trace::Recording read = trace::read_recording(directory / "large.safetensors");
    const trace::Captured& kept = read.step().values.back().numbers;
    CHECK_FALSE(kept.whole());
    CHECK(kept.size == 100'000);
    CHECK(kept.greatest.front() == 80'000);
    CHECK(kept.sum_of_squares == loss.numbers.sum_of_squares);
}

TEST_CASE("recording: numbers that are missing, or cut, are told of with the file") {
    const test::TemporaryDirectory directory;
    const std::string path = directory / "damaged.safetensors";
    const std::string whole = trace::recording_bytes(test::small_recording());
    std::ofstream(path, std::ios::binary) << whole.substr(0, whole.size() - 4);
    const std::string said = test::error_of([&] { trace::read_recording(path); });
    CHECK(said.starts_with(path));
    trace::Recording recording = test::small_recording();
    recording.graphs[0].values[0].numbers = {};
    trace::write_recording(path, recording);
    CHECK(test::error_of([&] { trace::read_recording(path); }) ==
          path + ": cannot be opened as a recording: the numbers v/0 are missing");
}
