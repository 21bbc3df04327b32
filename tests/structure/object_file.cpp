// tests/structure/object_file.cpp: reads section headers, symbols and names as elf.h describes them.
#include "tests/structure/object_file.hpp"

#include <cstdlib>
#include <cstring>
#include <cxxabi.h>
#include <elf.h>
#include <memory>
#include <span>
#include <stdexcept>

#include "tests/structure/project.hpp"

namespace structure {
namespace {

/// `count` values of type T at an offset of the file.
template <class T>
std::vector<T> values_at(std::string_view file, std::size_t offset, std::size_t count) {
    if (offset > file.size() || count > (file.size() - offset) / sizeof(T))
        throw std::runtime_error("an object file that ends too early");
    std::vector<T> values(count);
    std::memcpy(values.data(), file.data() + offset, count * sizeof(T));
    return values;
}

std::string bytes_of(std::string_view file, std::span<const Elf64_Shdr> sections, const Elf64_Sym& symbol) {
    if (symbol.st_shndx >= sections.size() || sections[symbol.st_shndx].sh_type == SHT_NOBITS) return {};
    return std::string(file.substr(sections[symbol.st_shndx].sh_offset + symbol.st_value, symbol.st_size));
}

struct ObjectText {
    std::string file;
    std::vector<Elf64_Shdr> sections;
    std::size_t section_names = 0;

    explicit ObjectText(const std::filesystem::path& object) : file(read_text(object)) {
        const Elf64_Ehdr header = values_at<Elf64_Ehdr>(file, 0, 1).front();
        if (!file.starts_with(ELFMAG) || header.e_ident[EI_CLASS] != ELFCLASS64 ||
            header.e_ident[EI_DATA] != ELFDATA2LSB)
            throw std::runtime_error(object.string() + " is no 64-bit little-endian ELF object");
        sections = values_at<Elf64_Shdr>(file, header.e_shoff, header.e_shnum);
        section_names = sections.at(header.e_shstrndx).sh_offset;
    }

    /// body(symbol, its name) for each, local ones too.
    template <class Body>
    void for_each_symbol(const Body& body) const {
        for (const Elf64_Shdr& table : sections) {
            if (table.sh_type != SHT_SYMTAB) continue;
            const std::size_t names = sections.at(table.sh_link).sh_offset;
            for (const Elf64_Sym& entry :
                 values_at<Elf64_Sym>(file, table.sh_offset, table.sh_size / sizeof(Elf64_Sym)))
                body(entry, file.data() + names + entry.st_name);
        }
    }

    bool is_written(const Elf64_Sym& symbol) const {
        const unsigned type = ELF64_ST_TYPE(symbol.st_info);
        if ((type != STT_OBJECT && type != STT_TLS) || symbol.st_shndx >= sections.size()) return false;
        const Elf64_Shdr& section = sections[symbol.st_shndx];
        const std::string_view section_name = file.data() + section_names + section.sh_name;
        return (section.sh_flags & SHF_WRITE) != 0 && !section_name.starts_with(".data.rel.ro");
    }
};

}  // namespace

std::vector<Symbol> linked_symbols(const std::filesystem::path& object) {
    const ObjectText text(object);
    std::vector<Symbol> symbols;
    text.for_each_symbol([&](const Elf64_Sym& entry, const char* name) {
        const unsigned binding = ELF64_ST_BIND(entry.st_info);
        if (binding == STB_LOCAL) return;
        symbols.push_back({.name = name,
                           .defined = entry.st_shndx != SHN_UNDEF,
                           .function = ELF64_ST_TYPE(entry.st_info) == STT_FUNC,
                           .weak = binding != STB_GLOBAL,
                           .bytes = bytes_of(text.file, text.sections, entry)});
    });
    return symbols;
}

std::vector<std::string> variables(const std::filesystem::path& object) {
    const ObjectText text(object);
    std::vector<std::string> names;
    text.for_each_symbol([&](const Elf64_Sym& entry, const char* name) {
        if (text.is_written(entry)) names.emplace_back(name);
    });
    return names;
}

std::string demangled(const std::string& name) {
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> text(abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status),
                                                           &std::free);
    return text ? text.get() : name;
}

std::string Object::source() const {
    const std::string text = path.lexically_normal().generic_string();
    const std::string folder = "/" + target + ".dir/";
    const std::size_t begin = text.find(folder) + folder.size();
    return text.substr(begin, text.rfind('.') - begin);
}

std::vector<std::string> Object::sources() const {
    if (!source().starts_with("Unity/")) return {source()};
    // Files that are compiled together: one beside the object names them.
    constexpr std::string_view include = "#include \"";
    std::vector<std::string> files;
    for (const std::string& line : lines_of(read_text(std::filesystem::path(path).replace_extension())))
        if (line.starts_with(include)) {
            const std::filesystem::path file = line.substr(include.size(), line.rfind('"') - include.size());
            files.push_back(file.lexically_relative(root()).generic_string());
        }
    return files;
}

const std::vector<Object>& library_objects() {
    static const std::vector<Object> objects = [] {
        std::vector<Object> found;
        std::string target;
        for (const std::string& line : lines_of(read_text(VITRO_OBJECTS_FILE))) {
            if (line.find('/') == std::string::npos)
                target = line;
            else
                found.push_back({.target = target, .path = line, .symbols = linked_symbols(line)});
        }
        return found;
    }();
    return objects;
}

}  // namespace structure
