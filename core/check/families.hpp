// core/check/families.hpp: the cases by kind of op; cases.cpp puts them together.
#pragma once

#include <vector>

#include "core/check/cases.hpp"

namespace vitro::core::check {

void add_elementwise(std::vector<Case>& cases);
void add_reductions(std::vector<Case>& cases);
void add_shape_ops(std::vector<Case>& cases);
void add_products(std::vector<Case>& cases);
void add_rows(std::vector<Case>& cases);
void add_attention(std::vector<Case>& cases);
void add_lookups(std::vector<Case>& cases);

/// A mask of each kind over [batch, heads, queries, keys]; one of each kind leaves some rows nothing to attend to.
std::vector<Mask> sample_masks(std::int64_t batch, std::int64_t heads, std::int64_t queries, std::int64_t keys);

}  // namespace vitro::core::check
