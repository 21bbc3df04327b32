// bench/peers/workers/libraries.cpp: three C interfaces, declared here as their manuals do, so that nothing is needed
// to build.
#include "bench/peers/workers/libraries.hpp"

#include <algorithm>
#include <dlfcn.h>
#include <fmt/format.h>
#include <map>
#include <sched.h>
#include <stdexcept>

namespace vitro::bench::peers {
namespace {

class Library {
  public:
    explicit Library(const std::string& path) : handle_(dlopen(path.c_str(), RTLD_NOW | RTLD_GLOBAL)) {
        if (handle_ == nullptr) throw std::runtime_error(dlerror());
    }
    /// A function by the first of its names that is there; nullptr when none is.
    template <class Function>
    Function find(std::initializer_list<const char*> names) const {
        for (const char* name : names)
            if (void* const address = dlsym(handle_, name)) return reinterpret_cast<Function>(address);
        return nullptr;
    }
    /// Throws std::runtime_error when it is not there.
    template <class Function>
    Function need(std::initializer_list<const char*> names) const {
        const auto function = find<Function>(names);
        if (!function) throw std::runtime_error(fmt::format("has no function {}", *names.begin()));
        return function;
    }

  private:
    void* handle_;  ///< stays open: libraries leave threads behind
};

using SetThreads = void (*)(int);
/// CBLAS (the BLAS Technical Forum's C interface), with 32-bit sizes.
using CblasSgemm = void (*)(int layout, int transpose_a, int transpose_b, int m, int n, int k, float alpha,
                            const float* a, int lda, const float* b, int ldb, float beta, float* c, int ldc);
constexpr int kRowMajor = 101, kNoTranspose = 111, kTranspose = 112;

Multiply by_cblas(CblasSgemm sgemm) {
    return [=](const GemmProblem& p, const float* a, const float* b, float* c) {
        const int m = static_cast<int>(p.m), n = static_cast<int>(p.n), k = static_cast<int>(p.k);
        sgemm(kRowMajor, p.transpose_a ? kTranspose : kNoTranspose, p.transpose_b ? kTranspose : kNoTranspose, m, n, k,
              1, a, p.transpose_a ? m : k, b, p.transpose_b ? k : n, 0, c, n);
    };
}

/// The wheel scipy-openblas32 puts a prefix before every name.
Engine open_openblas(const Library& library, int threads) {
    const auto sgemm = library.need<CblasSgemm>({"cblas_sgemm", "scipy_cblas_sgemm"});
    if (const auto set = library.find<SetThreads>({"openblas_set_num_threads", "scipy_openblas_set_num_threads"}))
        set(threads);
    const auto config = library.find<char* (*)()>({"openblas_get_config", "scipy_openblas_get_config"});
    return {.name = config ? config() : "a library with cblas_sgemm", .multiply = by_cblas(sgemm)};
}

Engine open_mkl(const Library& library, int threads) {
    const auto sgemm = library.need<CblasSgemm>({"cblas_sgemm"});
    library.need<SetThreads>({"MKL_Set_Num_Threads"})(threads);
    char version[200] = "MKL";
    if (const auto name = library.find<void (*)(char*, int)>({"MKL_Get_Version_String", "mkl_get_version_string"}))
        name(version, sizeof version - 1);
    return {.name = version, .multiply = by_cblas(sgemm)};
}

using DnnlSgemm = int (*)(char transpose_a, char transpose_b, std::int64_t m, std::int64_t n, std::int64_t k,
                          float alpha, const float* a, std::int64_t lda, const float* b, std::int64_t ldb, float beta,
                          float* c, std::int64_t ldc);
struct DnnlVersion {
    int major, minor, patch;
};

/// Takes processors away from this thread until the end of the scope, so that `count` are left.
class FewerProcessors {
  public:
    explicit FewerProcessors(int count) {
        sched_getaffinity(0, sizeof before_, &before_);
        cpu_set_t fewer = before_;
        for (int cpu = 0, left = count; cpu < CPU_SETSIZE; ++cpu)
            if (CPU_ISSET(cpu, &fewer) && --left < 0) CPU_CLR(cpu, &fewer);
        sched_setaffinity(0, sizeof fewer, &fewer);
    }
    FewerProcessors(const FewerProcessors&) = delete;
    FewerProcessors& operator=(const FewerProcessors&) = delete;
    ~FewerProcessors() { sched_setaffinity(0, sizeof before_, &before_); }

  private:
    cpu_set_t before_;
};

/// oneDNN asks its runtime for the number of threads: OpenMP's looks into OMP_NUM_THREADS, which the host has set;
/// TBB's counts, at the first product, the processors it may use. Nothing stays tied to them: no thread starts for it.
Engine open_onednn(const Library& library, int threads) {
    const auto sgemm = library.need<DnnlSgemm>({"dnnl_sgemm"});
    const Multiply multiply = [=](const GemmProblem& p, const float* a, const float* b, float* c) {
        if (sgemm(p.transpose_a ? 'T' : 'N', p.transpose_b ? 'T' : 'N', p.m, p.n, p.k, 1, a, p.transpose_a ? p.m : p.k,
                  b, p.transpose_b ? p.k : p.n, 0, c, p.n) != 0)
            throw std::runtime_error("dnnl_sgemm refuses the product");
    };
    const FewerProcessors only(threads);
    const float one = 1;
    float product = 0;
    multiply({.m = 1, .n = 1, .k = 1}, &one, &one, &product);
    const DnnlVersion* const version = library.need<const DnnlVersion* (*)()>({"dnnl_version"})();
    return {.name = fmt::format("oneDNN {}.{}.{}", version->major, version->minor, version->patch),
            .multiply = multiply};
}

using Open = Engine (*)(const Library&, int threads);
const std::map<std::string, Open> kKinds{{"openblas", open_openblas}, {"mkl", open_mkl}, {"onednn", open_onednn}};

}  // namespace

Engine open_library(const std::string& kind, const std::vector<std::string>& libraries, int threads) {
    const auto found = kKinds.find(kind);
    if (found == kKinds.end()) throw std::runtime_error(fmt::format("there is no kind of library '{}'", kind));
    std::vector<std::string> reasons;
    for (const std::string& path : libraries) try {
            Engine engine = found->second(Library(path), threads);
            engine.name += fmt::format(" ({})", path);
            return engine;
        } catch (const std::runtime_error& error) {
            const std::string reason = error.what();  // the linker's begins with the path, or with that of another
            reasons.push_back(reason.find(path) == std::string::npos ? path + ": " + reason : reason);
        }
    throw std::runtime_error(fmt::format("{}", fmt::join(reasons, "; ")));
}

}  // namespace vitro::bench::peers
