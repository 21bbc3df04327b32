// core/runtime.cpp: choosing the kernel table, once, and seeing that each thread has a team.
#include "core/runtime.hpp"

#include <cstdlib>
#include <fmt/format.h>

#include "core/error.hpp"
#include "core/printable.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace runtime {
namespace {

[[noreturn]] void refuse_table(std::string_view name) {
    throw Error(fmt::format("[runtime] there is no kernel table {} for this CPU: valid are {}", printable(name, '\''),
                            fmt::join(table_names(), ", ")));
}

bool choose_table() {
#ifndef VITRO_F64  // the double build has the reference table only
    if (const char* name = std::getenv("VITRO_ISA"); name && *name && !kernels::select(name)) refuse_table(name);
#endif
    return true;
}

}  // namespace

const kernels::Kernels& kernels() {
    static const bool ready = choose_table();
    static_cast<void>(ready);
    team::size();  // no kernel runs before its thread has a team, and the scratch for it
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
