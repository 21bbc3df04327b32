// examples/step/terminal/words.hpp: a line that was typed, as words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vitro::step {

using Words = std::vector<std::string>;

/// At spaces, but not inside of [..], (..) or quotes: `pt X[0:4, :]` has two words, `find "a b"` too. Quotes inside of
/// brackets stay.
Words words_of(std::string_view line);
/// The words from `first` on, with one space between.
std::string joined(const Words& words, std::size_t first = 0);
/// A whole number that is not negative. Throws Error that names `what` otherwise.
int count_of(const std::string& word, const char* what);
/// Throws Error that names `what` for what is no number.
double number_of(const std::string& word, const char* what);

}  // namespace vitro::step
