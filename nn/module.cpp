// nn/module.cpp: the list of a model's parameters.
#include "nn/module.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "core/error.hpp"

namespace vitro::nn::inline VITRO_REAL {

Variable Parameters::add(Path name, const Shape& shape, const Initializer& initializer) {
    const auto taken = [name](const Variable& parameter) { return parameter.node->path == name; };
    if (std::any_of(begin(), end(), taken))
        throw core::Error(fmt::format("[parameters] '{}' is there already", name.str()));
    Tensor value(shape);
    core::Random random(seed_, name.site());
    initializer(value, random);
    list_.push_back(core::parameter(value, name));
    return list_.back();
}

const Variable& Parameters::find(std::string_view name) const {
    const auto found =
        std::find_if(begin(), end(), [name](const Variable& parameter) { return name_of(parameter) == name; });
    if (found != end()) return *found;
    const std::size_t shown = std::min<std::size_t>(list_.size(), 5);
    std::vector<std::string> names;
    std::transform(begin(), begin() + static_cast<std::ptrdiff_t>(shown), std::back_inserter(names), name_of);
    throw core::Error(fmt::format("[parameters] there is no '{}' among the {}: {}{}", name, list_.size(),
                                  fmt::join(names, ", "), shown < list_.size() ? ", ..." : ""));
}

std::int64_t Parameters::size() const {
    std::int64_t total = 0;
    for (const Variable& parameter : list_) total += parameter.value.size();
    return total;
}

void Parameters::clear_gradients() const {
    for (const Variable& parameter : list_) parameter.clear_grad();
}

}  // namespace vitro::nn::inline VITRO_REAL
