// core/trace/profile.hpp: where the time of a step goes: seconds by op, forward and backward.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/backward.hpp"
#include "core/record.hpp"

namespace vitro::core::inline VITRO_REAL {

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

/// Seconds since some time.
using SecondsClock = double (*)();
double seconds_on_the_wall();

/// Puts the time since it was last asked to where it went. No op knows that it is watched (core/record.hpp): what is
/// computed between two ops, as a mask, counts to the later one.
class Stopwatch {
  public:
    explicit Stopwatch(Profile& profile, SecondsClock clock = seconds_on_the_wall) : profile_(profile), clock_(clock) {}

    /// While it lives, forward time by op: what forward() has around its call.
    class Watch : public Observer {
      public:
        explicit Watch(Stopwatch& stopwatch) : stopwatch_(stopwatch) {}
        void computed(const Op& op, Inputs inputs, Attributes attributes, const Variable& output) override;

      private:
        Stopwatch& stopwatch_;
    };

    /// compute(), whose value is returned: forward time by op.
    template <class Compute>
    auto forward(const Compute& compute) {
        const Watch watch(*this);
        return compute();
    }
    /// The whole reverse pass.
    void backward(const Variable& loss);
    /// Since then: something that is no op.
    void lap(std::string_view name);
    /// Since then: what nobody is to be charged with.
    void skip() { since_last(); }

  private:
    double since_last();

    Profile& profile_;
    SecondsClock clock_;
    double last_ = clock_();
};

}  // namespace vitro::core::inline VITRO_REAL
