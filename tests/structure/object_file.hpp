// tests/structure/object_file.hpp: the symbol table of an object file (ELF, 64 bits).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace structure {

struct Symbol {
    std::string name;      ///< mangled
    bool defined = false;  ///< otherwise wanted from elsewhere
    bool function = false;
    bool weak = false;  ///< one of several equal definitions may stay: inline functions, instantiated templates
    std::string bytes;  ///< code or data, before relocation
};

/// The symbols of an object that the linker sees. Throws std::runtime_error for anything but 64-bit little-endian ELF.
std::vector<Symbol> linked_symbols(const std::filesystem::path& object);

/// What an object may write to while the program runs, mangled: variables of any linkage, those of functions and
/// threads included; not what the linker makes read-only once addresses are known. Throws as linked_symbols does.
std::vector<std::string> variables(const std::filesystem::path& object);

/// As C++ writes it.
std::string demangled(const std::string& name);

/// An object of this build, and the CMake target that it belongs to: vitro_core_f32, vitro_simd_avx2, ...
struct Object {
    std::string target;
    std::filesystem::path path;
    std::string source() const;                ///< as the target names it: core/shape.cpp, Unity/unity_core_1_cxx.cxx
    std::vector<std::string> sources() const;  ///< all that it is made of, relative to the root: core/shape.cpp, ...
    std::vector<Symbol> symbols;
};

/// All objects of the library.
const std::vector<Object>& library_objects();

}  // namespace structure
