// tests/core/node_f64_test.cpp: the same with real = double.
#include "tests/core/node_test.cpp"
