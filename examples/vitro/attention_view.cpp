// examples/vitro/attention_view.cpp: runs the decoder once more over the translation and draws its weights.
#include "examples/vitro/attention_view.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <vector>

#include "core/context.hpp"
#include "examples/vitro/token_row.hpp"

namespace vitro::program {
namespace {

using core::Indices;
using nn::Vocabulary;
using Ids = std::vector<std::int32_t>;

constexpr int kDarkest = 232, kBrightest = 250;  // of the terminal's 24 greys

Ids with_end(std::span<const std::int32_t> ids) {
    Ids all(ids.begin(), ids.end());
    all.push_back(Vocabulary::kEnd);
    return all;
}

/// One tensor [1, heads, target, source] for each layer.
std::vector<core::Tensor> cross_weights(const nn::Transformer& model, const Ids& source, const Ids& target_in) {
    const core::NoGrad no_grad;
    std::vector<core::Tensor> weights;
    const Indices source_length = Indices::from({1}, {static_cast<std::int32_t>(source.size())});
    model(one_row(source), source_length, one_row(target_in), {.cross_weights = &weights});
    return weights;
}

std::string shaded(const Terminal& terminal, double weight, const std::string& cell) {
    if (!terminal.colour) return cell;
    const int grey = kDarkest + static_cast<int>(std::lround(weight * (kBrightest - kDarkest)));
    return fmt::format("\033[48;5;{}m\033[38;5;{}m{}\033[0m", grey, weight < 0.5 ? 255 : 232, cell);
}

class Picture {
  public:
    Picture(const Terminal& terminal, std::vector<std::string> read, std::vector<std::string> written)
        : terminal_(terminal), read_(std::move(read)), written_(std::move(written)) {
        for (const std::string& word : written_) label_ = std::max(label_, display_width(word));
    }

    std::string draw(const core::Tensor& weights, std::int64_t head) const {
        std::string text = "  " + padded_right("", label_);
        for (const std::string& word : read_) text += "  " + padded_left(word, width(word));
        text += "\n";
        for (std::size_t i = 0; i < written_.size(); ++i) text += row(weights, head, i);
        return text;
    }

  private:
    static int width(const std::string& word) { return std::max(display_width(word), 3); }

    std::string row(const core::Tensor& weights, std::int64_t head, std::size_t i) const {
        std::string text = "  " + padded_right(written_[i], label_);
        for (std::size_t j = 0; j < read_.size(); ++j) {
            const double weight =
                static_cast<double>(weights.at({0, head, static_cast<std::int64_t>(i), static_cast<std::int64_t>(j)}));
            const std::string number = weight < 0.005 ? "." : fmt::format("{:.0f}", 100 * weight);
            text += " " + shaded(terminal_, weight, " " + padded_left(number, width(read_[j])));
        }
        return text + "\n";
    }

    Terminal terminal_;
    std::vector<std::string> read_, written_;
    int label_ = 0;
};

}  // namespace

std::string attention_view(const Terminal& terminal, const nn::Translator& translator,
                           std::span<const std::int32_t> source, const nn::Decoded& translation) {
    const Ids read = with_end(source), written = translation.ended ? with_end(translation.ids) : translation.ids;
    if (written.empty()) return "";
    Ids target_in = {Vocabulary::kBegin};
    target_in.insert(target_in.end(), written.begin(), written.end() - 1);

    const Picture picture(terminal, tokens_of(translator.vocabularies.source, read),
                          tokens_of(translator.vocabularies.target, written));
    const std::vector<core::Tensor> layers = cross_weights(translator.model, read, target_in);
    std::string text;
    for (std::size_t layer = 0; layer < layers.size(); ++layer)
        for (std::int64_t head = 0; head < layers[layer].shape()[1]; ++head)
            text += bold(terminal, fmt::format("\nlayer {}, head {}", layer + 1, head + 1)) + "\n" +
                    picture.draw(layers[layer], head);
    return text;
}

}  // namespace vitro::program
