// kernels/dispatch.cpp: which tables there are, which of them this CPU can run, and the one in use.
#include <atomic>
#include <cstring>

#include "kernels/kernels.hpp"
#include "kernels/reference/table.hpp"

#ifndef VITRO_F64  // the double build has the reference table only
namespace vitro::kernels {
#ifdef VITRO_X86
namespace avx512 {
const Kernels& table() noexcept;
}
namespace avx2 {
const Kernels& table() noexcept;
}
#endif
#ifdef VITRO_BASE
namespace base {
const Kernels& table() noexcept;
}
#endif
}  // namespace vitro::kernels
#endif

namespace vitro::kernels::inline VITRO_REAL {
namespace {

constinit std::atomic<const Kernels*> in_use = nullptr;

const Kernels& best() noexcept {
    for (const Kernels* candidate : all_tables())
        if (supported(*candidate)) return *candidate;
    return reference::table();
}

}  // namespace

std::span<const Kernels* const> all_tables() noexcept {
    static const Kernels* const tables[] = {
#ifndef VITRO_F64
#ifdef VITRO_X86
        &avx512::table(), &avx2::table(),
#endif
#ifdef VITRO_BASE
        &base::table(),
#endif
#endif
        &reference::table()};
    return tables;
}

bool supported(const Kernels& table) noexcept {
    if (std::strcmp(table.name, "avx512") == 0) return cpu().avx512;
    if (std::strcmp(table.name, "avx2") == 0) return cpu().avx2;
    return true;
}

const Kernels* select(const char* name) noexcept {
    for (const Kernels* candidate : all_tables()) {
        if (std::strcmp(candidate->name, name) != 0 || !supported(*candidate)) continue;
        in_use.store(candidate, std::memory_order_release);
        return candidate;
    }
    return nullptr;
}

const Kernels& table() noexcept {
    if (const Kernels* chosen = in_use.load(std::memory_order_acquire)) return *chosen;
    const Kernels* nothing = nullptr;  // another thread may select one in the meantime: its choice stays
    in_use.compare_exchange_strong(nothing, &best(), std::memory_order_acq_rel);
    return *in_use.load(std::memory_order_acquire);
}

}  // namespace vitro::kernels::inline VITRO_REAL
