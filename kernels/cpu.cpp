// kernels/cpu.cpp: the CPU's name, caches, cores and vector instructions.
#include "kernels/cpu.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <sched.h>
#include <set>
#include <string>
#include <thread>
#include <unistd.h>
#include <utility>

#include "kernels/kernels.hpp"

#if defined(VITRO_X86)
#include <cpuid.h>
#endif

namespace vitro::kernels {
namespace {

using std::filesystem::path;

constexpr double kNoLimit = std::numeric_limits<double>::infinity();

/// The file's first line; empty when there is none.
std::string first_line(const path& file) {
    std::string line;
    std::ifstream stream(file);
    std::getline(stream, line);
    return line;
}

/// The number that a file begins with, or `otherwise`.
std::int64_t number_in(const path& file, std::int64_t otherwise) {
    std::int64_t number = otherwise;
    std::ifstream stream(file);
    return stream >> number ? number : otherwise;
}

/// Version 2: "QUOTA PERIOD" or "max PERIOD" in microseconds; version 1: two files, and -1 for no quota.
double quota_of_group(const path& group) {
    double quota = -1, period = 0;
    std::ifstream both(group / "cpu.max");
    if (!(both >> quota >> period)) {
        quota = static_cast<double>(number_in(group / "cpu.cfs_quota_us", -1));
        period = static_cast<double>(number_in(group / "cpu.cfs_period_us", 0));
    }
    return quota > 0 && period > 0 ? quota / period : kNoLimit;
}

/// A limit may stand at any level, and a container may see the outside's path but its own files: so all the way up.
double quota_up_from(const path& root, path group) {
    double least = quota_of_group(root);
    for (group = group.relative_path(); !group.empty(); group = group.parent_path())
        least = std::min(least, quota_of_group(root / group));
    return least;
}

std::vector<int> allowed_cpus() {
    cpu_set_t set;
    CPU_ZERO(&set);
    std::vector<int> cpus;
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu)
            if (CPU_ISSET(cpu, &set)) cpus.push_back(cpu);
    return cpus;
}

/// As many threads as can run at full speed. A quota's fraction of a core would only make the others wait: rounded
/// down.
int usable_cores(const path& cpus) {
    const std::vector<int> allowed = allowed_cpus();  // empty beyond 1024 CPUs, where the set does not fit
    const int cores =
        allowed.empty() ? static_cast<int>(std::thread::hardware_concurrency()) : count_cores(cpus, allowed);
    const double quota = cpu_quota("/sys/fs/cgroup", "/proc/self/cgroup");
    return std::max(1, static_cast<int>(std::min<double>(cores, std::floor(quota))));
}

std::string model_name() {
#if defined(VITRO_X86)
    unsigned words[13] = {};  // three times 16 characters, and a zero
    for (unsigned i = 0; i < 3; ++i)
        if (!__get_cpuid(0x80000002 + i, &words[4 * i], &words[4 * i + 1], &words[4 * i + 2], &words[4 * i + 3]))
            return "x86-64";
    const std::string name = reinterpret_cast<const char*>(words);
    const auto begin = name.find_first_not_of(' ');
    return begin == std::string::npos ? "x86-64" : name.substr(begin, name.find_last_not_of(' ') - begin + 1);
#else
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);)
        if (line.starts_with("model name") && line.find(": ") != std::string::npos)
            return line.substr(line.find(": ") + 2);
    return "unknown";
#endif
}

std::int64_t cache_or_sysconf(const path& cpus, int level, int name) {
    const std::int64_t bytes = cache_bytes(cpus, level);
    return bytes > 0 ? bytes : std::max<std::int64_t>(0, sysconf(name));
}

/// Exactly what the tables are compiled for (CMakeLists.txt); the compiler's probe also asks the operating system
/// whether it saves the registers.
void find_features(Cpu& found) {
#if defined(VITRO_X86)
    __builtin_cpu_init();
    found.avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    found.avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
                   __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
                   __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("fma");
#else
    found.avx2 = found.avx512 = false;
#endif
}

Cpu detect() noexcept {
    Cpu found{};
    found.physical_cores = 1;
    find_features(found);
    try {
        const path cpus = "/sys/devices/system/cpu";
        std::strncpy(found.model, model_name().c_str(), sizeof found.model - 1);
        found.physical_cores = usable_cores(cpus);
        found.l1 = cache_or_sysconf(cpus, 1, _SC_LEVEL1_DCACHE_SIZE);
        found.l2 = cache_or_sysconf(cpus, 2, _SC_LEVEL2_CACHE_SIZE);
        found.l3 = cache_or_sysconf(cpus, 3, _SC_LEVEL3_CACHE_SIZE);
    } catch (...) {  // no memory for a file's name: what is known by now is a fair answer
    }
    return found;
}

}  // namespace

const Cpu& cpu() noexcept {
    static const Cpu found = detect();
    return found;
}

int count_cores(const path& cpus, const std::vector<int>& logical) {
    std::set<std::pair<std::int64_t, std::int64_t>> cores;
    for (const int cpu : logical) {
        const path topology = cpus / ("cpu" + std::to_string(cpu)) / "topology";
        const std::int64_t core = number_in(topology / "core_id", -1);
        const std::int64_t package = number_in(topology / "physical_package_id", -1);
        cores.insert(core < 0 ? std::pair<std::int64_t, std::int64_t>{-2, cpu} : std::pair{package, core});
    }
    return static_cast<int>(cores.size());
}

double cpu_quota(const path& groups, const path& membership) {
    double least = kNoLimit;
    std::ifstream lines(membership);
    for (std::string line; std::getline(lines, line);) {  // "0::/path", or "4:cpu,cpuacct:/path" in version 1
        const auto first = line.find(':'), second = line.find(':', first + 1);
        if (first == std::string::npos || second == std::string::npos) continue;
        const std::string controllers = line.substr(first + 1, second - first - 1), group = line.substr(second + 1);
        if (controllers.empty()) least = std::min(least, quota_up_from(groups, group));
        if (("," + controllers + ",").find(",cpu,") == std::string::npos) continue;
        for (const path& folder : {path("cpu"), path(controllers)})
            least = std::min(least, quota_up_from(groups / folder, group));
    }
    return least;
}

std::int64_t cache_bytes(const path& cpus, int level) {
    for (int index = 0;; ++index) {
        const path cache = cpus / "cpu0" / "cache" / ("index" + std::to_string(index));
        const std::string size = first_line(cache / "size");  // "1024K"
        if (size.empty()) return 0;
        if (number_in(cache / "level", 0) != level || first_line(cache / "type") == "Instruction") continue;
        const std::int64_t unit = size.back() == 'K' ? 1024 : size.back() == 'M' ? 1024 * 1024 : 1;
        return unit * number_in(cache / "size", 0);
    }
}

}  // namespace vitro::kernels
