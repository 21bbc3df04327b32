// kernels/slot_functions.hpp: a function for each slot of Kernels, of the slot's name and type. Included inside the
// namespace of an implementation, by its families.hpp, which has included kernels.hpp and <type_traits>. The contracts
// are in kernels.hpp.

// gemm, attention
std::remove_pointer_t<decltype(Kernels::gemm)> gemm;
std::remove_pointer_t<decltype(Kernels::attention)> attention;
std::remove_pointer_t<decltype(Kernels::attention_backward)> attention_backward;
std::remove_pointer_t<decltype(Kernels::attention_workspace)> attention_workspace;

// elementwise
std::remove_pointer_t<decltype(Kernels::unary)> unary;
std::remove_pointer_t<decltype(Kernels::unary_backward)> unary_backward;
std::remove_pointer_t<decltype(Kernels::binary)> binary;
std::remove_pointer_t<decltype(Kernels::binary_backward)> binary_backward;
std::remove_pointer_t<decltype(Kernels::scale)> scale;
std::remove_pointer_t<decltype(Kernels::fill)> fill;

// copy, mask, dropout, rotary
std::remove_pointer_t<decltype(Kernels::copy)> copy;
std::remove_pointer_t<decltype(Kernels::mask)> mask;
std::remove_pointer_t<decltype(Kernels::dropout)> dropout;
std::remove_pointer_t<decltype(Kernels::rotate)> rotate;

// reduce
std::remove_pointer_t<decltype(Kernels::sum)> sum;
std::remove_pointer_t<decltype(Kernels::max)> max;
std::remove_pointer_t<decltype(Kernels::repeat)> repeat;
std::remove_pointer_t<decltype(Kernels::route)> route;

// softmax
std::remove_pointer_t<decltype(Kernels::softmax)> softmax;
std::remove_pointer_t<decltype(Kernels::softmax_backward)> softmax_backward;
std::remove_pointer_t<decltype(Kernels::log_softmax)> log_softmax;
std::remove_pointer_t<decltype(Kernels::log_softmax_backward)> log_softmax_backward;

// layer_norm
std::remove_pointer_t<decltype(Kernels::layer_norm)> layer_norm;
std::remove_pointer_t<decltype(Kernels::layer_norm_backward)> layer_norm_backward;
std::remove_pointer_t<decltype(Kernels::layer_norm_backward_parameters)> layer_norm_backward_parameters;

// cross_entropy
std::remove_pointer_t<decltype(Kernels::cross_entropy)> cross_entropy;
std::remove_pointer_t<decltype(Kernels::cross_entropy_backward)> cross_entropy_backward;

// embedding
std::remove_pointer_t<decltype(Kernels::gather_rows)> gather_rows;
std::remove_pointer_t<decltype(Kernels::scatter_add_rows)> scatter_add_rows;

// update
std::remove_pointer_t<decltype(Kernels::adam)> adam;
std::remove_pointer_t<decltype(Kernels::sgd)> sgd;
std::remove_pointer_t<decltype(Kernels::sum_of_squares)> sum_of_squares;
