// tests/core/backward_f64_test.cpp: the same with real = double.
#include "tests/core/backward_test.cpp"
