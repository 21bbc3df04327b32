// bench/gemm_cases.cpp: matrix products, M x N x K: squares, a model's layers and their gradients, decoding.
#include "bench/cases.hpp"

namespace vitro::bench {
namespace {

using kernels::Activation;
using kernels::Gemm;

struct Options {
    bool accumulate = false;
    Activation activation = Activation::none;  ///< with a bias, when there is one
    std::int64_t problems = 1;
};

void visit_gemm(const Visit& visit, const std::string& variant, std::int64_t m, std::int64_t n, std::int64_t k,
                const Options& options = {}) {
    Gemm g;
    g.m = m, g.n = n, g.k = k;
    g.transpose_a = variant[0] == 't', g.transpose_b = variant[1] == 't';
    g.lda = g.transpose_a ? m : k, g.ldb = g.transpose_b ? k : n, g.ldc = n;
    g.batch[0] = options.problems;
    g.stride_a[0] = m * k, g.stride_b[0] = k * n, g.stride_c[0] = m * n;
    g.accumulate = options.accumulate;
    g.activation = options.activation;
    visit({.variant = variant,
           .size = (options.problems > 1 ? std::to_string(options.problems) + "*" : "") + size_text({m, n, k}),
           .operations = 2.0 * static_cast<double>(options.problems * m * n * k),
           .make = [=]() -> Run {
               const Numbers a = random_numbers(options.problems * m * k), b = random_numbers(options.problems * k * n);
               const Numbers c = random_numbers(options.problems * m * n), bias = random_numbers(n);
               return [=](const Kernels& table) {
                   Gemm own = g;
                   own.a = a.get(), own.b = b.get(), own.c = c.get();
                   if (g.activation != Activation::none) own.bias = bias.get();
                   table.gemm(own);
               };
           }});
}

}  // namespace

void gemm_cases(const Visit& visit) {
    for (const char* variant : {"nn", "nt", "tn", "tt"}) visit_gemm(visit, variant, 512, 512, 512);
    for (const std::int64_t size : {32, 64, 128, 256, 1024, 2048}) visit_gemm(visit, "nn", size, size, size);
    visit_gemm(visit, "nn", 8, 16, 16);
    visit_gemm(visit, "nn", 800, 2048, 512);
    // A layer of the Multi30k model on a batch, its output over the vocabulary, and the gradients of both.
    visit_gemm(visit, "nn", 1920, 256, 256);
    visit_gemm(visit, "nn+bias+gelu", 1920, 512, 256, {.activation = Activation::gelu_tanh});
    visit_gemm(visit, "nt", 1920, 256, 512);
    visit_gemm(visit, "tn", 256, 512, 1920);
    visit_gemm(visit, "tn+accumulate", 256, 512, 1920, {.accumulate = true});
    visit_gemm(visit, "nt", 1920, 5921, 256);
    visit_gemm(visit, "tn", 32, 32, 8192);
    visit_gemm(visit, "nn", 15, 15, 32, {.problems = 1024});
    visit_gemm(visit, "nt", 15, 15, 32, {.problems = 1024});
    // Decoding: a row for each sentence.
    for (const char* variant : {"nn", "nt"})
        for (const std::int64_t rows : {1, 4, 16}) visit_gemm(visit, variant, rows, 3072, 768);
}

}  // namespace vitro::bench
