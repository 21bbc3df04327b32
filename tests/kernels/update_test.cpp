// tests/kernels/update_test.cpp: optimizer steps in place, and the sum of squares.
#include <doctest/doctest.h>

#include "tests/kernels/slots.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {
namespace {

std::vector<std::int64_t> counts() {
    std::vector<std::int64_t> each = sizes();
    each.push_back(kLong);
    return each;
}

std::vector<real> list_of(const Numbers& x) {
    return {x.data(), x.data() + x.size()};
}

}  // namespace

/// All from the sizes of the terms, so that what cancels counts whole. With G = |clip g| + |decay w|:
///   m: terms M = b1 |m| + (1 - b1) G, at most 4 roundings; v: terms V = b2 v + (1 - b2) G^2, at most 8;
///   w: the change c = r m' / root errs by r 4 eps M / root + |c| (8 eps V / 2 v' + 4 eps); two roundings of |w| + |c|
void adam_cases(const Visit& visit) {
    Source source(24);
    for (const std::int64_t count : counts())
        for (const bool decoupled : {false, true}) {
            const AdamStep step{1e-2, 0.9, 0.98, 1e-8, 0.1, decoupled, 0.271, 0.0396, 0.7};
            const Numbers w = source.numbers(count), m = source.numbers(count), g = source.numbers(count);
            const Numbers v = source.numbers(count, 0.001, 4);
            std::vector<double> of_w, of_m, of_v;
            for (std::int64_t i = 0; i < count; ++i) {
                const double weight = static_cast<double>(w[i]), slope = static_cast<double>(g[i]) * 0.7;
                const double decay = decoupled ? 0 : 0.1 * weight, size = std::abs(slope) + std::abs(decay);
                const double all_m = 0.9 * std::abs(static_cast<double>(m[i])) + 0.1 * size;
                const double all_v = 0.98 * static_cast<double>(v[i]) + 0.02 * size * size;
                const double new_m = 0.9 * static_cast<double>(m[i]) + 0.1 * (slope + decay);
                const double new_v = 0.98 * static_cast<double>(v[i]) + 0.02 * (slope + decay) * (slope + decay);
                const double rate = 1e-2 / 0.271 / std::sqrt(new_v / 0.0396), change = std::abs(rate * new_m);
                of_m.push_back(4 * kEps * all_m);
                of_v.push_back(8 * kEps * all_v);
                of_w.push_back(kEps *
                               (4 * rate * all_m + change * (4 * all_v / new_v + 4) + 2 * (std::abs(weight) + change)));
            }
            visit({.slot = "adam",
                   .what = (decoupled ? "decoupled count " : "coupled count ") + std::to_string(count),
                   .writes = Writes::in_place,
                   .outputs = {{count, of_w, list_of(w)}, {count, of_m, list_of(m)}, {count, of_v, list_of(v)}},
                   .run = [=](const Kernels& k, auto& out,
                              bool) { k.adam(out[0], out[1], out[2], g.data(), count, step); },
                   .threads = count >= kLong});
        }
}

/// Every number is a sum of at most four products, each rounded at most 4 times.
void sgd_cases(const Visit& visit) {
    Source source(25);
    for (const std::int64_t count : counts())
        for (const char* kind : {"plain", "first step", "momentum", "nesterov", "nesterov decay"}) {
            const std::string name = kind;
            const bool has_velocity = name != "plain", first = name == "first step", decay = name == "nesterov decay";
            const bool nesterov = name == "nesterov" || decay;
            const SgdStep step{0.1, has_velocity ? 0.9 : 0, decay ? 0.01 : 0, nesterov, first, 0.7};
            const Numbers w = source.numbers(count), velocity = source.numbers(count), g = source.numbers(count);
            std::vector<double> of_w, of_velocity;
            for (std::int64_t i = 0; i < count; ++i) {
                const double weight = std::abs(static_cast<double>(w[i]));
                const double slope = 0.7 * std::abs(static_cast<double>(g[i])) + 0.01 * weight;
                const double speed = 0.9 * std::abs(static_cast<double>(velocity[i])) + slope;
                of_velocity.push_back(4 * kEps * speed);
                of_w.push_back(4 * kEps * (weight + 0.1 * (slope + speed)));
            }
            const std::int64_t speeds = has_velocity ? count : 0;
            visit({.slot = "sgd",
                   .what = name + " count " + std::to_string(count),
                   .writes = Writes::in_place,
                   .outputs = {{count, of_w, list_of(w)}, {speeds, of_velocity, list_of(velocity)}},
                   .run = [=](const Kernels& k, auto& out,
                              bool) { k.sgd(out[0], has_velocity ? out[1] : nullptr, g.data(), count, step); },
                   .threads = count >= kLong});
        }
}

/// The result is a double, summed in double: what the square root of it is rounded to decides.
void sum_of_squares_cases(const Visit& visit) {
    Source source(26);
    for (const std::int64_t count : counts())
        for (const bool special : {false, true}) {
            const Numbers x = source.numbers(count);
            if (special && count > 3) x[count / 2] = static_cast<real>(kNan);
            double want = 0;
            for (std::int64_t i = 0; i < count; ++i) want += static_cast<double>(x[i]) * static_cast<double>(x[i]);
            visit({.slot = "sum_of_squares",
                   .what = "count " + std::to_string(count),
                   .outputs = {{.size = 1, .bound = {kEps * want}}},
                   .run = [=](const Kernels& k, auto& out,
                              bool) { out[0][0] = static_cast<real>(k.sum_of_squares(x.data(), count)); },
                   .threads = count >= kLong});
        }
}

TEST_CASE("adam: every table agrees with the reference") {
    adam_cases(check);
}
TEST_CASE("sgd: every table agrees with the reference") {
    sgd_cases(check);
}
TEST_CASE("sum_of_squares: every table agrees with the reference") {
    sum_of_squares_cases(check);
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
