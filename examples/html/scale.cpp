// examples/html/scale.cpp: the arithmetic of axes.
#include "examples/html/scale.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace vitro::html {

double Scale::operator()(double value) const {
    const double part = logarithmic ? std::log(value / low) / std::log(high / low) : (value - low) / (high - low);
    return first + part * (last - first);
}

std::vector<double> linear_ticks(double low, double high, int most) {
    if (!(high > low)) return linear_ticks(low - 0.5, low + 0.5, most);
    const double least = (high - low) / most, power = std::pow(10.0, std::floor(std::log10(least)));
    double step = 10 * power;
    for (const double times : {5.0, 2.0, 1.0})
        if (times * power >= least * (1 - 1e-12)) step = times * power;
    std::vector<double> ticks;
    const double first = std::floor(low / step + 1e-9), last = std::ceil(high / step - 1e-9);
    for (double i = first; i <= last; ++i) ticks.push_back(i * step);
    return ticks;
}

std::vector<double> linear_ticks(double largest, int most) {
    return largest > 0 ? linear_ticks(0, largest, most) : std::vector<double>{0, 1};
}

std::vector<double> logarithmic_ticks(double low, double high, int base, int most) {
    const double log_base = std::log(base), slack = 1e-9;
    const int first = static_cast<int>(std::ceil(std::log(low) / log_base - slack));
    const int last = static_cast<int>(std::floor(std::log(high) / log_base + slack));
    const int stride = std::max(1, (last - first + most) / most);
    std::vector<double> ticks;
    for (int power = first; power <= last; power += stride) ticks.push_back(std::pow(base, power));
    if (base != 10 || last - first >= 2) return ticks;
    for (int power = first - 1; power <= last; ++power)
        for (const double times : {2.0, 5.0})
            if (const double tick = times * std::pow(10.0, power); tick >= low && tick <= high) ticks.push_back(tick);
    std::ranges::sort(ticks);
    return ticks;
}

std::string tick_text(double value) {
    if (value == 0) return "0";
    const int leading = static_cast<int>(std::floor(std::log10(std::abs(value))));
    std::string text = fmt::format("{:.{}f}", value, std::clamp(5 - leading, 0, 12));
    if (text.find('.') == std::string::npos) return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

std::vector<double> apart(const std::vector<double>& wanted, double gap, double low, double high) {
    if (wanted.empty()) return {};
    std::vector<std::size_t> order(wanted.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return wanted[i]; });
    if (wanted.size() > 1) gap = std::min(gap, (high - low) / static_cast<double>(wanted.size() - 1));
    std::vector<double> places(wanted.size());
    double least = low;
    for (const std::size_t i : order) {
        places[i] = std::max(wanted[i], least);
        least = places[i] + gap;
    }
    double most = high;
    for (auto i = order.rbegin(); i != order.rend(); ++i) {
        places[*i] = std::min(places[*i], most);
        most = places[*i] - gap;
    }
    return places;
}

}  // namespace vitro::html
