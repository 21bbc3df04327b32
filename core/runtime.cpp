// core/runtime.cpp: choosing the kernel table, once.
#include "core/runtime.hpp"

#include <cstdlib>
#include <fmt/format.h>

#include "core/error.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace runtime {
namespace {

[[noreturn]] void refuse_table(std::string_view name) {
    throw Error(fmt::format("[runtime] there is no kernel table '{}' for this CPU: valid are {}", name,
                            fmt::join(table_names(), ", ")));
}

bool set_up() {
#ifndef VITRO_F64  // the double build has the reference table only
    if (const char* name = std::getenv("VITRO_ISA"); name && *name && !kernels::select(name)) refuse_table(name);
#endif
    team::size();
    return true;
}

}  // namespace

const kernels::Kernels& kernels() {
    static const bool ready = set_up();
    static_cast<void>(ready);
    return kernels::table();
}

const Cpu& cpu() {
    return kernels::cpu();
}

std::vector<std::string> table_names() {
    std::vector<std::string> names;
    for (const kernels::Kernels* table : kernels::all_tables())
        if (kernels::supported(*table)) names.emplace_back(table->name);
    return names;
}

void use_table(std::string_view name) {
    kernels();
    if (!kernels::select(std::string(name).c_str())) refuse_table(name);
}

}  // namespace runtime
}  // namespace vitro::core::inline VITRO_REAL
