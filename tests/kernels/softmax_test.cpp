// tests/kernels/softmax_test.cpp: softmax, its logarithm, and their gradients.
#include <doctest/doctest.h>

#include "tests/kernels/masks.hpp"
#include "tests/kernels/slots.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {
namespace {

struct SoftmaxShape {
    std::int64_t rows, cols;
    std::string str() const { return std::to_string(rows) + "x" + std::to_string(cols); }
};

std::vector<SoftmaxShape> softmax_shapes() {
    std::vector<SoftmaxShape> each{{3, 5003}, {1031, 199}, {0, 7}};
    for (const std::int64_t n : sizes()) each.push_back({5, n});
    return each;
}

/// Logits; row 0 far from zero, row 1 with -infinity, row 2 with a NaN, row 3 with infinity.
Numbers logits(Source& source, const SoftmaxShape& shape) {
    const Numbers x = source.numbers(shape.rows * shape.cols, -20, 20);
    constexpr double kSpecial[] = {0, -kInfinity, kNan, kInfinity};
    for (std::int64_t j = 0; shape.rows > 0 && j < shape.cols; ++j) x[j] += 300;
    for (std::int64_t row = 1; row < std::min<std::int64_t>(4, shape.rows) && shape.cols > 4; ++row)
        x[row * shape.cols + 3] = static_cast<real>(kSpecial[row]);
    return x;
}

/// What the error of a row's softmax depends on.
struct Row {
    double greatest = -kInfinity, sum = 0, mean_distance = 0;

    /// seen(j): whether column j counts.
    template <class Seen>
    Row(const real* x, std::int64_t cols, const Seen& seen) {
        for (std::int64_t j = 0; j < cols; ++j)
            if (seen(j)) greatest = std::max(greatest, static_cast<double>(x[j]));
        for (std::int64_t j = 0; j < cols; ++j) {
            const double distance = greatest - static_cast<double>(x[j]), e = std::exp(-distance);
            if (!seen(j) || e == 0) continue;
            sum += e;
            mean_distance += e * distance;
        }
        mean_distance /= sum;
    }
    /// Of log sum exp, absolutely: x - max is rounded, relative to its size; then exp; then the additions and log.
    double log_sum_error(std::int64_t cols) const { return kEps * (mean_distance + kFunction + additions(cols) + 1); }
};

}  // namespace

/// y = e / sum: e errs by its exponent's rounding and the function's, the sum as log_sum_error; two more roundings.
void softmax_cases(const Visit& visit) {
    Source source(12);
    for (const SoftmaxShape& shape : softmax_shapes()) {
        const ScoreShape scores{1, 1, shape.rows, shape.cols};
        for_each_mask(source, scores, [&](const OwnedMask& mask) {
            const Numbers x = logits(source, shape), y(x.size());
            all_tables().back()->softmax(y.data(), x.data(), shape.rows, shape.cols, mask.view);
            std::vector<Row> rows;
            for (std::int64_t r = 0; r < shape.rows; ++r)
                rows.emplace_back(x.data() + r * shape.cols, shape.cols,
                                  [&](std::int64_t j) { return y[r * shape.cols + j] != 0; });
            const auto bound = [&](std::int64_t i) {
                const double share = static_cast<double>(y[i]);
                if (share == 0) return 0.0;
                const Row& row = rows[static_cast<std::size_t>(i / shape.cols)];
                const double exponent = row.greatest - static_cast<double>(x[i]);
                return share * (row.log_sum_error(shape.cols) + kEps * (exponent + kFunction + 2));
            };
            visit({.slot = "softmax",
                   .what = shape.str() + " " + mask.what,
                   .outputs = {{.size = x.size(), .bound = bounds(x.size(), bound)}},
                   .run = [=](const Kernels& k, auto& out,
                              bool) { k.softmax(out[0], x.data(), shape.rows, shape.cols, mask.view); },
                   .threads = x.size() >= kLong});
        });
    }
}

/// dx = y (dy - s), s = sum dy y: products and additions of s, a subtraction, a product.
void softmax_backward_cases(const Visit& visit) {
    Source source(13);
    for (const SoftmaxShape& shape : softmax_shapes()) {
        const Numbers dy = source.numbers(shape.rows * shape.cols), x = source.numbers(dy.size(), -5, 5), y(x.size());
        all_tables().back()->softmax(y.data(), x.data(), shape.rows, shape.cols, {});
        if (shape.rows > 1 && shape.cols > 4) dy[shape.cols + 4] = static_cast<real>(kNan);
        const auto bound = [&](std::int64_t i) {
            double size = 0;
            for (std::int64_t j = 0, at = i / shape.cols * shape.cols; j < shape.cols; ++j, ++at)
                size += std::abs(static_cast<double>(dy[at]) * static_cast<double>(y[at]));
            return kEps * static_cast<double>(y[i]) *
                   (2 * std::abs(static_cast<double>(dy[i])) + (additions(shape.cols) + 3) * size);
        };
        visit({.slot = "softmax_backward",
               .what = shape.str(),
               .writes = Writes::on_demand,
               .outputs = {{.size = x.size(), .bound = bounds(x.size(), bound)}},
               .run =
                   [=](const Kernels& k, auto& out, bool accumulate) {
                       k.softmax_backward(out[0], accumulate, dy.data(), y.data(), shape.rows, shape.cols);
                   },
               .threads = x.size() >= kLong});
    }
}

/// (x - max) - log sum: two subtractions, and the logarithm as log_sum_error and relative to its own size.
void log_softmax_cases(const Visit& visit) {
    Source source(14);
    for (const SoftmaxShape& shape : softmax_shapes()) {
        const Numbers x = logits(source, shape);
        std::vector<Row> rows;
        for (std::int64_t r = 0; r < shape.rows; ++r)
            rows.emplace_back(x.data() + r * shape.cols, shape.cols, [](std::int64_t) { return true; });
        const auto bound = [&](std::int64_t i) {
            const Row& row = rows[static_cast<std::size_t>(i / shape.cols)];
            const double distance = row.greatest - static_cast<double>(x[i]), log_sum = std::log(row.sum);
            return row.log_sum_error(shape.cols) + kEps * (2 * distance + (kFunction + 1) * log_sum);
        };
        visit(
            {.slot = "log_softmax",
             .what = shape.str(),
             .outputs = {{.size = x.size(), .bound = bounds(x.size(), bound)}},
             .run = [=](const Kernels& k, auto& out, bool) { k.log_softmax(out[0], x.data(), shape.rows, shape.cols); },
             .threads = x.size() >= kLong});
    }
}

/// dx = dy - exp(l) t, t = sum dy: additions, the function, a product, a subtraction.
void log_softmax_backward_cases(const Visit& visit) {
    Source source(15);
    for (const SoftmaxShape& shape : softmax_shapes()) {
        const Numbers dy = source.numbers(shape.rows * shape.cols), x = source.numbers(dy.size(), -5, 5), y(x.size());
        all_tables().back()->log_softmax(y.data(), x.data(), shape.rows, shape.cols);
        if (shape.rows > 1 && shape.cols > 4) y[shape.cols + 4] = static_cast<real>(-kInfinity);
        const auto bound = [&](std::int64_t i) {
            double size = 0;
            for (std::int64_t j = 0, at = i / shape.cols * shape.cols; j < shape.cols; ++j, ++at)
                size += std::abs(static_cast<double>(dy[at]));
            return kEps * (std::abs(static_cast<double>(dy[i])) +
                           (additions(shape.cols) + kFunction + 3) * std::exp(static_cast<double>(y[i])) * size);
        };
        visit({.slot = "log_softmax_backward",
               .what = shape.str(),
               .writes = Writes::on_demand,
               .outputs = {{.size = x.size(), .bound = bounds(x.size(), bound)}},
               .run =
                   [=](const Kernels& k, auto& out, bool accumulate) {
                       k.log_softmax_backward(out[0], accumulate, dy.data(), y.data(), shape.rows, shape.cols);
                   },
               .threads = x.size() >= kLong});
    }
}

TEST_CASE("softmax: every table agrees with the reference") {
    softmax_cases(check);
}
TEST_CASE("softmax_backward: every table agrees with the reference") {
    softmax_backward_cases(check);
}
TEST_CASE("log_softmax: every table agrees with the reference") {
    log_softmax_cases(check);
}
TEST_CASE("log_softmax_backward: every table agrees with the reference") {
    log_softmax_backward_cases(check);
}

TEST_CASE("softmax: a row with nothing to see is zero, and what is hidden does not count") {
    const std::int32_t lengths[] = {0, 2};
    MaskView mask;
    mask.lengths = lengths;
    const real x[] = {1, 2, 3, 0, 0, static_cast<real>(kNan)};
    for (const Kernels* table : all_tables()) {
        if (!supported(*table)) continue;
        real y[6];
        table->softmax(y, x, 2, 3, mask);
        const real want[] = {0, 0, 0, 0.5F, 0.5F, 0};
        for (int i = 0; i < 6; ++i) CHECK_MESSAGE(y[i] == want[i], std::string(table->name) << " element " << i);
    }
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
