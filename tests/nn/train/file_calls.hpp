// tests/nn/train/file_calls.hpp: what this process asks of the file system, counted; it can be killed before any of it.
#pragma once

namespace vitro::test {

/// Counts from now on, and kills the process with SIGKILL before the call with this number, from 0. The first half of
/// what that call would write is written.
void die_before_file_call(int number);

/// While it lives, nothing waits for a disk: a killed process leaves the same files either way.
class NoSync {
  public:
    NoSync();
    ~NoSync();
    NoSync(const NoSync&) = delete;
    NoSync& operator=(const NoSync&) = delete;
};

}  // namespace vitro::test
