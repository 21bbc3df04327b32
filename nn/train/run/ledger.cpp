// nn/train/run/ledger.cpp: a line a step, read as strictly as it is written.
#include "nn/train/run/ledger.hpp"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <nlohmann/json.hpp>
#include <span>
#include <utility>

#include "core/error.hpp"
#include "core/io/whole_file.hpp"
#include "core/printable.hpp"
#include "nn/train/run/crc32.hpp"

namespace vitro::nn {
namespace {

constexpr std::string_view kFirstWords = "vitro ledger ", kVersion = "1", kBeforeSettings = ", settings ",
                           kColumns = ": step, bits of the loss, bits of the gradient norm, loss";
constexpr int kMostPending = 100;

std::string header_line(const std::string& settings) {
    return fmt::format("{}{}{}{}{}\n", kFirstWords, kVersion, kBeforeSettings, settings, kColumns);
}

/// The shortest text that is this double again: the standard says which, libraries of formatting differ.
std::string number_text(double number) {
    std::array<char, 32> text;
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), number).ptr};
}

std::string line_of(const LedgerEntry& entry) {
    return fmt::format("{} {:016x} {:016x} {}\n", entry.step, std::bit_cast<std::uint64_t>(entry.loss),
                       std::bit_cast<std::uint64_t>(entry.gradient_norm), number_text(entry.loss));
}

[[noreturn]] void fail(const std::string& path, std::int64_t line, const std::string& what) {
    throw core::Error(fmt::format("{}, line {}: {}", path, line, what));
}

/// The eight digits of the header. Throws Error when it is not one, or of another version.
std::string parse_header(std::string_view line, const std::string& path) {
    if (!line.starts_with(kFirstWords)) fail(path, 1, "damaged: not the first line of a ledger");
    line.remove_prefix(kFirstWords.size());
    const std::string_view version = line.substr(0, line.find(','));
    if (version != kVersion)
        fail(path, 1,
             fmt::format("of version {} of the ledger: this vitro reads version {}", core::printable(version),
                         kVersion));
    line.remove_prefix(version.size());
    constexpr std::size_t kDigits = 8;
    const std::string settings(line.substr(std::min(line.size(), kBeforeSettings.size()), kDigits));
    if (line != fmt::format("{}{}{}", kBeforeSettings, settings, kColumns) ||
        settings.find_first_not_of("0123456789abcdef") != std::string::npos)
        fail(path, 1, "damaged: not the first line of a ledger");
    return settings;
}

/// Takes one field off the line, up to a space or the end; the whole of it must be the number.
template <class Number, class... Base>
bool take(std::string_view& line, Number& number, Base... base) {
    const std::string_view field = line.substr(0, line.find(' '));
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), number, base...);
    line.remove_prefix(std::min(line.size(), field.size() + 1));
    return error == std::errc() && end == field.data() + field.size();
}

/// A line is one if it is written as this program writes the entry that it holds.
std::optional<LedgerEntry> parse_entry(std::string_view line) {
    std::int64_t step = 0;
    std::uint64_t loss = 0, norm = 0;
    std::string_view rest = line;
    if (!take(rest, step) || !take(rest, loss, 16) || !take(rest, norm, 16)) return {};
    const LedgerEntry entry{step, std::bit_cast<double>(loss), std::bit_cast<double>(norm)};
    const bool sound = step >= 1 && std::isfinite(entry.loss) && std::isfinite(entry.gradient_norm);
    const std::string written = line_of(entry);
    return sound && line == std::string_view(written).substr(0, written.size() - 1) ? std::optional(entry)
                                                                                    : std::nullopt;
}

/// Up to the entry of `last_step`, or the last whole line.
Ledger parse_ledger(std::string_view text, const std::string& path, std::int64_t last_step) {
    Ledger ledger{.path = path, .settings = {}, .entries = {}};
    std::int64_t step = 0;
    for (std::int64_t number = 1; step < last_step; ++number) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos && number > 1) break;  // cut off
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (number == 1) {
            ledger.settings = parse_header(line, path);
            continue;
        }
        const std::optional<LedgerEntry> entry = parse_entry(line);
        if (!entry) fail(path, number, "damaged: not a step, the bits of two finite numbers, and the first of them");
        if (entry->step <= step)
            fail(path, number, fmt::format("damaged: step {} comes behind step {}", entry->step, step));
        step = entry->step;
        if (step <= last_step) ledger.entries.push_back(*entry);
    }
    return ledger;
}

/// What of the run's ledger stays. It may have been taken away: then it begins anew.
std::vector<LedgerEntry> entries_up_to(const RunDirectory& run, std::int64_t step) {
    if (step == 0 || !run.has(kLedger)) return {};
    const std::string path = run.file(kLedger);
    try {
        return parse_ledger(core::read_regular_file(path), path, step).entries;
    } catch (const core::Error& error) {
        throw core::Error(fmt::format("{}; to go on with a new ledger, move this one away", error.what()));
    }
}

}  // namespace

Ledger read_ledger(const std::string& path) {
    return parse_ledger(core::read_regular_file(path), path, std::numeric_limits<std::int64_t>::max());
}

nlohmann::json decisive_settings(const nlohmann::ordered_json& settings) {
    nlohmann::json decisive = settings;
    if (!decisive.is_object()) return decisive;
    decisive.erase("format");
    if (decisive.contains("data") && decisive["data"].is_object()) decisive["data"].erase("directory");
    if (!decisive.contains("training") || !decisive["training"].is_object()) return decisive;
    nlohmann::json& training = decisive["training"];
    for (const char* setting : {"log_every", "keep_epochs", "tensorboard"}) training.erase(setting);
    if (training.value("schedule", nlohmann::json()) != "cosine")
        for (const char* limit : {"epochs", "max_steps"}) training.erase(limit);
    return decisive;
}

std::string settings_fingerprint(const nlohmann::ordered_json& settings) {
    const std::string text = decisive_settings(settings).dump();  // its names sorted
    return fmt::format("{:08x}", crc32(std::as_bytes(std::span(text))));
}

LedgerWriter::LedgerWriter(const RunDirectory& run, std::int64_t step) {
    std::string kept = header_line(settings_fingerprint(run.settings()));
    for (const LedgerEntry& entry : entries_up_to(run, step)) kept += line_of(entry);
    run.write_text(kLedger, kept);
    file_.emplace(run.file(kLedger));
}

LedgerWriter::~LedgerWriter() {
    try {
        write();
    } catch (const core::Error&) {  // whoever needed it on the disk has called flush()
    }
}

void LedgerWriter::add(const LedgerEntry& entry) {
    pending_ += line_of(entry);
    if (++pending_steps_ >= kMostPending) write();
}

void LedgerWriter::write() {
    if (pending_.empty()) return;
    pending_steps_ = 0;
    file_->append(std::exchange(pending_, {}));  // what cannot be written is not tried again
}

void LedgerWriter::flush() {
    write();
    file_->flush_to_disk();
}

}  // namespace vitro::nn
