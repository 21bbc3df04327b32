// nn/train/token_choices.hpp: what a token may be, by its name in settings.
#pragma once

#include "nn/data/tokenizer.hpp"
#include "nn/settings_json.hpp"

namespace vitro::nn {

/// Spaced words are what a language model's "words" are (nn/data/language/document.hpp), not a choice of their own.
template <>
struct Choices<TokenKind> {
    static constexpr Choice<TokenKind> all[] = {
        {"words", TokenKind::words}, {"characters", TokenKind::characters}, {"subwords", TokenKind::subwords}};
};

}  // namespace vitro::nn
