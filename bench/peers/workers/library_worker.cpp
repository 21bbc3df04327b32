// bench/peers/workers/library_worker.cpp: bench_peer_worker KIND THREADS LIBRARY..., a process that multiplies by a
// library. It is no part of vitro and links none of it: no thread and no OpenMP of ours beside the library's own.
#include <cstdlib>

#include "bench/peers/workers/libraries.hpp"

int main(int argc, char** argv) {
    using namespace vitro::bench::peers;
    const std::vector<std::string> arguments(argv, argv + argc);
    return serve([&] {
        if (arguments.size() < 4) throw std::runtime_error("usage: bench_peer_worker KIND THREADS LIBRARY...");
        return open_library(arguments[1], {arguments.begin() + 3, arguments.end()}, std::atoi(argv[2]));
    });
}
