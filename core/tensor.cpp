// core/tensor.cpp: making tensors and looking into them.
#include "core/tensor.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "core/error.hpp"

namespace vitro::core::inline VITRO_REAL {

void Tensor::nothing_here() {
    throw Error("[tensor] there are no numbers here: the tensor was declared, but never given a value");
}

Tensor Tensor::full(const Shape& shape, real value) {
    Tensor tensor(shape);
    std::fill_n(tensor.write(), tensor.size(), value);
    return tensor;
}

Tensor Tensor::from(const Shape& shape, std::span<const real> values) {
    if (static_cast<std::int64_t>(values.size()) != shape.size())
        throw Error(
            fmt::format("[tensor] {} values for shape {}, which holds {}", values.size(), shape.str(), shape.size()));
    Tensor tensor(shape);
    std::copy(values.begin(), values.end(), tensor.write());
    return tensor;
}

real Tensor::item() const {
    if (size() != 1) throw Error(fmt::format("[item] {}: only a tensor of one element is a number", shape_.str()));
    return *data();
}

real Tensor::at(std::initializer_list<std::int64_t> position) const {
    std::int64_t offset = 0;
    const std::int64_t* size = shape_.begin();
    bool inside = static_cast<int>(position.size()) == shape_.rank();
    for (auto index = position.begin(); inside && index != position.end(); ++index, ++size) {
        inside = *index >= 0 && *index < *size;
        offset = offset * *size + *index;
    }
    if (!inside)
        throw Error(fmt::format("[at] position ({}) lies outside of {}", fmt::join(position, ","), shape_.str()));
    return data()[offset];
}

Tensor Tensor::reshape(const Shape& shape) const {
    if (shape.size() != size())
        throw Error(fmt::format("[reshape] {} cannot be seen as {}: {} and {} elements", shape_.str(), shape.str(),
                                size(), shape.size()));
    Tensor view = *this;
    view.shape_ = shape;
    return view;
}

Tensor Tensor::clone() const {
    return empty() ? Tensor() : from(shape_, span());
}

}  // namespace vitro::core::inline VITRO_REAL
