// nn/data/grammar/line.hpp: a line of tokens under construction.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace vitro::nn::grammar {

/// Joins what it is given with single spaces; what is empty leaves no trace.
class Line {
  public:
    Line& operator<<(std::string_view tokens) {
        if (!tokens.empty() && !text_.empty()) text_ += ' ';
        text_ += tokens;
        return *this;
    }
    std::string text() && { return std::move(text_); }

  private:
    std::string text_;
};

}  // namespace vitro::nn::grammar
