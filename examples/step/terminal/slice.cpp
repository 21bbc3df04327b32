// examples/step/terminal/slice.cpp: cuts a part out of a tensor, and lays it out as a matrix with words.
#include <algorithm>

#include "examples/step/terminal/reference.hpp"

namespace vitro::step {
namespace {

std::vector<std::string> words_of_axis(const trace::Recording& recording, const Slice& slice, int axis) {
    const auto i = static_cast<std::size_t>(axis);
    if (axis < 0 || i >= slice.axes.size()) return {};
    std::vector<std::string> words = words_along(recording, slice.axes[i]);
    const Range& range = slice.ranges[i];
    if (static_cast<std::int64_t>(words.size()) >= range.to)
        return {words.begin() + range.from, words.begin() + range.to};
    words.clear();
    if (range.from > 0)
        for (std::int64_t at = range.from; at < range.to; ++at) words.push_back(std::to_string(at));
    return words;
}

}  // namespace

Slice slice_of(const trace::Value& value, const Reference& reference, const std::vector<float>& numbers) {
    Slice slice;
    std::int64_t count = 1;
    for (std::size_t i = 0; i < reference.ranges.size(); ++i) {
        const Range& range = reference.ranges[i];
        count *= range.to - range.from;
        if (range.single) continue;
        slice.shape = slice.shape.appended(range.to - range.from);
        slice.axes.push_back(i < value.axes.size() ? value.axes[i] : "");
        slice.ranges.push_back(range);
    }
    for (std::int64_t k = 0; k < count; ++k) {
        Index index(reference.ranges.size());
        std::int64_t rest = k;
        for (std::size_t i = index.size(); i-- > 0;) {
            const std::int64_t size = reference.ranges[i].to - reference.ranges[i].from;
            index[i] = reference.ranges[i].from + rest % size;
            rest /= size;
        }
        const auto at = static_cast<std::size_t>(offset_of(value.shape, index));
        if (at < numbers.size()) slice.numbers.push_back(numbers[at]);  // of a large tensor the first are kept
    }
    return slice;
}

std::vector<std::string> words_along(const trace::Recording& recording, const std::string& axis) {
    for (const trace::Labels& labels : recording.labels)
        if (!axis.empty() && labels.name == axis) return labels.words;
    return {};
}

Matrix matrix_of(const trace::Recording& recording, const Slice& slice, std::int64_t batch) {
    const int rank = slice.shape.rank();
    Matrix matrix;
    matrix.columns = slice.shape.cols();
    matrix.rows = rank < 2 ? 1 : slice.shape[rank - 2];
    matrix.row_labels = rank < 2 ? std::vector<std::string>{""} : words_of_axis(recording, slice, rank - 2);
    matrix.column_labels = words_of_axis(recording, slice, rank - 1);
    const std::int64_t size = matrix.rows * matrix.columns;
    const auto kept = static_cast<std::int64_t>(slice.numbers.size());
    if ((batch + 1) * size > kept) {  // of a large tensor its first rows
        batch = 0;
        matrix.rows = std::min(matrix.rows, matrix.columns == 0 ? 0 : kept / matrix.columns);
    }
    const auto from = slice.numbers.begin() + batch * size;
    matrix.numbers.assign(from, from + matrix.rows * matrix.columns);
    return matrix;
}

}  // namespace vitro::step
