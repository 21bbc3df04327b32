// kernels/cpu.hpp: what cpu() reads from the files of Linux, with the folders as arguments so that a test can make its
// own. Missing files mean "unknown" and "no limit".
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace vitro::kernels {

/// How many physical cores the given logical CPUs belong to, by <cpus>/cpuN/topology/{physical_package_id,core_id}.
/// A CPU without these files counts as a core.
int count_cores(const std::filesystem::path& cpus, const std::vector<int>& logical);

/// How many CPUs' time a control group may use: the least quota of the process's groups (<membership>, as
/// /proc/self/cgroup) and of all groups above them, in version 1 (cpu.cfs_quota_us) and 2 (cpu.max). Infinity for none.
double cpu_quota(const std::filesystem::path& groups, const std::filesystem::path& membership);

/// Bytes of the data or unified cache of a level, by <cpus>/cpu0/cache/indexN; 0 when unknown.
std::int64_t cache_bytes(const std::filesystem::path& cpus, int level);

}  // namespace vitro::kernels
