// examples/vitro/platform.cpp: asks the compiler and the system.
#include "examples/vitro/platform.hpp"

#include <fmt/format.h>
#include <sys/utsname.h>

namespace vitro::program {

std::string compiler() {
#ifdef __clang__
    return "clang " __clang_version__;
#else
    return "g++ " __VERSION__;
#endif
}

std::string operating_system() {
    utsname name{};
    if (uname(&name) != 0) return "unknown";
    return fmt::format("{} {} {}", name.sysname, name.release, name.machine);
}

}  // namespace vitro::program
