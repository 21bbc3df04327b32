// tests/core/tensor_f64_test.cpp: the same with real = double.
#include "tests/core/tensor_test.cpp"
