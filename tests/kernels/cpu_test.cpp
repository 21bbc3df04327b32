// tests/kernels/cpu_test.cpp: cores, quotas and caches from folders made for the purpose.
#include "kernels/cpu.hpp"

#include <cmath>
#include <cstring>
#include <doctest/doctest.h>
#include <string>
#include <thread>

#include "kernels/kernels.hpp"
#include "tests/temporary_directory.hpp"

namespace vitro::kernels {

using test::TemporaryDirectory;

TEST_CASE("cores: two logical CPUs of a core count once, in each package") {
    const TemporaryDirectory cpus;
    for (int cpu = 0; cpu < 8; ++cpu) {
        const std::string topology = "cpu" + std::to_string(cpu) + "/topology/";
        cpus.write(topology + "core_id", std::to_string(cpu % 2) + "\n");
        cpus.write(topology + "physical_package_id", std::to_string(cpu / 4) + "\n");
    }
    CHECK(count_cores(cpus.path(), {0, 1, 2, 3, 4, 5, 6, 7}) == 4);
    CHECK(count_cores(cpus.path(), {0, 2}) == 1);
    CHECK(count_cores(cpus.path(), {0, 4}) == 2);
    CHECK_MESSAGE(count_cores(cpus.path(), {0, 20, 21}) == 3, "CPUs of which nothing is known are cores");
    CHECK(count_cores(cpus.path(), {}) == 0);
}

TEST_CASE("quota: version 2, the least of a group and those above it") {
    const TemporaryDirectory groups;
    groups.write("membership", "0::/a/b\n");
    CHECK(std::isinf(cpu_quota(groups.path(), groups.path() / "membership")));
    groups.write("a/b/cpu.max", "max 100000\n");
    CHECK(std::isinf(cpu_quota(groups.path(), groups.path() / "membership")));
    groups.write("a/cpu.max", "250000 100000\n");
    CHECK(cpu_quota(groups.path(), groups.path() / "membership") == 2.5);
    groups.write("cpu.max", "50000 100000\n");
    CHECK(cpu_quota(groups.path(), groups.path() / "membership") == 0.5);
}

TEST_CASE("quota: version 1, also where a container sees its own files under the path of the outside") {
    const TemporaryDirectory groups;
    groups.write("membership", "7:memory:/m\n4:cpu,cpuacct:/docker/123\n2:cpuset:/\n");
    groups.write("cpu/cpu.cfs_quota_us", "-1\n");
    groups.write("cpu/cpu.cfs_period_us", "100000\n");
    CHECK(std::isinf(cpu_quota(groups.path(), groups.path() / "membership")));
    groups.write("cpu,cpuacct/cpu.cfs_quota_us", "400000\n");
    groups.write("cpu,cpuacct/cpu.cfs_period_us", "100000\n");
    CHECK(cpu_quota(groups.path(), groups.path() / "membership") == 4);
    groups.write("memory/m/cpu.max", "1 100000\n");
    CHECK_MESSAGE(cpu_quota(groups.path(), groups.path() / "membership") == 4, "the group of another controller");
}

TEST_CASE("quota: none where nothing can be read") {
    CHECK(std::isinf(cpu_quota("/nowhere", "/nowhere/either")));
}

TEST_CASE("caches: data and unified ones, by level") {
    const TemporaryDirectory cpus;
    const auto cache = [&](int index, int level, const std::string& type, const std::string& size) {
        const std::string folder = "cpu0/cache/index" + std::to_string(index) + "/";
        cpus.write(folder + "level", std::to_string(level) + "\n");
        cpus.write(folder + "type", type + "\n");
        cpus.write(folder + "size", size + "\n");
    };
    cache(0, 1, "Instruction", "64K");
    cache(1, 1, "Data", "48K");
    cache(2, 2, "Unified", "2048K");
    cache(3, 3, "Unified", "32M");
    CHECK(cache_bytes(cpus.path(), 1) == 48 * 1024);
    CHECK(cache_bytes(cpus.path(), 2) == 2048 * 1024);
    CHECK(cache_bytes(cpus.path(), 3) == 32 * 1024 * 1024);
    CHECK(cache_bytes(cpus.path(), 4) == 0);
}

TEST_CASE("this machine: a name, at least one core, no more than there are") {
    CHECK(std::strlen(cpu().model) > 0);
    CHECK(cpu().physical_cores >= 1);
    CHECK(cpu().physical_cores <= static_cast<int>(std::thread::hardware_concurrency()));
    CHECK(&cpu() == &cpu());
#if !defined(VITRO_X86)
    CHECK(!cpu().avx2);
    CHECK(!cpu().avx512);
#endif
}

}  // namespace vitro::kernels
