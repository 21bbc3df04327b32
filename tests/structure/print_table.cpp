// tests/structure/print_table.cpp: prints the name of the kernel table that the library chooses on this CPU.
#include <fmt/format.h>

#include "core/runtime.hpp"

int main() {
    fmt::print("{}\n", vitro::core::runtime::kernels().name);
}
