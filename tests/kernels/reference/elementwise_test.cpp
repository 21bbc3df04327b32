// tests/kernels/reference/elementwise_test.cpp: values as PyTorch's, derivatives as central differences.
#include "kernels/elementwise_rows.hpp"
#include "kernels/with_constant.hpp"
#include "tests/kernels/reference/oracle.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace oracle {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

struct Known {
    Unary op;
    Wide value, slope;
};

/// At x = 0.75, by PyTorch 2.13 in float64.
constexpr Known kAtThreeQuarters[kUnaryCount] = {
    {Unary::negate, -0.75L, -1},
    {Unary::exp, 2.117000016612675L, 2.117000016612675L},
    {Unary::log, -0.2876820724517809L, 1.3333333333333333L},
    {Unary::sqrt, 0.8660254037844386L, 0.5773502691896258L},
    {Unary::tanh, 0.6351489523872873L, 0.5965858082813315L},
    {Unary::sigmoid, 0.679178699175393L, 0.21789499376181404L},
    {Unary::relu, 0.75L, 1},
    {Unary::erf, 0.7111556336535151L, 0.6429310691952074L},
    {Unary::gelu_tanh, 0.5799605551656203L, 0.9989382561374143L},
    {Unary::gelu_erf, 0.5800294857173489L, 0.9992257217392352L},
    {Unary::silu, 0.5093840243815447L, 0.8425999444967536L},
};

real value_of(Unary op, double x) {
    const real in = static_cast<real>(x);
    real y = 0;
    reference().unary(op, &y, &in, 1);
    return y;
}

/// dx for dy = 1.
real slope_of(Unary op, double x) {
    const real dy = 1, saved = saves_output(op) ? value_of(op, x) : static_cast<real>(x);
    real dx = 0;
    reference().unary_backward(op, &dx, false, &dy, &saved, 1);
    return dx;
}

struct Special {
    Unary op;
    double x, value, slope;
};

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

/// What PyTorch gives at the edges (gelu_erf of infinity, for which it gives NaN or infinity by its build, left out).
constexpr Special kSpecials[] = {
    {Unary::exp, kInfinite, kInfinite, kInfinite},
    {Unary::exp, -kInfinite, 0, 0},
    {Unary::log, 0, -kInfinite, kInfinite},
    {Unary::log, -1, kNothing, -1},
    {Unary::log, kInfinite, kInfinite, 0},
    {Unary::sqrt, 0, 0, kInfinite},
    {Unary::sqrt, -1, kNothing, kNothing},
    {Unary::sqrt, kInfinite, kInfinite, 0},
    {Unary::tanh, kInfinite, 1, 0},
    {Unary::tanh, -kInfinite, -1, 0},
    {Unary::sigmoid, kInfinite, 1, 0},
    {Unary::sigmoid, -kInfinite, 0, 0},
    {Unary::relu, 0, 0, 0},
    {Unary::relu, kInfinite, kInfinite, 1},
    {Unary::relu, -kInfinite, 0, 0},
    {Unary::relu, kNothing, kNothing, 1},
    {Unary::erf, -kInfinite, -1, 0},
    {Unary::gelu_tanh, kInfinite, kInfinite, kNothing},
    {Unary::gelu_tanh, -kInfinite, kNothing, kNothing},
    {Unary::gelu_erf, -kInfinite, kNothing, kNothing},
    {Unary::silu, kInfinite, kInfinite, kNothing},
    {Unary::silu, -kInfinite, kNothing, kNothing},
    {Unary::silu, -1000, 0, 0},
};

void check_same(real got, double want, const std::string& what) {
    const double value = static_cast<double>(got);
    CHECK_MESSAGE((value == want || (std::isnan(value) && std::isnan(want))), what << ": " << value);
}

}  // namespace

TEST_CASE("reference elementwise: values and slopes at 0.75") {
    for (const Known& known : kAtThreeQuarters) {
        const std::string what = "operation " + std::to_string(static_cast<int>(known.op));
        check_near(value_of(known.op, 0.75), known.value, 1, what);
        check_near(slope_of(known.op, 0.75), known.slope, 1, what);
    }
}

TEST_CASE("reference elementwise: zeros, infinities and NaN as in PyTorch") {
    for (const Special& special : kSpecials) {
        const std::string what =
            "operation " + std::to_string(static_cast<int>(special.op)) + " of " + std::to_string(special.x);
        check_same(value_of(special.op, special.x), special.value, what);
        check_same(slope_of(special.op, special.x), special.slope, what);
    }
    for (int op = 0; op < kUnaryCount; ++op) CHECK(std::isnan(value_of(static_cast<Unary>(op), kNothing)));
}

// A central difference errs by h^2 |f'''| / 6 and eps |f| / h; h = 1e-5 leaves 1e-10 of both for numbers near 1.
TEST_CASE("elementwise rows: derivatives are central differences") {
    constexpr double kStep = 1e-5;
    for (int i = 0; i < kUnaryCount; ++i)
        rows::with_constant(static_cast<Unary>(i), [&](auto constant) {
            constexpr Unary op = constant();
            for (double x = -3.9; x < 4; x += 0.31) {
                if ((op == Unary::log || op == Unary::sqrt) && x < 0.2) continue;
                const double saved = saves_output(op) ? rows::value<op>(x) : x;
                const double slope = (rows::value<op>(x + kStep) - rows::value<op>(x - kStep)) / (2 * kStep);
                CHECK(rows::derivative<op>(1.5, saved) == doctest::Approx(1.5 * slope).epsilon(1e-8));
            }
        });
}

TEST_CASE("binary rows: derivatives are central differences") {
    constexpr double kStep = 1e-5;
    for (int i = 0; i < kBinaryCount; ++i)
        rows::with_constant(static_cast<Binary>(i), [&](auto constant) {
            constexpr Binary op = constant();
            const double a = 0.7, b = -1.3, dy = 1.5;
            const auto difference = [&](double da, double db) {
                return (rows::value<op>(a + da, b + db) - rows::value<op>(a - da, b - db)) / (2 * kStep);
            };
            CHECK(rows::derivative<op, 0>(dy, a, b) == doctest::Approx(dy * difference(kStep, 0)).epsilon(1e-8));
            CHECK(rows::derivative<op, 1>(dy, a, b) == doctest::Approx(dy * difference(0, kStep)).epsilon(1e-8));
        });
}

TEST_CASE("reference binary: strides of 0 repeat an operand") {
    Source source(1);
    const std::vector<real> a = random(source, 3 * 5), b = random(source, 2 * 5);
    const Layout layout{{2, 3, 4, 5}};
    std::vector<real> out(120);
    reference().binary(Binary::subtract, out.data(), a.data(), b.data(), layout, {{0, 5, 0, 1}}, {{5, 0, 0, 1}});
    for (std::size_t i = 0; i < 120; ++i) {
        const std::size_t n = i / 60, row = i / 20 % 3, col = i % 5;
        CHECK(out[i] == a[row * 5 + col] - b[n * 5 + col]);
    }
}

}  // namespace oracle
}  // namespace vitro::kernels::inline VITRO_REAL
