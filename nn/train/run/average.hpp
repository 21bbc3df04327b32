// nn/train/run/average.hpp: the mean of several models' weights, which often translates better than any one of them.
//
//   w = (w_1 + ... + w_n) / n
//
// A. Vaswani et al., Attention Is All You Need (2017), section 6.1: the last 5 checkpoints of the base model, the last
// 20 of the big one.
#pragma once

#include <string>
#include <vector>

namespace vitro::nn {

/// Writes the mean of the files' weights to `out`, all or nothing, as they are stored (F32 or F64); sums are doubles,
/// rounded once at the end. The metadata name the sources as a JSON array, "vitro.average_of", as they were given here
/// but for their directories. Throws Error when there is no file, one is damaged, or the tensors of two have not the
/// same names, shapes and types, naming file and tensor.
void average_weights(const std::vector<std::string>& files, const std::string& out);

}  // namespace vitro::nn
