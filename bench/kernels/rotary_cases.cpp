// bench/kernels/rotary_cases.cpp: queries or keys turned by their positions.
#include "bench/kernels/row_cases.hpp"

namespace vitro::bench {
namespace {

struct Rotation {
    std::int64_t batch, time, heads, width;
    bool back = false;

    std::int64_t size() const { return batch * time * heads * width; }
};

/// The turns are read for each position of each sequence, from a near cache: they count once.
Traffic traffic_of(const Rotation& r) {
    const double turns = static_cast<double>(r.time * r.width) * sizeof(real);
    Traffic traffic = Streams{.reads = 1, .writes = 1}.of(r.size());
    traffic.read += turns;
    return traffic;
}

}  // namespace

void rotate_cases(const Visit& visit) {
    for (const Rotation r : {Rotation{12, 64, 4, 32}, Rotation{12, 64, 4, 32, true}, Rotation{64, 1, 8, 32}})
        visit({.variant = r.back ? "back" : "",
               .size = size_text({r.batch, r.time, r.heads, r.width}),
               .operations = 3 * static_cast<double>(r.size()),
               .bytes = traffic_of(r),
               .make = [=]() -> Run {
                   const Numbers x = random_numbers(r.size()), y = random_numbers(r.size());
                   const Numbers turns = random_numbers(r.time * r.width);
                   return [=](const Kernels& table) {
                       table.rotate(y.get(), false, x.get(), turns.get(), r.back, r.batch, r.time, r.heads, r.width);
                   };
               }});
}

}  // namespace vitro::bench
