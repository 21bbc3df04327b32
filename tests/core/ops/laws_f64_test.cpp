// tests/core/ops/laws_f64_test.cpp: the same with real = double.
#include "tests/core/ops/laws_test.cpp"
