// tests/core/ops/expansions_f64_test.cpp: the same with real = double.
#include "tests/core/ops/expansions_test.cpp"
