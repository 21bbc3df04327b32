// tests/nn/train/toy/toy_settings_test.cpp: settings to JSON and back, and what each may be.
#include "nn/train/toy/toy_settings.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "nn/train/run/run_directory.hpp"
#include "tests/error_of.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro::nn;
using vitro::test::error_of;
using Json = nlohmann::ordered_json;

TEST_CASE("toy settings: to JSON and back, and 0 is what is usual") {
    ToySettings settings;
    settings.task = ToyTaskKind::add;
    settings.model.max_positions = 0;  // the data say
    settings.data = {.length = 2, .symbols = 10, .reversed_sum = false, .batch_size = 6, .micro_batches = 3};
    CHECK(toy_settings(ToyTaskKind::add, to_json(settings)) == settings);
    const ToyTask usual = toy_task(toy_settings(ToyTaskKind::sort, Json::object()));
    CHECK(usual.settings().length == 6);
    CHECK(usual.settings().symbols == 3);
    CHECK(toy_task(settings).settings().length == 2);
}

TEST_CASE("toy settings: what will not do is refused in one sentence") {
    const auto refusal = [](const Json& json) { return error_of([&] { toy_settings(ToyTaskKind::sort, json); }); };
    CHECK(refusal({{"data", {{"length", 1001}}}}) == "[toy task] length 1001 of sort: from 1 to 1000");
    CHECK(refusal({{"data", {{"test_examples", 0}}}}) == "[data] test_examples 0: valid are 1 and up");
    CHECK(refusal({{"model", {{"max_positions", 5}}}}) == "[model] max_positions 5: valid are none: the data say");
}

TEST_CASE("toy settings: the task of a run is the run's") {
    const vitro::test::TemporaryDirectory directory;
    const RunDirectory sort = RunDirectory::create(directory.path() / "sort", {{"task", "sort"}});
    CHECK(toy_settings_of(sort).task == ToyTaskKind::sort);
    const RunDirectory other = RunDirectory::create(directory.path() / "other", {{"task", "language"}});
    CHECK(error_of([&] { toy_settings_of(other); }) == other.path().string() + ": not the run of a toy task");
}
