// nn/train/run/checkpoint.cpp: every name and shape is compared, and the checksum, before a number changes.
#include "nn/train/run/checkpoint.hpp"

#include <fmt/format.h>
#include <set>

#include "core/error.hpp"
#include "core/io/reals.hpp"
#include "core/io/safetensors.hpp"
#include "nn/train/run/checked_tensors.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

void require_match(const core::SafetensorsFile& file, const NamedTensor& wanted) {
    const core::SafetensorsEntry* entry = file.find(wanted.name);
    if (!entry) throw core::Error(fmt::format("{}: tensor \"{}\" is missing", file.path(), wanted.name));
    const Shape& shape = wanted.tensor.shape();
    if (entry->shape != std::vector<std::int64_t>(shape.begin(), shape.end()))
        throw core::Error(fmt::format("{}: tensor \"{}\" is {} in the file and {} in this model", file.path(),
                                      wanted.name, core::shape_text(entry->shape), shape.str()));
}

void refuse_strangers(const core::SafetensorsFile& file, const std::vector<NamedTensor>& tensors) {
    std::set<std::string_view> known;
    for (const NamedTensor& tensor : tensors) known.insert(tensor.name);
    for (const core::SafetensorsEntry& entry : file.entries())
        if (!known.contains(entry.name))
            throw core::Error(fmt::format("{}: tensor \"{}\" {} is not part of this model", file.path(), entry.name,
                                          core::shape_text(entry.shape)));
}

void check(const core::SafetensorsFile& file, const std::vector<NamedTensor>& tensors) {
    for (const NamedTensor& wanted : tensors) require_match(file, wanted);
    refuse_strangers(file, tensors);
    require_checksum(file);
}

}  // namespace

std::vector<NamedTensor> named_tensors(const Parameters& parameters, const std::string& prefix) {
    std::vector<NamedTensor> list;
    for (const Variable& parameter : parameters) list.push_back({prefix + name_of(parameter), parameter.value});
    return list;
}

void save_tensors(const std::string& path, const std::vector<NamedTensor>& tensors, const Metadata& metadata) {
    std::vector<core::SafetensorsSource> sources;
    for (const NamedTensor& entry : tensors)
        sources.push_back(core::real_source(entry.name, entry.tensor.shape(), entry.tensor.data()));
    write_checked_tensors(path, sources, metadata);
}

void check_tensors(const std::string& path, const std::vector<NamedTensor>& tensors) {
    check(core::SafetensorsFile(path), tensors);
}

Metadata load_tensors(const std::string& path, const std::vector<NamedTensor>& tensors) {
    const core::SafetensorsFile file(path);
    check(file, tensors);
    // Read aside first: a file that ends early must not leave a model that is half the old and half the new one.
    std::vector<Tensor> numbers;
    for (const NamedTensor& wanted : tensors) {
        Tensor& read = numbers.emplace_back(wanted.tensor.shape());
        core::read_reals(file, file.at(wanted.name), read.write(), read.size());
    }
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        Tensor target = tensors[i].tensor;
        std::copy(numbers[i].span().begin(), numbers[i].span().end(), target.write());
    }
    return file.metadata();
}

}  // namespace vitro::nn::inline VITRO_REAL
