// bench/kernels/gemm_cases.cpp: matrix products, M x N x K: squares, a model's layers and their gradients, decoding.
#include "bench/kernels/cases.hpp"

namespace vitro::bench {
namespace {

using kernels::Activation;
using kernels::Gemm;

struct GemmOptions {
    bool accumulate = false;
    Activation activation = Activation::none;  ///< with a bias, when there is one
    bool keep = false;                         ///< the value before the activation, too
    std::int64_t problems = 1;
};

Traffic traffic_of(const Gemm& g, const GemmOptions& options) {
    const auto bytes = [&](std::int64_t elements) {
        return static_cast<double>(options.problems * elements) * sizeof(real);
    };
    Traffic traffic{.read = bytes(g.m * g.k) + bytes(g.k * g.n)};
    (options.accumulate ? traffic.updated : traffic.written) = bytes(g.m * g.n) * (options.keep ? 2 : 1);
    return traffic;
}

Case gemm_case(const std::string& variant, std::int64_t m, std::int64_t n, std::int64_t k, const GemmOptions& options) {
    Gemm g;
    g.m = m, g.n = n, g.k = k;
    g.transpose_a = variant[0] == 't', g.transpose_b = variant[1] == 't';
    g.lda = g.transpose_a ? m : k, g.ldb = g.transpose_b ? k : n, g.ldc = n;
    g.batch[0] = options.problems;
    g.stride_a[0] = m * k, g.stride_b[0] = k * n, g.stride_c[0] = m * n;
    g.accumulate = options.accumulate;
    g.activation = options.activation;
    return {.variant = variant,
            .size = (options.problems > 1 ? std::to_string(options.problems) + "*" : "") + size_text({m, n, k}),
            .operations = 2.0 * static_cast<double>(options.problems * m * n * k),
            .bytes = traffic_of(g, options),
            .make = [=]() -> Run {
                const Numbers a = random_numbers(options.problems * m * k),
                              b = random_numbers(options.problems * k * n);
                const Numbers c = random_numbers(options.problems * m * n), bias = random_numbers(n);
                const Numbers before = options.keep ? random_numbers(options.problems * m * n) : nullptr;
                return [=](const Kernels& table) {
                    Gemm own = g;
                    own.a = a.get(), own.b = b.get(), own.c = c.get();
                    if (g.activation != Activation::none) own.bias = bias.get();
                    own.pre_activation = before.get();
                    table.gemm(own);
                };
            }};
}

}  // namespace

Case square_product(std::int64_t n) {
    return gemm_case("nn", n, n, n, {});
}

void gemm_cases(const Visit& visit) {
    const auto visit_gemm = [&](const std::string& variant, std::int64_t m, std::int64_t n, std::int64_t k,
                                const GemmOptions& options = {}) { visit(gemm_case(variant, m, n, k, options)); };
    for (const char* variant : {"nn", "nt", "tn", "tt"}) visit_gemm(variant, 512, 512, 512);
    for (const std::int64_t size : {32, 64, 128, 256, 1024, 2048}) visit_gemm("nn", size, size, size);
    visit_gemm("nn", 8, 16, 16);
    visit_gemm("nn", 768, 512, 128);
    visit_gemm("nn", 800, 2048, 512);
    visit_gemm("nn", 256, 3072, 768);
    // What a product's end costs, beside nn of the same size.
    visit_gemm("nn+accumulate", 512, 512, 512, {.accumulate = true});
    visit_gemm("nn+bias+relu", 512, 512, 512, {.activation = Activation::relu});
    visit_gemm("nn+bias+gelu+kept", 512, 512, 512, {.activation = Activation::gelu_tanh, .keep = true});
    // A layer of the Multi30k model on a batch, its output over the vocabulary, and the gradients of both.
    visit_gemm("nn", 1920, 256, 256);
    visit_gemm("nn+bias+gelu", 1920, 512, 256, {.activation = Activation::gelu_tanh});
    visit_gemm("nt", 1920, 256, 512);
    visit_gemm("tn", 256, 512, 1920);
    visit_gemm("tn+accumulate", 256, 512, 1920, {.accumulate = true});
    visit_gemm("nt", 1920, 5921, 256);
    visit_gemm("tn", 32, 32, 8192);
    visit_gemm("nn", 15, 15, 32, {.problems = 1024});
    visit_gemm("nt", 15, 15, 32, {.problems = 1024});
    // Decoding: a row for each sentence.
    for (const char* variant : {"nn", "nt"})
        for (const std::int64_t rows : {1, 4, 16}) visit_gemm(variant, rows, 3072, 768);
}

}  // namespace vitro::bench
