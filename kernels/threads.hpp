// kernels/threads.hpp: the one parallel_for. Everything else in the project reads as single-threaded.
//
// Tasks are independent outputs; which thread runs which task never changes a bit of the result, because a task's own
// arithmetic depends on the problem alone. Below a threshold of work the body runs in the calling thread and wakes no
// other: a model 16 wide must not pay for a fork. Denormals are flushed (FTZ/DAZ) inside, and the caller's mode
// is restored after, serial or not.
//
// A thread of the program that runs kernels is the head of a team of its own, with scratch of its own: two of them may
// run kernels at the same time. prepare() makes the team; without it the thread is alone.
#pragma once

#include <cstddef>
#include <cstdint>

namespace vitro::kernels {

/// Runs body(context, begin, end, thread) over disjoint ranges that cover 0 .. tasks; tasks should take about the same
/// time each. `work` is the whole job's size in floating-point operations or elements moved, whichever is larger;
/// 0 <= thread < threads(). Called from inside a body, it runs there and then, with that body's thread (and scratch).
void run_parallel(std::int64_t tasks, std::int64_t work, void* context,
                  void (*body)(void* context, std::int64_t begin, std::int64_t end, int thread)) noexcept;

/// Scratch of the given thread of the caller's team, 64-byte aligned, kScratchBytes long, reserved by prepare().
/// A thread that never called prepare() gets its own on first use; nullptr when there is no memory for it.
inline constexpr std::size_t kScratchBytes = std::size_t{8} << 20;
void* scratch(int thread) noexcept;

/// parallel_for(tasks, work, [&](std::int64_t begin, std::int64_t end, int thread) { ... }).
/// `static`: each file has its own copy, so that no object compiled for one instruction set lends code to another.
template <class Body>
[[maybe_unused]] static void parallel_for(std::int64_t tasks, std::int64_t work, const Body& body) noexcept {
    run_parallel(tasks, work, const_cast<Body*>(&body),
                 [](void* context, std::int64_t begin, std::int64_t end, int thread) {
                     (*static_cast<const Body*>(context))(begin, end, thread);
                 });
}

}  // namespace vitro::kernels
