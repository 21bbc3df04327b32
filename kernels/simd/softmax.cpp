// kernels/simd/softmax.cpp: softmax and its logarithm along rows; what a mask hides is neither summed nor, behind a
// row's last allowed column, looked at.
//
//   y_j  = exp(x_j - max x) / sum_i exp(x_i - max x)        dx_j = y_j (dy_j - sum_i dy_i y_i)
//   l_j  = x_j - max x - log sum_i exp(x_i - max x)         dx_j = dy_j - exp(l_j) sum_i dy_i
//
// A NaN needs no care: whatever the maximum becomes then, x - max is a NaN, and with it the sum and the row.
#include <cmath>

#include "kernels/simd/exp.hpp"
#include "kernels/simd/families.hpp"
#include "kernels/simd/fold.hpp"
#include "kernels/simd/mask_rows.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

/// A row as softmax sees it: what is hidden, or behind the end, counts as -infinity and becomes 0.
struct OpenRow {
    const float* x;
    bool open(std::int64_t) const { return true; }
    template <class Lanes>
    V at(std::int64_t i, Lanes lanes) const {
        return load(x + i, lanes, -kInfinity);
    }
    template <class Lanes>
    V show(V value, std::int64_t, Lanes) const {
        return value;
    }
};

/// The same where columns are hidden one by one.
struct HiddenRow {
    const float* x;
    const std::uint8_t* allowed;
    bool open(std::int64_t cols) const {
        std::int64_t j = 0;
        while (j < cols && allowed[j] == 0) ++j;
        return j < cols;
    }
    template <class Lanes>
    V at(std::int64_t i, Lanes lanes) const {
        return xsimd::select(allowed_lanes(allowed + i, lanes), load(x + i, lanes), V(-kInfinity));
    }
    template <class Lanes>
    V show(V value, std::int64_t i, Lanes lanes) const {
        return xsimd::select(allowed_lanes(allowed + i, lanes), value, V(0.0F));
    }
};

template <class Row>
float greatest_of(Row row, std::int64_t cols) {
    return max_over(cols, [=](std::int64_t i, auto lanes) { return row.at(i, lanes); });
}

struct SoftmaxState {
    std::int64_t limit;
    float greatest;
    double sum;
};

/// row_of(row, mask of the row) is the row to read.
template <class RowOf>
void softmax_rows(float* y, std::int64_t rows, std::int64_t cols, const MaskView& mask, const RowOf& row_of) {
    const auto seen = [&](std::int64_t row) {
        return mask.everything() ? RowMask{cols, nullptr} : row_mask(mask, row, cols);
    };
    const auto find_greatest = [&](std::int64_t row, SoftmaxState& state) {
        const RowMask columns = seen(row);
        const auto in = row_of(row, columns);
        state.limit = in.open(columns.limit) ? columns.limit : 0;
        state.greatest = greatest_of(in, state.limit);
    };
    const auto sum_exponentials = [&](std::int64_t row, SoftmaxState& state) {
        const auto in = row_of(row, seen(row));
        float* out = y + row * cols;
        state.sum = sum_over(state.limit, [=](std::int64_t i, auto lanes) {
            const V e = exp_bounded(in.at(i, lanes) - V(state.greatest));
            store(out + i, e, lanes);
            return e;
        });
    };
    const auto normalize = [&](std::int64_t row, SoftmaxState& state) {
        const auto in = row_of(row, seen(row));
        float* out = y + row * cols;
        const V share(static_cast<float>(1 / state.sum));
        for_lanes(0, state.limit, [=](std::int64_t i, auto lanes) {
            store(out + i, in.show(load(out + i, lanes) * share, i, lanes), lanes);
        });
        for_lanes(state.limit, cols, [=](std::int64_t i, auto lanes) { store(out + i, V(0.0F), lanes); });
    };
    for_rows_in_passes<SoftmaxState>(rows, cols, kExpCost, find_greatest, sum_exponentials, normalize);
}

}  // namespace

void softmax(real* y, const real* x, std::int64_t rows, std::int64_t cols, const MaskView& mask) noexcept {
    if (mask.allowed == nullptr)
        softmax_rows(y, rows, cols, mask, [=](std::int64_t row, RowMask) { return OpenRow{x + row * cols}; });
    else
        softmax_rows(y, rows, cols, mask, [=](std::int64_t row, RowMask columns) {
            return HiddenRow{x + row * cols, columns.allowed};
        });
}

void softmax_backward(real* dx, bool accumulate, const real* dy, const real* y, std::int64_t rows,
                      std::int64_t cols) noexcept {
    const auto find_mean = [=](std::int64_t row, float& mean) {
        const real *slope = dy + row * cols, *share = y + row * cols;
        mean = static_cast<float>(sum_over(
            cols, [=](std::int64_t i, auto lanes) { return load(slope + i, lanes) * load(share + i, lanes); }));
    };
    split_on(accumulate, [&](auto adds) {
        for_rows_in_passes<float>(rows, cols, 4, find_mean, [=](std::int64_t row, float mean) {
            const real *slope = dy + row * cols, *share = y + row * cols;
            real* out = dx + row * cols;
            for_lanes(0, cols, [=](std::int64_t i, auto lanes) {
                put(out + i, adds, load(share + i, lanes) * (load(slope + i, lanes) - V(mean)), lanes);
            });
        });
    });
}

void log_softmax(real* y, const real* x, std::int64_t rows, std::int64_t cols) noexcept {
    struct State {
        float greatest, log_sum;
    };
    const auto find_greatest = [=](std::int64_t row, State& state) {
        state.greatest = greatest_of(OpenRow{x + row * cols}, cols);
    };
    const auto find_sum = [=](std::int64_t row, State& state) {
        const real* in = x + row * cols;
        state.log_sum = static_cast<float>(std::log(sum_over(
            cols, [=](std::int64_t i, auto lanes) { return exp_bounded(load(in + i, lanes) - V(state.greatest)); })));
    };
    for_rows_in_passes<State>(rows, cols, kExpCost, find_greatest, find_sum, [=](std::int64_t row, State& state) {
        const real* in = x + row * cols;
        real* out = y + row * cols;
        for_lanes(0, cols, [=](std::int64_t i, auto lanes) {
            store(out + i, (load(in + i, lanes) - V(state.greatest)) - V(state.log_sum), lanes);
        });
    });
}

void log_softmax_backward(real* dx, bool accumulate, const real* dy, const real* y, std::int64_t rows,
                          std::int64_t cols) noexcept {
    const auto find_total = [=](std::int64_t row, float& total) {
        const real* slope = dy + row * cols;
        total = static_cast<float>(sum_over(cols, [=](std::int64_t i, auto lanes) { return load(slope + i, lanes); }));
    };
    split_on(accumulate, [&](auto adds) {
        for_rows_in_passes<float>(rows, cols, kExpCost, find_total, [=](std::int64_t row, float total) {
            const real *slope = dy + row * cols, *log_share = y + row * cols;
            real* out = dx + row * cols;
            for_lanes(0, cols, [=](std::int64_t i, auto lanes) {
                const V value = load(slope + i, lanes) - exp_bounded(load(log_share + i, lanes)) * V(total);
                put(out + i, adds, value, lanes);
            });
        });
    });
}

}  // namespace vitro::kernels::VITRO_ISA
