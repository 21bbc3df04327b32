// tests/core/backward_refusals_f64_test.cpp: the same with real = double.
#include "tests/core/backward_refusals_test.cpp"
