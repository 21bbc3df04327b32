// tests/kernels/cross_entropy_test.cpp: the loss with label smoothing and ignored rows, and its gradient.
#include <doctest/doctest.h>

#include "tests/kernels/slots.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {
namespace {

constexpr std::int32_t kIgnored = -100;

struct CrossEntropyProblem {
    std::int64_t rows, classes;
    real smoothing;
    Numbers logits, loss, logsumexp;
    std::vector<std::int32_t> targets;

    /// Every third row is ignored. Row 0 is far from zero; without smoothing, row 1 has -infinity outside its target.
    CrossEntropyProblem(Source& source, std::int64_t row_count, std::int64_t class_count, real smooth)
        : rows(row_count),
          classes(class_count),
          smoothing(smooth),
          logits(source.numbers(rows * classes, -15, 15)),
          loss(rows),
          logsumexp(rows) {
        for (std::int64_t r = 0; r < rows; ++r) targets.push_back(r % 3 == 2 ? kIgnored : source.below(classes));
        for (std::int64_t j = 0; j < classes; ++j) logits[j] -= 200;
        if (rows > 1 && classes > 4 && smooth == 0) {
            targets[1] = 0;
            logits[classes + 3] = static_cast<real>(-kInfinity);
        }
        if (rows > 4 && classes > 4) logits[4 * classes + 2] = static_cast<real>(kNan);
        all_tables().back()->cross_entropy(loss.data(), logsumexp.data(), logits.data(), targets.data(), rows, classes,
                                           smoothing, kIgnored);
    }
    std::string str() const {
        return std::to_string(rows) + "x" + std::to_string(classes) + " s " + std::to_string(smoothing);
    }
    double x(std::int64_t i) const { return static_cast<double>(logits[i]); }
    bool ignored(std::int64_t row) const { return targets[static_cast<std::size_t>(row)] == kIgnored; }

    /// Of logsumexp, absolutely: x - max is rounded, relative to its size; the function; the additions; the result.
    double logsumexp_bound(std::int64_t row) const {
        double greatest = -kInfinity, sum = 0, distances = 0;
        for (std::int64_t j = 0; j < classes; ++j) greatest = std::max(greatest, x(row * classes + j));
        for (std::int64_t j = 0; j < classes; ++j) {
            const double distance = greatest - x(row * classes + j), e = std::exp(-distance);
            if (e == 0) continue;
            sum += e;
            distances += e * distance;
        }
        const double whole = std::abs(static_cast<double>(logsumexp[row]));
        return kEps * (distances / sum + kFunction + additions(classes) + 1 + whole + std::log(sum));
    }
};

void for_each_problem(unsigned seed, const std::function<void(const CrossEntropyProblem&)>& visit) {
    Source source(seed);
    for (const real smoothing : {real{0}, real{0.1F}}) {
        for (const std::int64_t classes : sizes())
            if (classes > 0) visit(CrossEntropyProblem(source, 7, classes, smoothing));
        visit(CrossEntropyProblem(source, 101, 2003, smoothing));
        visit(CrossEntropyProblem(source, 20011, 11, smoothing));
    }
}

}  // namespace

/// loss = lse - (1 - s) x_t - s / classes sum x: three terms, each rounded in itself and in the subtractions.
void cross_entropy_cases(const Visit& visit) {
    for_each_problem(19, [&](const CrossEntropyProblem& p) {
        const auto of_loss = [&](std::int64_t row) {
            if (p.ignored(row)) return 0.0;
            const double target = std::abs(p.x(row * p.classes + p.targets[static_cast<std::size_t>(row)]));
            double size = 0;
            for (std::int64_t j = 0; p.smoothing > 0 && j < p.classes; ++j) size += std::abs(p.x(row * p.classes + j));
            size *= static_cast<double>(p.smoothing) / static_cast<double>(p.classes);
            return p.logsumexp_bound(row) + kEps * (3 * target + (additions(p.classes) + 4) * size);
        };
        const auto of_whole = [&](std::int64_t row) { return p.logsumexp_bound(row); };
        visit({.slot = "cross_entropy",
               .what = p.str(),
               .outputs = {{.size = p.rows, .bound = bounds(p.rows, of_loss)},
                           {.size = p.rows, .bound = bounds(p.rows, of_whole)}},
               .run =
                   [=](const Kernels& k, auto& out, bool) {
                       k.cross_entropy(out[0], out[1], p.logits.data(), p.targets.data(), p.rows, p.classes,
                                       p.smoothing, kIgnored);
                   },
               .threads = p.rows * p.classes >= kLong});
    });
}

/// dx = up (exp(x - lse) - wanted): the exponent is rounded relative to its size, then the function, two subtractions,
/// a product.
void cross_entropy_backward_cases(const Visit& visit) {
    for_each_problem(20, [&](const CrossEntropyProblem& p) {
        for (const std::int64_t stride : {0, 1}) {
            Source source(21);
            const Numbers up = source.numbers(stride == 0 ? 1 : p.rows);
            const auto bound = [&](std::int64_t i) {
                const std::int64_t row = i / p.classes;
                const double exponent = p.x(i) - static_cast<double>(p.logsumexp[row]), e = std::exp(exponent);
                if (p.ignored(row)) return 0.0;
                const bool hit = p.targets[static_cast<std::size_t>(row)] == i % p.classes;
                const double smooth = static_cast<double>(p.smoothing);
                const double wanted = smooth / static_cast<double>(p.classes) + (hit ? 1 - smooth : 0);
                return kEps * std::abs(static_cast<double>(up[row * stride])) *
                       (e == 0 ? 3 * wanted : e * (std::abs(exponent) + kFunction + 3) + 3 * wanted);
            };
            visit({.slot = "cross_entropy_backward",
                   .what = p.str() + " upstream stride " + std::to_string(stride),
                   .writes = Writes::on_demand,
                   .outputs = {{.size = p.rows * p.classes, .bound = bounds(p.rows * p.classes, bound)}},
                   .run =
                       [=](const Kernels& k, auto& out, bool accumulate) {
                           k.cross_entropy_backward(out[0], accumulate, up.data(), stride, p.logits.data(),
                                                    p.logsumexp.data(), p.targets.data(), p.rows, p.classes,
                                                    p.smoothing, kIgnored);
                       },
                   .threads = p.rows * p.classes >= kLong});
        }
    });
}

TEST_CASE("cross_entropy: every table agrees with the reference") {
    cross_entropy_cases(check);
}
TEST_CASE("cross_entropy_backward: every table agrees with the reference") {
    cross_entropy_backward_cases(check);
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
