// tests/kernels/table_test.cpp: no slot is empty, none lacks a case, and a vector table's slots are its own.
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>
#include <doctest/doctest.h>
#include <set>

#include "tests/kernels/slots.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {
namespace {

constexpr std::size_t kSlotCount = (sizeof(Kernels) - offsetof(Kernels, gemm)) / sizeof(void (*)());

/// The function pointers of a table, in order.
std::array<std::uintptr_t, kSlotCount> slots_of(const Kernels& table) {
    std::array<std::uintptr_t, kSlotCount> slots;
    std::memcpy(slots.data(), reinterpret_cast<const char*>(&table) + offsetof(Kernels, gemm), sizeof slots);
    return slots;
}

}  // namespace

TEST_CASE("every slot of Kernels has cases of its name") {
    static_assert(std::size(kSlots) == kSlotCount, "a slot of Kernels is missing in tests/kernels/slots.hpp");
    struct Found {
        std::string slot;
    };
    for (const Slot& slot : kSlots) {
        std::string found;
        try {
            slot.cases([](const Case& c) { throw Found{c.slot}; });  // one is enough to see: they take time to make
        } catch (const Found& first) {
            found = first.slot;
        }
        const std::string name = slot.name;
        CHECK_MESSAGE(found == (name == "attention_workspace" ? "attention" : name), name);
    }
}

TEST_CASE("every slot of every table is set, and a vector table's is not the reference's") {
    const auto reference = slots_of(*all_tables().back());
    for (const Kernels* table : all_tables()) {
        const auto own = slots_of(*table);
        for (std::size_t i = 0; i < kSlotCount; ++i) {
            const std::string place = std::string(table->name) + " " + kSlots[i].name;
            CHECK_MESSAGE(own[i] != 0, place << " is not set");
            if (table != all_tables().back()) CHECK_MESSAGE(own[i] != reference[i], place << " is the reference's");
        }
    }
}

TEST_CASE("the vector tables differ from each other") {
    std::set<std::uintptr_t> gemms;
    for (const Kernels* table : all_tables()) gemms.insert(std::bit_cast<std::uintptr_t>(table->gemm));
    CHECK(gemms.size() == all_tables().size());
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
