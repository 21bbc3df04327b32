// tests/core/io/reals_f64_test.cpp: the same with real = double.
#include "tests/core/io/reals_test.cpp"
