// bench/peers/crew.hpp: the workers of a comparison, asked in turn; those that fail leave, and the others go on.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "bench/peers/find.hpp"
#include "core/error.hpp"

namespace vitro::bench::peers {

inline const std::string kVitro = "vitro", kPyTorch = "pytorch";  ///< names of workers

/// How long a case is measured: `rounds` times by every worker in turn, for so many seconds each.
struct Effort {
    int rounds = 5;
    double seconds = 0.05;
};

using Report = std::function<void(const std::string& line)>;

/// A worker of each peer and of vitro, for one number of threads.
class Crew {
  public:
    /// Starts and checks them, and reports who is there; a peer that is not found is a SKIPPED line, one whose results
    /// are wrong does not take part. Throws UnusablePeer for one that was named with its path, and core::Error when
    /// vitro's own does not work.
    Crew(const std::vector<Wanted>& peers, const std::string& python, int threads, Report report);

    int threads() const { return threads_; }
    /// Of those that are still there.
    std::vector<std::string> names() const;
    /// How many have left in the middle.
    int lost() const { return lost_; }

    /// Seconds of each peer (and of "vitro") for the problem: the median over the rounds, in which they take turns.
    /// Those who fail are reported and leave. Throws core::Error when vitro's own fails.
    std::map<std::string, double> measure(const Problem& problem, const Effort& effort);
    /// The same for the workers of these names alone.
    std::map<std::string, double> measure(const Problem& problem, const Effort& effort,
                                          const std::vector<std::string>& who);

  private:
    void add(const Wanted& wanted, const std::string& python);
    bool is_right(Worker& worker, const std::vector<Problem>& problems);
    void leave(std::size_t index, const std::string& why);

    int threads_;
    Report report_;
    std::vector<std::unique_ptr<Worker>> workers_;  ///< vitro's first
    int lost_ = 0;
};

/// A peer that was named with its path cannot be used.
class UnusablePeer : public core::Error {
  public:
    using core::Error::Error;
};

}  // namespace vitro::bench::peers
