// nn/train/run/ledger.hpp: the bits of every step's loss and gradient norm, by which two trainings can be compared.
//
//   vitro ledger 1, settings 5f3c01d2: step, bits of the loss, bits of the gradient norm, loss
//   1 40026bb1bbb55516 3ff1c28f5c28f5c3 2.302585092994046
//   2 ...
//
// The bits are those of IEEE doubles, in hexadecimal; the last number is the loss again, for people, and a check of its
// bits. The settings are a CRC-32 of those that decide what a step computes. Steps rise by one, but where a run went on
// without its ledger.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/appended_file.hpp"
#include "nn/train/run/run_directory.hpp"

namespace vitro::nn {

struct LedgerEntry {
    std::int64_t step = 0;     ///< from 1
    double loss = 0;           ///< per token, nats
    double gradient_norm = 0;  ///< before clipping
};

struct Ledger {
    std::string path;
    std::string settings;  ///< eight hexadecimal digits
    std::vector<LedgerEntry> entries;
};

/// Reads a ledger, up to a last line that was cut off. Throws Error that names the line which is not one, "FILE, line
/// 7: damaged: ...".
Ledger read_ledger(const std::string& path);

/// Those settings of a run that decide what a step computes: neither where the texts are nor what is kept, logged or,
/// unless the learning rate follows from it, when the training ends.
nlohmann::json decisive_settings(const nlohmann::ordered_json& settings);
/// Eight hexadecimal digits: a CRC-32 of the decisive settings.
std::string settings_fingerprint(const nlohmann::ordered_json& settings);

/// Writes the ledger of a run. What is added is kept back, a hundred steps at most.
class LedgerWriter {
  public:
    /// Of a run that stands at `step`: what is behind it goes. Throws Error when the ledger is damaged before that, and
    /// with the system's words when it cannot be written.
    LedgerWriter(const RunDirectory& run, std::int64_t step);
    LedgerWriter(const LedgerWriter&) = delete;
    LedgerWriter& operator=(const LedgerWriter&) = delete;
    /// Writes what was kept back, if it can.
    ~LedgerWriter();

    void add(const LedgerEntry& entry);
    /// Everything is on the disk when this returns. Throws Error with the system's words.
    void flush();

  private:
    void write();

    std::optional<core::AppendedFile> file_;
    std::string pending_;
    int pending_steps_ = 0;
};

}  // namespace vitro::nn
