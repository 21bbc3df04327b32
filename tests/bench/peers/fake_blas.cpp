// tests/bench/peers/fake_blas.cpp: a library as OpenBLAS and MKL are to the bench, by plain loops; what is wrong with
// it is chosen when it is compiled.
#include <csignal>

extern "C" {

void cblas_sgemm(int layout, int transpose_a, int transpose_b, int m, int n, int k, float alpha, const float* a,
                 int lda, const float* b, int ldb, float beta, float* c, int ldc);
void MKL_Set_Num_Threads(int threads);

void cblas_sgemm(int /*layout*/, int transpose_a, int transpose_b, int m, int n, int k, float alpha, const float* a,
                 int lda, const float* b, int ldb, float /*beta*/, float* c, int ldc) {
    constexpr int kTranspose = 112;
#ifdef FAKE_WRONG
    transpose_a = transpose_b = 0;
    lda = k, ldb = n;
#endif
#ifdef FAKE_MORTAL
    if (m >= 64) std::raise(SIGSEGV);
#endif
    for (int i = 0; i < m; ++i)
        for (int j = 0; j < n; ++j) {
            float sum = 0;
            for (int p = 0; p < k; ++p)
                sum += (transpose_a == kTranspose ? a[p * lda + i] : a[i * lda + p]) *
                       (transpose_b == kTranspose ? b[j * ldb + p] : b[p * ldb + j]);
            c[i * ldc + j] = alpha * sum;
        }
}

void MKL_Set_Num_Threads(int) {}
}
