// tests/kernels/masks.cpp: making masks.
#include "tests/kernels/masks.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {
namespace {

OwnedMask plain(const std::string& what, const ScoreShape& shape) {
    OwnedMask mask{what, {}, nullptr, nullptr};
    mask.view.heads = shape.heads;
    mask.view.queries = shape.queries;
    return mask;
}

OwnedMask causal(OwnedMask mask, std::int64_t offset) {
    mask.what += " causal " + std::to_string(offset);
    mask.view.causal = true;
    mask.view.causal_offset = offset;
    return mask;
}

OwnedMask padded(OwnedMask mask, Source& source, const ScoreShape& shape) {
    mask.what += " lengths";
    mask.lengths = std::make_shared<std::vector<std::int32_t>>();
    for (std::int64_t b = 0; b < shape.batch; ++b) mask.lengths->push_back(b == 1 ? 0 : source.below(shape.keys + 1));
    mask.view.lengths = mask.lengths->data();
    return mask;
}

/// Whole: a byte for every score; otherwise one row of bytes for each batch entry.
OwnedMask listed(OwnedMask mask, Source& source, const ScoreShape& shape, bool whole) {
    mask.what += whole ? " table" : " repeated table";
    const std::int64_t rows = whole ? shape.rows() : shape.batch;
    mask.allowed = std::make_shared<std::vector<std::uint8_t>>();
    for (std::int64_t row = 0; row < rows; ++row)
        for (std::int64_t key = 0; key < shape.keys; ++key)
            mask.allowed->push_back(row != 1 && source.below(3) != 0 ? 1 : 0);
    mask.view.allowed = mask.allowed->data();
    mask.view.allowed_query_stride = whole ? shape.keys : 0;
    mask.view.allowed_head_stride = whole ? shape.queries * shape.keys : 0;
    mask.view.allowed_batch_stride = whole ? shape.heads * shape.queries * shape.keys : shape.keys;
    return mask;
}

}  // namespace

void for_each_mask(Source& source, const ScoreShape& shape, const std::function<void(const OwnedMask&)>& visit) {
    visit(plain("no mask", shape));
    for (const std::int64_t offset : {0, 2, -2}) visit(causal(plain("", shape), offset));
    visit(padded(plain("", shape), source, shape));
    for (const bool whole : {true, false}) visit(listed(plain("", shape), source, shape, whole));
    visit(causal(padded(listed(plain("", shape), source, shape, true), source, shape), 1));
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
