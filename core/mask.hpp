// core/mask.hpp: which positions may be attended to. A type, not a convention of signs: the only meaning is "may
// attend".
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/indices.hpp"
#include "core/shape.hpp"

namespace vitro::core {

/// A rule over scores of shape [batch, heads, queries, keys] (or fewer leading axes). A cheap value.
/// A row with nothing to attend to gives zeros forward and zero gradients.
class Mask {
  public:
    /// Everything may be attended to.
    static Mask none() { return {}; }
    /// Query i sees key j when j <= i + offset (offset: keys that came before the first query). Offsets beyond 2^56 of
    /// either sign mean the same as 2^56: all, or nothing.
    static Mask causal(std::int64_t offset = 0);
    /// In batch entry b, key j is seen when j < lengths[b]. lengths: shape [batch]; a copy is taken.
    static Mask padding(const Indices& lengths);
    /// 1 = may attend; axes align at the end with [batch, heads, queries, keys], and sizes of 1 stretch (but of keys).
    /// Throws Error when there is no axis, the count does not fit the shape or a value is neither 0 nor 1.
    static Mask of(const Shape& shape, std::span<const std::uint8_t> allowed);
    /// What both allow. Two tables stretch to each other as they do to scores. Throws Error when they do not, and for
    /// two lists of different lengths.
    Mask operator&(const Mask& other) const;

    bool everything() const { return !causal_ && !has_lengths() && !allowed_; }
    bool is_causal() const { return causal_; }
    std::int64_t causal_offset() const { return offset_; }
    bool has_lengths() const { return !lengths_.empty(); }
    /// Of `padding`; nothing when there are none. To read only: a mask that a graph holds must not change.
    std::span<const std::int32_t> lengths() const;
    /// The table of `of`, one byte each; nullptr when there is none.
    const std::uint8_t* allowed() const { return static_cast<const std::uint8_t*>(allowed_.bytes()); }
    const Shape& allowed_shape() const { return allowed_shape_; }

    /// Whether query i of batch entry b and head h may attend to key j: the definition, for tests and pictures.
    bool may_attend(std::int64_t b, std::int64_t h, std::int64_t i, std::int64_t j) const;
    /// Throws Error naming `op` unless the rule fits scores of these sizes.
    void require_fits(const char* op, std::int64_t batch, std::int64_t heads, std::int64_t queries,
                      std::int64_t keys) const;
    /// "none", "causal(0)", "causal(0) & padding(3,2)", ...
    std::string str() const;

  private:
    bool causal_ = false;
    std::int64_t offset_ = 0;
    Indices lengths_;
    Storage allowed_;
    Shape allowed_shape_;
};

}  // namespace vitro::core
