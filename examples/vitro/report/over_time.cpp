// examples/vitro/report/over_time.cpp: the example by the weights of each kept epoch.
#include <fmt/format.h>

#include "core/error.hpp"
#include "examples/html/markup.hpp"
#include "examples/vitro/report/example.hpp"
#include "examples/vitro/report/words.hpp"
#include "nn/train/run/kept_weights.hpp"

namespace vitro::program::report {

std::vector<std::int64_t> some_kept_epochs(const nn::RunDirectory& run) {
    constexpr std::size_t kMost = 8;
    const std::vector<std::int64_t> all = nn::kept_epochs(run);
    if (all.size() <= kMost) return all;
    std::vector<std::int64_t> some;
    for (std::size_t i = 0; i < kMost; ++i) some.push_back(all[i * (all.size() - 1) / (kMost - 1)]);
    return some;
}

std::string answers_over_time(const Subject& subject) {
    const std::vector<std::int64_t> epochs = some_kept_epochs(subject.run);
    if (epochs.empty()) return "";
    try {
        const std::unique_ptr<Example> example = example_of(subject);
        if (example->answer().empty()) return "";
        std::string rows;
        for (const std::int64_t epoch : epochs) {
            example->load(nn::epoch_file(epoch));
            rows += html::row({std::to_string(epoch), html::escaped(example->answer())});
        }
        return fmt::format(
            "<p>The log has no samples. What the weights of the epochs that were kept make of <q>{}</q>:</p>\n"
            "<div class=\"settings\">{}</div>\n",
            html::escaped(example->text()),
            html::table("The same example by the weights of each epoch", {"epoch", "what it writes"}, rows));
    } catch (const core::Error& error) {
        return note(fmt::format("The log has no samples, and the kept weights could not be tried: {}", error.what()));
    }
}

}  // namespace vitro::program::report
