// nn/data/stories/teller.cpp: choices and slots.
#include "nn/data/stories/teller.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

#include "core/error.hpp"

namespace vitro::nn::stories {
namespace {

char lower(char letter) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
}

char upper(char letter) {
    return static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
}

bool takes_an(std::string_view word) {
    return !word.empty() && std::string_view("aeiou").find(lower(word[0])) != std::string_view::npos;
}

/// One past the bracket that closes the one before `position`.
std::size_t behind_closing(std::string_view pattern, std::size_t position) {
    for (int depth = 1; position < pattern.size();) {
        const char c = pattern[position++];
        depth += c == '[' ? 1 : c == ']' ? -1 : 0;
        if (depth == 0) return position;
    }
    throw core::Error(fmt::format("[stories] no ] in '{}'", pattern));
}

/// "a|[b|c]|d" in three.
std::vector<std::string_view> alternatives(std::string_view inside) {
    std::vector<std::string_view> all;
    std::size_t start = 0;
    int depth = 0;
    for (std::size_t i = 0; i < inside.size(); ++i) {
        depth += inside[i] == '[' ? 1 : inside[i] == ']' ? -1 : 0;
        if (depth != 0 || inside[i] != '|') continue;
        all.push_back(inside.substr(start, i - start));
        start = i + 1;
    }
    all.push_back(inside.substr(start));
    return all;
}

}  // namespace

void Teller::set(std::string_view slot, std::string_view pattern) {
    std::string said;
    append(pattern, said);
    const auto found = std::find_if(slots_.begin(), slots_.end(), [&](const auto& one) { return one.first == slot; });
    if (found != slots_.end())
        found->second = std::move(said);
    else
        slots_.emplace_back(slot, std::move(said));
}

void Teller::say(std::string_view pattern) {
    if (!text_.empty() && text_.back() != '\n') text_ += ' ';
    append(pattern, text_);
}

void Teller::line(std::string_view pattern) {
    end_paragraph();
    append(pattern, text_);
    text_ += '\n';
}

void Teller::end_paragraph() {
    if (!text_.empty() && text_.back() != '\n') text_ += '\n';
}

std::string Teller::take() {
    end_paragraph();
    slots_.clear();
    return std::exchange(text_, {});
}

void Teller::append(std::string_view pattern, std::string& to) {
    for (std::size_t position = 0; position < pattern.size();) {
        const std::size_t next = std::min(pattern.find_first_of("[{", position), pattern.size());
        to += pattern.substr(position, next - position);
        position = next + 1;
        if (next == pattern.size()) return;
        if (pattern[next] == '[') {
            append_choice(pattern, position, to);
        } else {
            const std::size_t end = std::min(pattern.find('}', position), pattern.size());
            append_slot(pattern.substr(position, end - position), to);
            position = end + 1;
        }
    }
}

void Teller::append_choice(std::string_view pattern, std::size_t& position, std::string& to) {
    const std::size_t behind = behind_closing(pattern, position);
    append(random_.pick(alternatives(pattern.substr(position, behind - position - 1))), to);
    position = behind;
}

void Teller::append_slot(std::string_view slot, std::string& to) const {
    if (slot.empty()) throw core::Error("[stories] a slot without a name");
    const bool article = slot.starts_with("a ") || slot.starts_with("A "), capital = slot[0] != lower(slot[0]);
    std::string said;
    for (std::string_view rest = article ? slot.substr(2) : slot; !rest.empty();) {
        const std::size_t space = std::min(rest.find(' '), rest.size());
        said += (said.empty() ? "" : " ") + value(rest.substr(0, space));
        rest.remove_prefix(std::min(space + 1, rest.size()));
    }
    if (article) said.insert(0, takes_an(said) ? "an " : "a ");
    if (capital && !said.empty()) said[0] = upper(said[0]);
    to += said;
}

const std::string& Teller::value(std::string_view slot) const {
    const auto is_it = [slot](const auto& one) {
        return one.first.size() == slot.size() && one.first.substr(1) == slot.substr(1) &&
               lower(slot[0]) == one.first[0];
    };
    const auto found = std::find_if(slots_.begin(), slots_.end(), is_it);
    if (found == slots_.end()) throw core::Error(fmt::format("[stories] no slot '{}'", slot));
    return found->second;
}

}  // namespace vitro::nn::stories
