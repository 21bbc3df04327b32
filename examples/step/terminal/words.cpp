// examples/step/terminal/words.cpp: splitting, numbers.
#include "examples/step/terminal/words.hpp"

#include <charconv>
#include <cstdlib>
#include <fmt/format.h>

#include "core/error.hpp"
#include "core/printable.hpp"

namespace vitro::step {

Words words_of(std::string_view line) {
    Words words;
    std::string word;
    int depth = 0;
    char quote = 0;
    bool begun = false;
    for (const char letter : line) {
        const bool is_quote = letter == '"' && (quote == 0 || quote == letter);
        if (is_quote) quote = quote == 0 ? letter : '\0';
        if (quote == 0 && (letter == '[' || letter == '(')) ++depth;
        if (quote == 0 && (letter == ']' || letter == ')')) --depth;
        const bool is_space = letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
        if (is_space && depth <= 0 && quote == 0) {
            if (begun) words.push_back(word);
            word.clear(), begun = false;
            continue;
        }
        begun = true;
        if (!is_quote || depth > 0) word += letter;
    }
    if (begun) words.push_back(word);
    return words;
}

std::string joined(const Words& words, std::size_t first) {
    std::string text;
    for (std::size_t i = first; i < words.size(); ++i) text += (i > first ? " " : "") + words[i];
    return text;
}

int count_of(const std::string& word, const char* what) {
    int number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size() || number < 0)
        throw core::Error(fmt::format("{} {}: valid are whole numbers", what, core::printable(word, '\'')));
    return number;
}

double number_of(const std::string& word, const char* what) {
    char* end = nullptr;
    const double number = std::strtod(word.c_str(), &end);
    if (word.empty() || *end != '\0')
        throw core::Error(fmt::format("{} {}: valid are numbers", what, core::printable(word, '\'')));
    return number;
}

}  // namespace vitro::step
