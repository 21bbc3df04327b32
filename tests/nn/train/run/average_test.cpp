// tests/nn/train/run/average_test.cpp: means that can be checked by hand, and files that do not go together.
#include "nn/train/run/average.hpp"

#include <doctest/doctest.h>
#include <filesystem>
#include <span>

#include "core/io/values.hpp"
#include "core/io/whole_file.hpp"
#include "nn/train/run/checked_tensors.hpp"
#include "tests/core/io/scratch.hpp"
#include "tests/error_of.hpp"
#include "tests/skip.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro;
using test::error_of;

namespace {

template <class Number>
core::SafetensorsSource source(const char* name, const std::vector<Number>& numbers, std::vector<std::int64_t> shape) {
    return {name, sizeof(Number) == 4 ? core::Dtype::F32 : core::Dtype::F64, std::move(shape),
            std::as_bytes(std::span(numbers))};
}

struct SourceFolder {
    test::TemporaryDirectory directory;
    std::string out = directory / "average.safetensors";

    /// A file with one tensor "w" of two numbers.
    std::string file(const std::string& name, const std::vector<float>& w) const {
        nn::write_checked_tensors(directory / name, {source("w", w, {2})}, {});
        return directory / name;
    }
    std::vector<double> mean(const char* tensor = "w") const {
        const core::SafetensorsFile file(out);
        std::vector<double> numbers(static_cast<std::size_t>(file.at(tensor).count()));
        core::read_values(file, file.at(tensor), numbers.data(), file.at(tensor).count());
        return numbers;
    }
    std::string refusal(const std::vector<std::string>& files) const {
        const std::string message = error_of([&] { nn::average_weights(files, out); });
        CHECK(!std::filesystem::exists(out));
        return message;
    }
};

}  // namespace

TEST_CASE("average: the mean of the last five, by hand") {
    const SourceFolder place;
    std::vector<std::string> files;
    for (int epoch = 1; epoch <= 5; ++epoch) {
        const auto e = static_cast<float>(epoch);
        files.push_back(place.file("epoch-" + std::to_string(epoch), {e * e, -2 * e}));
    }
    nn::average_weights(files, place.out);
    CHECK(place.mean() == std::vector<double>{11, -6});  // (1 + 4 + 9 + 16 + 25) / 5, -2 (1 + ... + 5) / 5
    const core::SafetensorsFile file(place.out);
    CHECK(file.at("w").dtype == core::Dtype::F32);
    CHECK(file.metadata().at("vitro.average_of") == R"(["epoch-1","epoch-2","epoch-3","epoch-4","epoch-5"])");
    nn::require_checksum(file);
}

TEST_CASE("average: sums are doubles, rounded once") {
    const SourceFolder place;
    // In floats the first sum would lose its 1 beside 2^24, and the second would be infinite.
    const std::vector<std::string> files{place.file("a", {16777216, 3e38F}), place.file("b", {1, 3e38F}),
                                         place.file("c", {-16777216, 3e38F})};
    nn::average_weights(files, place.out);
    CHECK(place.mean() == std::vector<double>{static_cast<double>(1.0F / 3.0F), static_cast<double>(3e38F)});
}

TEST_CASE("average: of one file, its own numbers, doubles stay doubles, several tensors") {
    const SourceFolder place;
    const std::vector<double> d{1.0 / 3}, e{1.0 / 7};
    const std::vector<float> f{0.1F};
    nn::write_checked_tensors(place.directory / "one", {source("f", f, {}), source("d", d, {1})}, {});
    nn::average_weights({place.directory / "one"}, place.out);
    CHECK(place.mean("d") == d);
    CHECK(place.mean("f") == std::vector<double>{static_cast<double>(0.1F)});
    // The order of tensors in a file means nothing.
    nn::write_checked_tensors(place.directory / "two", {source("d", e, {1}), source("f", f, {})}, {});
    nn::average_weights({place.directory / "one", place.directory / "two"}, place.out);
    CHECK(place.mean("d") == std::vector<double>{(1.0 / 3 + 1.0 / 7) / 2});
}

TEST_CASE("average: tensors of other names, shapes and types are refused, whichever file has them") {
    const SourceFolder place;
    const std::string a = place.file("a", {1, 2}), b = place.directory / "b";
    const std::string begin = ": tensor \"w\" is ", end = ": these cannot be averaged";
    const std::vector<float> numbers{1, 2};
    nn::write_checked_tensors(b, {source("w", numbers, {2, 1})}, {});
    CHECK(place.refusal({a, b}) == b + begin + "F32 (2,1), and F32 (2) in " + a + end);
    CHECK(place.refusal({b, a}) == a + begin + "F32 (2), and F32 (2,1) in " + b + end);
    const std::vector<double> doubles{1, 2};
    nn::write_checked_tensors(b, {source("w", doubles, {2})}, {});
    CHECK(place.refusal({a, b}) == b + begin + "F64 (2), and F32 (2) in " + a + end);
    nn::write_checked_tensors(b, {source("w", numbers, {2}), source("v", numbers, {2})}, {});
    CHECK(place.refusal({a, b}) == b + ": tensor \"v\" is not in " + a + end);
    CHECK(place.refusal({b, a}) == b + ": tensor \"v\" is not in " + a + end);
}

TEST_CASE("average: no file, one that is not there, damaged, or of integers") {
    const SourceFolder place;
    const std::string a = place.file("a", {1, 2}), b = place.directory / "b";
    CHECK(place.refusal({}) == place.out + ": an average of no weights: name at least one file");
    CHECK(place.refusal({a, b}) == b + ": cannot be opened: No such file or directory");
    std::string bytes = core::read_whole_file(a);
    bytes.back() = static_cast<char>(bytes.back() ^ 1);
    place.directory.write("b", bytes);
    CHECK(place.refusal({a, b}).starts_with(b + ": damaged: its numbers are not those that were saved"));
    const std::vector<std::int32_t> whole{1, 2};
    core::write_safetensors(b, {{"w", core::Dtype::I32, {2}, std::as_bytes(std::span(whole))}});
    CHECK(place.refusal({b}) == b + ": tensor \"w\" is I32 (2): only F32 and F64 are averaged");
}

TEST_CASE("average: a full disk leaves the average that stood there") {
    const SourceFolder place;
    const std::string a = place.directory / "a";
    const std::vector<float> many(100'000, 1);
    nn::write_checked_tensors(a, {source("w", many, {100'000})}, {});
    std::filesystem::create_directory(place.directory / "disk");
    const std::string out = place.directory / "disk/average";
    const std::string told = test::in_child([&] {
        if (!test::mount_tiny_disk(place.directory / "disk")) return std::string(test::kNoTinyDisk);
        place.directory.write("disk/average", "old");
        return error_of([&] { nn::average_weights({a}, out); }) + " | " + core::read_whole_file(out);
    });
    if (told == test::kNoTinyDisk) return test::skip(told);
    CHECK(told == out + ": cannot be written: No space left on device (the file that stood there is unchanged) | old");
}
