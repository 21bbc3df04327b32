// examples/vitro/display.cpp: how often, and what.
#include "examples/vitro/display.hpp"

#include <cstdio>
#include <fmt/format.h>
#include <string>
#include <string_view>

#include "examples/vitro/interruption.hpp"
#include "nn/train/progress.hpp"

namespace vitro::program {
namespace {

using namespace std::chrono_literals;

constexpr auto kRedraw = 100ms;  // of the bar
constexpr auto kLines = 10s;     // between lines, where nothing can be redrawn

/// Each line moved in by four spaces.
std::string indented(std::string_view text) {
    std::string moved = "    ";
    for (const char c : text) {
        moved += c;
        if (c == '\n') moved += "    ";
    }
    return moved;
}

}  // namespace

void Display::stepped(const nn::Progress& progress) {
    const Clock::time_point now = Clock::now();
    if (now - shown_ < (terminal_.interactive ? Clock::duration(kRedraw) : Clock::duration(kLines))) return;
    shown_ = now;
    if (terminal_.interactive) {
        redraw(nn::progress_bar(progress, terminal_.columns - 1));
    } else {
        fmt::print("  {}\n", nn::progress_line(progress));
        std::fflush(stdout);
    }
}

void Display::ended_epoch(const nn::EpochReport& report) {
    erase();
    const std::string epoch = nn::count_of(report.epoch, report.epochs);
    fmt::print("  epoch {}  {}  train loss {:.4f}{}  validation loss {:.4f}{}\n", epoch,
               nn::duration_text(report.seconds), report.train_loss, smoothed_ ? " (with label smoothing)" : "",
               report.validation_loss, report.best ? ", the best so far" : "");
    for (const auto& [name, score] : report.scores) fmt::print("    {}: {:.4f}\n", name, score);
    if (!report.sample.empty()) fmt::print("{}\n", dim(terminal_, indented(report.sample)));
    std::fflush(stdout);
}

bool Display::wants_stop() {
    return interruption() != 0;
}

void Display::counted(const char* label, std::int64_t done, std::int64_t total) {
    if (!terminal_.interactive || Clock::now() - shown_ < kRedraw) return;
    shown_ = Clock::now();
    redraw(fmt::format("{} {}", label, nn::count_of(done, total)));
}

void Display::redraw(const std::string& text) {
    fmt::print("\r\033[K{}", text);
    std::fflush(stdout);
    drawn_ = true;
}

void Display::erase() {
    if (!drawn_) return;
    fmt::print("\r\033[K");
    std::fflush(stdout);
    drawn_ = false;
}

nn::Evaluation evaluate_with_count(const Terminal& terminal, const nn::Translator& translator,
                                   const nn::ParallelText& text, nn::TranslateOptions options) {
    Display display(terminal);
    const std::int64_t total = static_cast<std::int64_t>(text.source.lines.size());
    options.on_done = [&](std::int64_t done) { display.counted("translating", done, total); };
    return nn::evaluate(translator, text, options);
}

}  // namespace vitro::program
