// bench/measure/statistics.hpp: what is said of repeated measurements.
#pragma once

#include <vector>

namespace vitro::bench {

/// Seconds of one call.
struct Statistics {
    double median = 0, minimum = 0;
    double spread = 0;  ///< between the first and the third quartile: the middle half of the repetitions
    int repetitions = 0;
};

/// Of at least one value; of an even number, the mean of the middle two.
double median(std::vector<double> values);

/// Of at least one repetition. Quartiles between two of them are interpolated.
Statistics statistics_of(std::vector<double> seconds);

}  // namespace vitro::bench
