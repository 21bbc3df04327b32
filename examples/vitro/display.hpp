// examples/vitro/display.hpp: shows a training: a bar on a terminal, a line now and then elsewhere.
#pragma once

#include <chrono>

#include "examples/vitro/terminal.hpp"
#include "nn/train/listener.hpp"
#include "nn/train/translation/evaluation.hpp"

namespace vitro::program {

class Display : public nn::Listener {
  public:
    /// `smoothed`: the training's loss has label smoothing in it, which the validation's has not.
    explicit Display(const Terminal& terminal, bool smoothed = false) : terminal_(terminal), smoothed_(smoothed) {}
    ~Display() override { erase(); }

    void stepped(const nn::Progress& progress) override;
    void ended_epoch(const nn::EpochReport& report) override;
    /// When somebody pressed Ctrl-C.
    bool wants_stop() override;

    /// A count of something else, such as sentences translated: "label 120/500".
    void counted(const char* label, std::int64_t done, std::int64_t total);
    /// Removes the bar, if there is one; call it before printing.
    void erase();

  private:
    using Clock = std::chrono::steady_clock;
    void redraw(const std::string& text);

    Terminal terminal_;
    bool smoothed_;
    Clock::time_point shown_{};  // when the bar or the last line was
    bool drawn_ = false;
};

/// nn::evaluate(), with a count of the sentences translated where somebody looks. `options.on_done` is taken by it.
nn::Evaluation evaluate_with_count(const Terminal& terminal, const nn::Translator& translator,
                                   const nn::ParallelText& text, nn::TranslateOptions options = {});

}  // namespace vitro::program
