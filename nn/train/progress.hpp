// nn/train/progress.hpp: how far a training is, in a line of text.
#pragma once

#include <cstdint>
#include <string>

namespace vitro::nn {

struct Progress {
    std::int64_t epoch = 0, epochs = 0;  ///< the epoch at hand, from 1
    std::int64_t step = 0, steps = 0;    ///< done so far, and at the end; steps 0: not known
    bool steps_estimated = false;        ///< shown as "512/~2270"
    double loss = 0;                     ///< per token, nats
    double learning_rate = 0;
    double gradient_norm = 0;  ///< before clipping
    double tokens_per_second = 0;
    double seconds_left = 0;
};

/// "epoch 3/10  step 512/2270  loss 2.345  lr 5.00e-04  |g| 0.87  12,345 tokens/s  1:23 left"
std::string progress_line(const Progress& progress);
/// The same behind a bar, in `columns`: for a terminal. Where there is not room for all of it, first the words become
/// shorter and the bar narrower, then fields go, each whole and the last one first:
/// "[==>     ]  512/2270  loss 2.345  lr 5.0e-04  |g| 0.87  12,345 tok/s  1:23 left"
std::string progress_bar(const Progress& progress, int columns);
/// "  7/120", as wide as "120/120"; "  7/~120" when the total is an estimate; "7" when it is 0: not known.
std::string count_of(std::int64_t done, std::int64_t total, bool estimated = false);
/// "7 s", "1:23", "2:03:04".
std::string duration_text(double seconds);
/// "12,345"
std::string grouped(std::int64_t number);

}  // namespace vitro::nn
