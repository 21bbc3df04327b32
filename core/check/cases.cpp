// core/check/cases.cpp: all cases, and the numbers they are run with.
#include "core/check/cases.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

#include "core/check/families.hpp"
#include "core/random.hpp"

namespace vitro::core::check {
namespace {

std::vector<Case> make_cases() {
    std::vector<Case> cases;
    add_elementwise(cases);
    add_reductions(cases);
    add_shape_ops(cases);
    add_products(cases);
    add_rows(cases);
    add_attention(cases);
    add_lookups(cases);
    return cases;
}

/// Neighbours at least 0.25 apart, in random order, around 0.
std::vector<double> distinct(std::size_t count, Random& random) {
    std::vector<double> numbers(count);
    std::iota(numbers.begin(), numbers.end(), -0.5 * static_cast<double>(count));
    for (double& number : numbers) number = 0.5 * number + random.uniform(0, 0.25);
    for (std::size_t i = count; i > 1; --i) std::swap(numbers[i - 1], numbers[random.below(i)]);
    return numbers;
}

std::vector<double> draw(Draw from, std::size_t count, Random& random) {
    if (from == Draw::distinct) return distinct(count, random);
    std::vector<double> numbers(count);
    for (double& number : numbers) {
        if (from == Draw::normal) {
            number = random.normal();
        } else {
            number = random.uniform(0.5, 2);
            if (from == Draw::away_from_zero && random.below(2) == 1) number = -number;
        }
    }
    return numbers;
}

TwinValue draw_value(const Shape& shape, Draw from, Random& random) {
    TwinValue value{shape, draw(from, static_cast<std::size_t>(shape.size()), random)};
    for (double& number : value.numbers) number = static_cast<double>(static_cast<float>(number));
    return value;
}

}  // namespace

std::span<const Case> all_cases() {
    static const std::vector<Case> cases = make_cases();
    return cases;
}

std::string Case::inputs_str() const {
    std::string text;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        text += (i == 0 ? "" : " x ") + inputs[i].str();
        const auto times = std::count(arguments.begin(), arguments.end(), static_cast<int>(i));
        if (times > 1) text += fmt::format(" {} times", times);
    }
    return text;
}

std::vector<TwinValue> draw_inputs(const Case& sample) {
    Random random(1, sample.op);
    std::vector<TwinValue> inputs;
    for (const Shape& shape : sample.inputs) inputs.push_back(draw_value(shape, sample.draw, random));
    return inputs;
}

TwinValue draw_upstream(const Shape& shape) {
    Random random(2, "upstream");
    return draw_value(shape, Draw::normal, random);
}

Application application_of(const Case& sample, std::span<const TwinValue> inputs) {
    return {sample.op, sample.attributes, inputs, sample.arguments};
}

}  // namespace vitro::core::check
