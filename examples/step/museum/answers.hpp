// examples/step/museum/answers.hpp: the checks that catch mistakes, and what they say. They are the debugger's own, and
// what the engine refuses.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/tensor.hpp"
#include "examples/step/museum/museum.hpp"

namespace vitro::step::museum {

struct Answer {
    bool passed = true;
    std::string words;
};

/// Both answers of one check.
Verdict verdict(std::string check, const Answer& of_wrong, const Answer& of_right);

/// "finite difference": each parameter's gradient against differences of the loss, in double.
Answer by_difference(const core::trace::Recording& recording);
/// The same of one parameter whose gradient the recording does not tell.
Answer by_difference(const core::trace::Recording& recording, std::string_view parameter, double gradient);
/// "recomputation": each event once more, from what is recorded, in double.
Answer by_recomputation(const core::trace::Recording& recording);
/// "conservation": sums of contributions, and each op's product from the sum, to the bit.
Answer by_conservation(const core::trace::Recording& recording);
/// "first non-finite": the earliest forward op and the earliest contribution with a NaN or an infinity.
Answer by_first_non_finite(const core::trace::Recording& recording);
/// "refusal": whether the engine does it, or its sentence.
Answer by_refusal(const std::function<void()>& act);
/// "leak test": `moved` is how far something moved that must not.
Answer by_leak(std::string_view what, double moved);
/// "comparison with the ... op": largest distance between two results that should be one.
Answer by_comparison(double distance);

/// The largest |a - b|, over the numbers from `first` on, `count` of them.
double distance(const core::Tensor& a, const core::Tensor& b, std::int64_t first, std::int64_t count);
inline double distance(const core::Tensor& a, const core::Tensor& b) {
    return distance(a, b, 0, a.size());
}

}  // namespace vitro::step::museum
