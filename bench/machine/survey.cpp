// bench/machine/survey.cpp: the peak by instruction set, the bandwidth by level.
#include "bench/machine/survey.hpp"

#include "bench/machine/machine.hpp"

namespace vitro::bench {

Survey survey(Roofs& roofs, const std::vector<const kernels::Kernels*>& tables, const std::vector<int>& teams) {
    Survey found;
    for (const int threads : teams) {
        for (const kernels::Kernels* table : tables)
            if (table->lanes > 1)
                if (const double peak = roofs.fma(*table, threads); peak > 0)
                    found.fma.push_back({table->name, threads, peak * 1e-9});
        for (const Level& level : levels_of(this_machine(), threads, dram_bytes())) {
            const auto rate = [&](const Mix& mix) {
                return roofs.memory(threads, mix, static_cast<double>(level.bytes)) * 1e-9;
            };
            found.memory.push_back({level.name, level.bytes, threads, rate(kRead), rate(kCopy), rate(kUpdate)});
        }
    }
    return found;
}

}  // namespace vitro::bench
