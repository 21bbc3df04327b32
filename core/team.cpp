// core/team.cpp: sets each thread's team up once.
#include "core/team.hpp"

#include <charconv>
#include <cstdlib>
#include <fmt/format.h>
#include <string_view>

#include "core/error.hpp"
#include "core/printable.hpp"
#include "kernels/kernels.hpp"

namespace vitro::core::team {
namespace {

constexpr int kMost = 1024;

int parse(std::string_view text) {
    int count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || end != text.data() + text.size() || count < 1 || count > kMost)
        throw Error(fmt::format("[threads] VITRO_THREADS={}: valid are 1 to {}", printable(text, '\''), kMost));
    return count;
}

void prepare(int count) {
    if (!kernels::prepare(count)) throw Error(fmt::format("[threads] no memory for the scratch of {} threads", count));
}

void set_up() {
    thread_local const bool ready = [] {
        const char* wanted = std::getenv("VITRO_THREADS");
        prepare(wanted && *wanted ? parse(wanted) : kernels::cpu().physical_cores);
        return true;
    }();
    static_cast<void>(ready);
}

}  // namespace

int size() {
    set_up();
    return kernels::threads();
}

void resize(int count) {
    set_up();
    if (count < 1 || count > kMost) throw Error(fmt::format("[threads] {} threads: valid are 1 to {}", count, kMost));
    prepare(count);
}

}  // namespace vitro::core::team
