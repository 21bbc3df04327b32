// nn/json_text.cpp: from the parser's events to a small tree, or to a sentence with a place.
#include "nn/json_text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sstream>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/printable.hpp"
#include "nn/data/utf8.hpp"

namespace vitro::nn {
namespace {

using core::Error;
using Json = nlohmann::ordered_json;

constexpr std::size_t kDeepest = 32;
constexpr std::size_t kMostNames = 1000;  // an ordered object is searched from its front for each of them
constexpr int kNumberOverflow = 406;      // the parser's own number for it

/// Receives the parser's events. The first that will not do ends the reading.
class Reader final : public nlohmann::json_sax<Json> {
  public:
    Reader(std::string_view text, std::string_view name) : text_(text), name_(name), stream_(std::string(text)) {}
    Json read(Comments comments);

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(std::int64_t value) override { return add(value); }
    bool number_unsigned(std::uint64_t value) override { return add(value); }
    bool number_float(double value, const std::string& digits) override;
    bool string(std::string& value) override { return add(std::move(value)); }
    bool binary(Json::binary_t&) override { return false; }  // no event of a text
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool key(std::string& name) override;
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t end, const std::string&, const nlohmann::detail::exception& error) override;

  private:
    Json& put(Json value);
    bool add(Json value);
    bool open(Json empty);
    bool close();
    std::size_t bytes_read();
    [[noreturn]] void fail(std::size_t end, std::string_view problem) const;

    std::string_view text_, name_;
    std::istringstream stream_;  // tells how far the parser has read
    Json root_;
    std::vector<Json*> open_;  // the object or array being read, and those around it
    std::string key_;          // the last one of the innermost object
};

Json Reader::read(Comments comments) {
    if (text_.find_first_not_of(" \t\r\n") == std::string_view::npos)
        throw Error(fmt::format("{}: empty, where JSON must stand", name_));
    if (const std::size_t bad = find_invalid_utf8(text_); bad != std::string_view::npos) fail(bad + 1, "not UTF-8");
    // The parser takes a zero byte for the end of the text and would not look at what follows.
    if (const std::size_t zero = text_.find('\0'); zero != std::string_view::npos) fail(zero + 1, "a zero byte");
    Json::sax_parse(stream_, this, Json::input_format_t::json, true, comments == Comments::allowed);
    return std::move(root_);
}

bool Reader::number_float(double value, const std::string& digits) {
    if (digits.find_first_not_of("-0123456789") == std::string::npos)  // as a double it would be another number
        fail(text_.rfind(digits, bytes_read()) + 1,
             fmt::format("{}: valid are integers from -2^63 to 2^63 - 1", digits.substr(0, 40)));
    return add(value);
}

bool Reader::key(std::string& name) {
    const Json& object = *open_.back();
    const std::size_t begin = text_.rfind('"', bytes_read() - 2) + 1;
    if (object.contains(name)) fail(begin, core::printable(name) + " stands twice in one object");
    if (object.size() == kMostNames) fail(begin, fmt::format("more than {} names in one object", kMostNames));
    key_ = std::move(name);
    return true;
}

Json& Reader::put(Json value) {
    if (open_.empty()) return root_ = std::move(value);
    Json& around = *open_.back();
    if (around.is_object()) return around[key_] = std::move(value);
    around.push_back(std::move(value));
    return around.back();
}

bool Reader::add(Json value) {
    put(std::move(value));
    return true;
}

bool Reader::open(Json empty) {
    if (open_.size() == kDeepest) fail(bytes_read(), fmt::format("nested more than {} deep", kDeepest));
    open_.push_back(&put(std::move(empty)));
    return true;
}

bool Reader::close() {
    open_.pop_back();
    return true;
}

bool Reader::parse_error(std::size_t end, const std::string&, const nlohmann::detail::exception& error) {
    if (error.id == kNumberOverflow) fail(end, "a number beyond 1.8e308");
    if (end > text_.size()) fail(end, "not JSON: it ends too early; is a bracket or a quotation mark missing?");
    fail(end, "not JSON here; is a comma, a bracket or a quotation mark missing, or one too many?");
}

std::size_t Reader::bytes_read() {
    return static_cast<std::size_t>(stream_.rdbuf()->pubseekoff(0, std::ios::cur, std::ios::in));
}

/// `end` counts the bytes up to and with the one that is pointed at.
void Reader::fail(std::size_t end, std::string_view problem) const {
    const std::string_view before = text_.substr(0, end - 1);
    const std::string_view line = before.substr(before.rfind('\n') + 1);  // npos + 1 is 0
    const auto begins_character = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; };
    throw Error(fmt::format("{}, line {}, column {}: {}", name_, 1 + std::ranges::count(before, '\n'),
                            1 + std::ranges::count_if(line, begins_character), problem));
}

}  // namespace

Json parse_settings_json(std::string_view text, std::string_view name, Comments comments) {
    return Reader(text, name).read(comments);
}

Json parse_json_or_null(std::string_view text) {
    try {
        return parse_settings_json(text, "");
    } catch (const Error&) {
        return nullptr;
    }
}

std::vector<Json> parse_json_lines(const std::string& text) {
    std::vector<Json> entries;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) entries.push_back(parse_json_or_null(line));
    return entries;
}

std::string json_text(const Json& value) {
    if (value.is_string()) return core::printable(value.get_ref<const std::string&>());
    constexpr std::size_t kLongest = 120;
    const std::string text = value.dump(-1, ' ', true, Json::error_handler_t::replace);
    return text.size() > kLongest ? text.substr(0, kLongest) + "…" : text;
}

}  // namespace vitro::nn
