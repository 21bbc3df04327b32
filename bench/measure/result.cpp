// bench/measure/result.cpp: rates and shares from times.
#include "bench/measure/result.hpp"

namespace vitro::bench {

std::string Job::name() const {
    return kernel + (what.variant.empty() ? "" : "/" + what.variant) + "/isa:" + table->name +
           "/threads:" + std::to_string(threads) + "/" + what.size;
}

Result result_of(const Job& job, const Statistics& seconds, const Roof& roof) {
    Result result{.name = job.name(),
                  .kernel = job.kernel,
                  .variant = job.what.variant,
                  .isa = job.table->name,
                  .threads = job.threads,
                  .size = job.what.size,
                  .operations = job.what.operations,
                  .bytes = job.what.bytes.moved(),
                  .seconds = seconds,
                  .bound = {}};
    result.gflops = result.operations / seconds.median * 1e-9;
    result.gbs = result.bytes / seconds.median * 1e-9;
    if (roof.seconds > 0) {
        result.bound = roof.bound;
        result.roof = (roof.bound == "FMA" ? result.operations : result.bytes) / roof.seconds * 1e-9;
        result.share = roof.seconds / seconds.median;
    }
    return result;
}

}  // namespace vitro::bench
