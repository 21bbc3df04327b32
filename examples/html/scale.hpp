// examples/html/scale.hpp: axes: from numbers to places, the numbers at which an axis is marked, and labels kept apart.
#pragma once

#include <string>
#include <vector>

namespace vitro::html {

/// Maps low..high onto first..last, in equal steps or in equal ratios.
struct Scale {
    double low = 0, high = 1;    ///< low < high; both above 0 where logarithmic
    double first = 0, last = 1;  ///< last < first for an axis that runs upwards
    bool logarithmic = false;

    double operator()(double value) const;
};

/// Multiples of 1, 2 or 5 times a power of ten from no more than `low` to no less than `high`, in about `most` steps or
/// fewer; around the number where both are one.
std::vector<double> linear_ticks(double low, double high, int most);
/// The same from 0.
std::vector<double> linear_ticks(double largest, int most);
/// Powers of `base` within low..high: every one, or every second, third..., so that there are at most `most`. Where
/// fewer than three powers of ten are within, their 2- and 5-folds are as well.
std::vector<double> logarithmic_ticks(double low, double high, int base, int most);
/// "0.05", "2", "200", "2000": as short as it is exact to six digits, without an exponent.
std::string tick_text(double value);

/// Places as near to those wanted as leaves `gap` between any two and keeps all within low..high. In the order given;
/// where there is no room for all, they are spread evenly.
std::vector<double> apart(const std::vector<double>& wanted, double gap, double low, double high);

}  // namespace vitro::html
