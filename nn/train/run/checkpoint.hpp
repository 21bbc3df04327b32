// nn/train/run/checkpoint.hpp: named tensors to and from a file, all or nothing.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/tensor.hpp"
#include "nn/module.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// A handle on numbers that belong to a model or an optimizer.
struct NamedTensor {
    std::string name;
    Tensor tensor;
};

/// The parameters by their dotted names, behind a prefix such as "model.".
std::vector<NamedTensor> named_tensors(const Parameters& parameters, const std::string& prefix = "");

using Metadata = std::map<std::string, std::string>;

/// Writes a safetensors file with a checksum atomically: on any failure the file that stood there is unchanged.
void save_tensors(const std::string& path, const std::vector<NamedTensor>& tensors, const Metadata& metadata = {});

/// Compares names, shapes and checksum only. Throws Error as load_tensors does.
void check_tensors(const std::string& path, const std::vector<NamedTensor>& tensors);

/// Reads the numbers into the tensors that are there and returns the metadata. The file must hold exactly these names
/// and shapes: otherwise throws Error that names the tensor (and both shapes), and no tensor was touched. The same when
/// the numbers are not those of the file's checksum, if it has one.
Metadata load_tensors(const std::string& path, const std::vector<NamedTensor>& tensors);

}  // namespace vitro::nn::inline VITRO_REAL
