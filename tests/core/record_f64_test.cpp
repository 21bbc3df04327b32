// tests/core/record_f64_test.cpp: the same with real = double.
#include "tests/core/record_test.cpp"
