// tests/nn/train/run/checkpoint_test.cpp: tensors come back as they were, or nothing is touched.
#include "nn/train/run/checkpoint.hpp"

#include <doctest/doctest.h>

#include "tests/error_of.hpp"
#include "tests/nn/train/toy_task.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro;
using core::Tensor;
using test::error_of;

namespace {

struct Files {
    test::TemporaryDirectory directory;
    std::string path = (directory.path() / "a.safetensors").string();
};

bool same(const nn::Parameters& a, const nn::Parameters& b) {
    for (std::size_t i = 0; i < a.count(); ++i)
        if (!std::equal(a[i].value.span().begin(), a[i].value.span().end(), b[i].value.span().begin())) return false;
    return true;
}

}  // namespace

TEST_CASE("checkpoint: a model's weights and the metadata come back") {
    const Files files;
    const test::ToyTask saved(1), loaded(2);
    REQUIRE(!same(saved.parameters(), loaded.parameters()));
    nn::save_tensors(files.path, nn::named_tensors(saved.parameters(), "model."), {{"step", "7"}});
    const nn::Metadata metadata = nn::load_tensors(files.path, nn::named_tensors(loaded.parameters(), "model."));
    CHECK(same(saved.parameters(), loaded.parameters()));
    CHECK(metadata.at("step") == "7");
}

TEST_CASE("checkpoint: a tensor of another shape is named with both shapes, and nothing is touched") {
    const Files files;
    const test::ToyTask narrow(1, 8), wide(2, 10), untouched(2, 10);
    nn::save_tensors(files.path, nn::named_tensors(narrow.parameters()));
    for (const auto& read :
         {+[](const std::string&path, const std::vector<nn::NamedTensor>&tensors) { nn::check_tensors(path, tensors); },
          +[](const std::string&path, const std::vector<nn::NamedTensor>&tensors) { nn::load_tensors(path, tensors); }})
        CHECK(error_of([&] { read(files.path, nn::named_tensors(wide.parameters())); }) ==
              files.path + ": tensor \"embedding.weight\" is (16,8) in the file and (16,10) in this model");
    CHECK(same(wide.parameters(), untouched.parameters()));
}

TEST_CASE("checkpoint: a tensor too few or too many is named, and nothing is touched") {
    const Files files;
    const Tensor a = Tensor::full({2}, 1), b = Tensor::full({3}, 2);
    Tensor target = Tensor::full({2}, 9);
    nn::save_tensors(files.path, {{"a", a}, {"b", b}});
    CHECK(error_of([&] {
              nn::load_tensors(files.path, {{"a", target}, {"c", target}});
          }) == files.path + ": tensor \"c\" is missing");
    CHECK(error_of([&] {
              nn::load_tensors(files.path, {{"a", target}});
          }) == files.path + ": tensor \"b\" (3) is not part of this model");
    CHECK(target.at({0}) == 9);
}

TEST_CASE("checkpoint: a file that was cut off is refused whole") {
    const Files files;
    const test::ToyTask saved(1), loaded(2), untouched(2);
    nn::save_tensors(files.path, nn::named_tensors(saved.parameters()));
    std::filesystem::resize_file(files.path, std::filesystem::file_size(files.path) - 4);
    CHECK(error_of([&] {
              nn::load_tensors(files.path, nn::named_tensors(loaded.parameters()));
          }).starts_with(files.path + ": "));
    CHECK(same(loaded.parameters(), untouched.parameters()));
}
