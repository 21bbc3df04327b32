// tests/kernels/numbers.cpp: memory with a forbidden page behind it.
#include "tests/kernels/numbers.hpp"

#include <limits>
#include <new>
#include <sys/mman.h>
#include <unistd.h>

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {
namespace {

struct Unmap {
    void* base;
    std::size_t bytes;
    void operator()(real*) const { munmap(base, bytes); }
};

}  // namespace

Numbers::Numbers(std::int64_t count, int gap) : size_(count) {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    const std::size_t wanted = static_cast<std::size_t>(count + gap) * sizeof(real);
    const std::size_t bytes = (wanted + page - 1) / page * page;
    void* base = mmap(nullptr, bytes + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED || mprotect(static_cast<char*>(base) + bytes, page, PROT_NONE) != 0) throw std::bad_alloc();
    real* end = reinterpret_cast<real*>(static_cast<char*>(base) + bytes);
    for (int i = 1; i <= gap; ++i) end[-i] = std::numeric_limits<real>::quiet_NaN();
    first_ = std::shared_ptr<real>(end - gap - count, Unmap{base, bytes + page});
}

double Source::uniform(double low, double high) {
    return low + (high - low) * static_cast<double>(words_()) / 4294967296.0;
}

std::int32_t Source::below(std::int64_t bound) {
    return static_cast<std::int32_t>(words_() % static_cast<std::uint64_t>(bound));
}

Numbers Source::numbers(std::int64_t count, double low, double high) {
    gap_ = (gap_ + 1) % 4;
    const Numbers made(count, gap_);
    for (std::int64_t i = 0; i < count; ++i) made[i] = static_cast<real>(uniform(low, high));
    return made;
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
