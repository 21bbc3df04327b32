// tests/nn/decode/cached_decoding_f64_test.cpp: the same in double, where the bound is 2e-14.
#include "tests/nn/decode/cached_decoding_test.cpp"
