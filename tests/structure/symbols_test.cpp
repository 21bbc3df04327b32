// tests/structure/symbols_test.cpp: what the objects of the library define and want, read from their symbol tables.
//
// An object defines strong symbols (ordinary functions) and weak ones (inline functions and templates, of which the
// linker keeps any one). Two things could go wrong unseen: a weak function compiled for AVX-512 that serves the whole
// program, and a function whose text says `real` but whose name does not, of which only the float or the double one
// survives.
#include <algorithm>
#include <doctest/doctest.h>
#include <map>
#include <regex>
#include <set>

#include "tests/structure/object_file.hpp"
#include "tests/structure/project.hpp"

namespace structure {
namespace {

std::string place(const Object& object) {
    std::string files;
    for (const std::string& file : object.sources()) files += (files.empty() ? "" : ", ") + file;
    return files + " (" + object.target + ")";
}

/// Whether all of its files are in a folder ("core/").
bool is_of(const Object& object, std::string_view folder) {
    return std::ranges::all_of(object.sources(), [&](const std::string& file) { return file.starts_with(folder); });
}

bool is_simd(const Object& object) {
    return object.target.starts_with("vitro_simd_");
}

Object object(const std::string& target, std::vector<Symbol> symbols) {
    return {.target = target, .path = "/build/" + target + ".dir/a.cpp.o", .symbols = std::move(symbols)};
}

/// Weak functions of the objects of one instruction set that an object of another build defines too.
std::vector<std::string> lent_by_simd(const std::vector<Object>& objects) {
    std::map<std::string, std::vector<const Object*>> definers;
    for (const Object& one : objects)
        for (const Symbol& symbol : one.symbols)
            if (symbol.defined && symbol.weak && symbol.function) definers[symbol.name].push_back(&one);
    std::vector<std::string> lent;
    for (const auto& [name, places] : definers)
        for (const Object* one : places)
            if (is_simd(*one) && one->target != places.front()->target)
                lent.push_back(demangled(name) + ": in " + place(*one) + " and " + place(*places.front()));
    return lent;
}

/// Strong symbols that more than one object defines.
std::vector<std::string> defined_twice(const std::vector<Object>& objects) {
    std::map<std::string, const Object*> first;
    std::vector<std::string> twice;
    for (const Object& one : objects)
        for (const Symbol& symbol : one.symbols) {
            if (!symbol.defined || symbol.weak) continue;
            const auto [entry, is_new] = first.emplace(symbol.name, &one);
            if (!is_new)
                twice.push_back(demangled(symbol.name) + ": in " + place(*entry->second) + " and " + place(one));
        }
    return twice;
}

/// vitro's own weak symbols that one source's float and double objects both define, with different bytes: their text
/// depends on `real`, their name does not. (What templates of a library depend on is in their name; how much of them
/// the compiler inlines depends on what else stands in a united source.)
std::vector<std::string> differing_twins(const std::vector<Object>& objects) {
    std::map<std::pair<std::string, std::string>, const Symbol*> floats;
    const auto is_candidate = [](const Symbol& symbol) {
        static const std::regex of_library("_ZT?[VIS]?Z*N?K?(St|9__gnu_cxx|3fmt|8nlohmann).*");
        return symbol.defined && symbol.weak && symbol.name.find("5vitro") != std::string::npos &&
               !std::regex_match(symbol.name, of_library);
    };
    for (const Object& one : objects)
        for (const Symbol& symbol : one.symbols)
            if (one.target.ends_with("_f32") && is_candidate(symbol)) floats[{one.source(), symbol.name}] = &symbol;
    std::vector<std::string> differing;
    for (const Object& one : objects)
        for (const Symbol& symbol : one.symbols) {
            if (!one.target.ends_with("_f64") || !is_candidate(symbol)) continue;
            const auto twin = floats.find({one.source(), symbol.name});
            if (twin != floats.end() && twin->second->bytes != symbol.bytes)
                differing.push_back(demangled(symbol.name) + ": in " + one.source());
        }
    return differing;
}

/// Double objects of other files than the float object of the same name, whose symbols therefore are not compared.
std::vector<std::string> without_twin(const std::vector<Object>& objects) {
    std::map<std::string, std::vector<std::string>> floats;  // by target and source
    for (const Object& one : objects)
        if (one.target.ends_with("_f32")) floats[one.target + " " + one.source()] = one.sources();
    std::vector<std::string> alone;
    for (const Object& one : objects) {
        if (!one.target.ends_with("_f64")) continue;
        const auto twin = floats.find(one.target.substr(0, one.target.size() - 4) + "_f32 " + one.source());
        if (twin == floats.end() || twin->second != one.sources()) alone.push_back(place(one));
    }
    return alone;
}

/// What starts threads, wanted by objects outside kernels/.
std::vector<std::string> wants_threads(const std::vector<Object>& objects) {
    std::vector<std::string> wanted;
    for (const Object& one : objects)
        for (const Symbol& symbol : one.symbols) {
            const bool starts = symbol.name == "pthread_create" ||
                                symbol.name.starts_with("_ZNSt6thread15_M_start_thread") ||
                                symbol.name.starts_with("GOMP_") || symbol.name.starts_with("omp_") ||
                                symbol.name.starts_with("__kmpc_");
            if (starts && !is_of(one, "kernels/")) wanted.push_back(symbol.name + ": in " + place(one));
        }
    return wanted;
}

/// Functions of kernels/ that objects of nn/ call: core/runtime.hpp and core/update.hpp are the doors.
std::vector<std::string> wants_kernels(const std::vector<Object>& objects) {
    std::vector<std::string> wanted;
    for (const Object& one : objects)
        for (const Symbol& symbol : one.symbols)
            if (one.target.starts_with("vitro_nn") && !symbol.defined && symbol.name.starts_with("_ZN5vitro7kernels"))
                wanted.push_back(demangled(symbol.name) + ": in " + place(one));
    return wanted;
}

/// What core and nn may remember from call to call, without namespaces and parameters.
const std::set<std::string> kVariables{
    // State, which core/README.md tells of.
    "context()::context", "watch", "PathTable::instance()::table", "pool", "make_heir()::heir", "orphans()::lists",
    // Lists that outlive a call, so that the next allocates nothing.
    "spare()::lists", "bury()::waiting", "bury()::burying",
    // Made once, at the first use or before main, and only read from then on.
    "runtime::kernels()::ready", "team::set_up()::ready", "check::all_cases()::cases", "check::kTwice",
    "embedded_pairs()::corpus", "grammar::showcase()::kPairs"};

std::string short_name(const std::string& symbol) {
    static const std::regex qualifiers(R"(vitro::|core::|nn::|f32::|f64::|\(anonymous namespace\)::|\[abi:\w+\])");
    static const std::regex parameters(R"(\([^()]*\))");
    return std::regex_replace(std::regex_replace(demangled(symbol), qualifiers, ""), parameters, "()");
}

void check_none(const std::vector<std::string>& offences) {
    CHECK_MESSAGE(offences.empty(), listed(offences));
}

}  // namespace

TEST_CASE("the rules about symbols find what breaks them") {
    const Symbol weak{.name = "_ZN5vitro1fEv", .defined = true, .function = true, .weak = true, .bytes = "float"};
    const Symbol other{.name = "_ZN5vitro1fEv", .defined = true, .function = true, .weak = true, .bytes = "double"};
    const Symbol strong{.name = "_ZN5vitro1gEv", .defined = true, .function = true, .weak = false, .bytes = ""};
    const Symbol create{.name = "pthread_create", .defined = false, .function = false, .weak = false, .bytes = ""};
    const Symbol omp{.name = "omp_get_num_threads", .defined = false, .function = false, .weak = false, .bytes = ""};
    CHECK(lent_by_simd({object("vitro_simd_base", {weak}), object("vitro_simd_avx2", {weak})}).size() == 1);
    CHECK(lent_by_simd({object("vitro_core_f32", {weak}), object("vitro_simd_avx2", {weak})}).size() == 1);
    CHECK(lent_by_simd({object("vitro_simd_avx2", {weak}), object("vitro_simd_avx2", {weak})}).empty());
    CHECK(lent_by_simd({object("vitro_core_f32", {weak}), object("vitro_nn_f32", {weak})}).empty());
    CHECK(defined_twice({object("vitro_core_f32", {strong}), object("vitro_core_f64", {strong})}).size() == 1);
    CHECK(differing_twins({object("vitro_core_f32", {weak}), object("vitro_core_f64", {other})}) ==
          std::vector<std::string>{"vitro::f(): in a.cpp"});
    CHECK(differing_twins({object("vitro_core_f32", {weak}), object("vitro_core_f64", {weak})}).empty());
    const auto copied = [](const char* bytes) {
        return Symbol{
            .name = "_ZNSt4moveIN5vitro1AEEEvv", .defined = true, .function = true, .weak = true, .bytes = bytes};
    };
    CHECK(differing_twins({object("vitro_core_f32", {copied("a")}), object("vitro_core_f64", {copied("b")})}).empty());
    CHECK(without_twin({object("vitro_core_f64", {}), object("vitro_nn_f32", {})}).size() == 1);
    CHECK(without_twin({object("vitro_core_f64", {}), object("vitro_core_f32", {})}).empty());
    CHECK(wants_threads({object("vitro_core_once", {create})}).size() == 1);
    CHECK(wants_threads({object("vitro_core_once", {omp})}).size() == 1);
    const Symbol cpu{
        .name = "_ZN5vitro7kernels3cpuEv", .defined = false, .function = false, .weak = false, .bytes = ""};
    CHECK(wants_kernels({object("vitro_nn_f32", {cpu})}).size() == 1);
    CHECK(wants_kernels({object("vitro_core_f32", {cpu})}).empty());
}

TEST_CASE("the library's objects are read") {
    std::set<std::string> sources;
    for (const Object& one : library_objects()) {
        CHECK_MESSAGE(!one.symbols.empty(), one.path);
        for (const std::string& source : one.sources()) {
            CHECK_MESSAGE(is_file(source), one.path << ": " << source);
            sources.insert(source);
        }
    }
    for (const char* folder : {"kernels", "core", "nn"})
        for (const std::string& source : files_in(folder, ".cpp"))
            CHECK_MESSAGE(sources.contains(source), source << " is part of no library");
}

TEST_CASE("no object for one instruction set lends a function to another object") {
    check_none(lent_by_simd(library_objects()));
}

TEST_CASE("no symbol is defined twice, and none by both float and double") {
    check_none(defined_twice(library_objects()));
    check_none(without_twin(library_objects()));
    check_none(differing_twins(library_objects()));
}

TEST_CASE("nn calls no kernel") {
    check_none(wants_kernels(library_objects()));
}

TEST_CASE("core and nn remember nothing but what is listed") {
    std::vector<std::string> unknown;
    bool knows_context = false;  // that anything is found at all
    for (const Object& one : library_objects()) {
        if (is_of(one, "kernels/")) continue;
        for (const std::string& symbol : variables(one.path)) {
            const std::string name = short_name(symbol);
            if (symbol.find("5vitro") == std::string::npos) continue;  // a library's own
            const bool is_compilers_own = name.starts_with("guard variable") || name.starts_with("DW.ref.");
            if (!is_compilers_own && !kVariables.contains(name)) unknown.push_back(name + ": in " + place(one));
            knows_context |= name == "context()::context";
        }
    }
    CHECK(knows_context);
    check_none(unknown);
}

TEST_CASE("core and nn know nothing of threads") {
    check_none(wants_threads(library_objects()));
}

}  // namespace structure
