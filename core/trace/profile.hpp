// bench/steps/profile.hpp: where the time of a step goes: seconds by op, forward and backward.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/backward.hpp"
#include "core/record.hpp"

namespace vitro::bench {

/// All calls of an op, or of what is no op: "clip", "adam".
struct OpTime {
    std::string name;
    std::int64_t calls = 0;
    double flops = 0;  ///< of its forward computations, as the op's own cost says
    double forward = 0, backward = 0;

    double seconds() const { return forward + backward; }
};

class Profile {
  public:
    /// The entry of that name, made if there is none.
    OpTime& of(std::string_view name);
    /// The longest first.
    std::vector<OpTime> sorted() const;
    double seconds() const;
    double flops() const;

  private:
    std::vector<OpTime> ops_;
};

/// Puts the time since it was last asked to where it went. No op knows that it is watched (core/record.hpp): what is
/// computed between two ops, as a mask, counts to the later one. The clock is the Runner's: a thread that is alone by
/// its own time, a team by the time on the wall.
class Stopwatch {
  public:
    Stopwatch(Profile& profile, int threads) : profile_(profile), threads_(threads) {}

    /// compute(), whose value is returned: forward time by op.
    template <class Compute>
    auto forward(const Compute& compute) {
        const Watch watch(*this);
        return compute();
    }
    /// The whole reverse pass.
    void backward(const core::Variable& loss);
    /// Since then: something that is no op.
    void lap(std::string_view name);

  private:
    class Watch : public core::Observer {
      public:
        explicit Watch(Stopwatch& stopwatch) : stopwatch_(stopwatch) {}
        void computed(const core::Op& op, core::Inputs inputs, core::Attributes attributes,
                      const core::Variable& output) override;

      private:
        Stopwatch& stopwatch_;
    };

    double now() const;
    double since_last();

    Profile& profile_;
    int threads_;
    double last_ = now();
};

}  // namespace vitro::bench
