// bench/peers/row_ops.hpp: operations on rows by a table of kernels: what vitro's worker times, and what the reference
// table expects. workers/torch_rows.py has the same by PyTorch.
//
//   operation                of operands                                          gives
//   softmax                  x                                                    y
//   softmax_backward         dy, y                                                dx
//   layer_norm               x, gain, bias                                        y, mean, rstd      epsilon 1e-5
//   layer_norm_backward      dy, x, gain, mean, rstd                              dx, dgain, dbias
//   gelu                     x                                                    y                  the form with erf
//   gelu_backward            dy, x                                                dx
//   cross_entropy            logits x, targets                                    loss of each row
//   cross_entropy_backward   gradient of each loss, targets, what forward keeps   dx
//   adam                     w, its gradient, m, v                                w, m, v            step 10, rate 0.1
//   embedding_backward       dy, ids                                              dtable             (rows + 1) / 2
//   words
//
// number() makes x and w as operand 0, dy and w's gradient as 1, gain and m as 2, bias and v (plus 1.5) as 3, gradients
// of losses as 5; whole_number() makes targets and ids as 4. What backward needs of forward is made beforehand.
//
// adam changes its operands with each call: w by about 0.02, while m and v come to rest at g and g^2. So all of them
// are ordinary numbers after millions of calls.
#pragma once

#include "bench/peers/problem.hpp"
#include "kernels/kernels.hpp"

namespace vitro::bench::peers {

/// Calls the slots that the graph's operation calls, and does what else it does: embedding_backward zeroes the table
/// and sorts the ids each time, as PyTorch's has nothing but the ids to start from. The table must outlive the run.
Run row_run(const kernels::Kernels& table, const RowProblem& problem);

}  // namespace vitro::bench::peers
