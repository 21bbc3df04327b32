// examples/vitro/evaluate_kinds.cpp: language models, toy tasks, classifiers.
#include "examples/vitro/evaluate_kinds.hpp"

#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "core/error.hpp"
#include "nn/train/classify/labeller.hpp"
#include "nn/train/language/language_training.hpp"
#include "nn/train/progress.hpp"
#include "nn/train/toy/solver.hpp"

namespace vitro::program {
namespace {

std::string share_text(std::int64_t right, std::int64_t of, const char* what) {
    return fmt::format("{} of {} {} ({:.2f} %)", nn::grouped(right), nn::grouped(of), what,
                       100 * static_cast<double>(right) / static_cast<double>(of));
}

Measured evaluate_language(const nn::RunDirectory& run, const std::string& weights) {
    const nn::Writer writer = nn::Writer::load(run, weights);
    const nn::TextLoss loss = nn::validation_loss(writer);
    return {
        {{"text", fmt::format("{}, validation part: {} tokens", loss.name, nn::grouped(loss.tokens))},
         {"cross-entropy", fmt::format("{:.4f} nats a token, {:.4f} bits", loss.mean, loss.mean / std::numbers::ln2)},
         {"perplexity", fmt::format("{:.3f}", std::exp(loss.mean))}},
        {{"tokens", loss.tokens}, {"cross_entropy", loss.mean}, {"perplexity", std::exp(loss.mean)}}};
}

Measured evaluate_toy(const nn::RunDirectory& run, const std::string& weights) {
    const nn::Solver solver = nn::Solver::load(run, weights);
    const nn::ToyScore score = nn::score(solver, solver.settings.data.test_examples);
    return {{{"right", share_text(score.right, score.examples, "test examples, none of them trained on")},
             {"cross-entropy", fmt::format("{:.6f} nats a symbol", score.loss)},
             {"mistakes", score.mistakes.empty() ? "none" : score.mistakes.substr(0, score.mistakes.find('\n'))}},
            {{"examples", score.examples}, {"right", score.right}, {"cross_entropy", score.loss}}};
}

Measured evaluate_classifier(const nn::RunDirectory& run, const std::string& weights, const std::string& split) {
    const nn::Labeller labeller = nn::Labeller::load(run, weights);
    const nn::LabelScore score = nn::score(labeller, nn::read_labelled_split(labeller.settings.data, split));
    return {{{"right", share_text(score.right, score.lines, "lines")},
             {"cross-entropy", fmt::format("{:.4f} nats a line", score.loss)},
             {"mistakes", score.mistakes.empty() ? "none" : score.mistakes.substr(0, score.mistakes.find('\n'))}},
            {{"lines", score.lines}, {"right", score.right}, {"cross_entropy", score.loss}}};
}

}  // namespace

Measured evaluate_kind(const nn::RunDirectory& run, const std::string& weights, const std::string& split) {
    const nlohmann::ordered_json task = run.settings().value("task", nlohmann::ordered_json());
    if (task == nn::kClassifyTask) return evaluate_classifier(run, weights, split);
    if (split != "val")
        throw core::Error(
            fmt::format("{}: has no split but val: only translators and classifiers have others", run.path().string()));
    return task == nn::kLanguageTask ? evaluate_language(run, weights) : evaluate_toy(run, weights);
}

}  // namespace vitro::program
