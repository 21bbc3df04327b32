// bench/measure/console.hpp: what is printed of the machine and of results, in columns that fit 120 characters.
#pragma once

#include <string>
#include <vector>

#include "bench/machine/machine.hpp"
#include "bench/machine/survey.hpp"
#include "bench/measure/result.hpp"
#include "examples/vitro/terminal.hpp"

namespace vitro::bench {

/// "12.3 us": three digits.
std::string time_text(double seconds);
/// Three digits, as of a rate.
std::string digits(double value);
/// "64 KiB"
std::string bytes_text(std::int64_t bytes);

/// What is known of the machine without measuring.
std::string machine_text(const program::Terminal& terminal, const Machine& machine);

/// The roofs as two tables: multiply-adds by instruction set, bandwidth by level.
std::string survey_text(const program::Terminal& terminal, const Survey& survey);

/// On standard error, where somebody looks at it: "gemm: 3 of 40", redrawn; gone with "".
void show_progress(const std::string& text);

/// Lines of results under one heading.
class Console {
  public:
    /// `names` are those to come: they set the first column's width.
    Console(const program::Terminal& terminal, const std::vector<std::string>& names);

    std::string heading() const;
    /// name, median, minimum, spread, rate, share of the roof, what the roof is; "wrong" for the share that is refused.
    std::string line(const Result& result) const;

  private:
    program::Terminal terminal_;
    int width_ = 0;
};

/// The sentence about refused results; empty when there are none.
std::string refusal_of(const std::vector<Result>& results);

}  // namespace vitro::bench
