// core/io/safetensors_header.cpp: from JSON to entries and back.
//
// The text is read event by event, so that what a document tree would hide is seen: a key that stands twice, a number
// beyond 64 bits, a million opening brackets. The first event that does not fit its place ends the reading.
#include "core/io/safetensors_header.hpp"

#include <array>
#include <fmt/format.h>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "core/error.hpp"
#include "core/io/safetensors_layout.hpp"
#include "core/printable.hpp"

namespace vitro::core {
namespace {

using Json = nlohmann::json;
constexpr const char* kMetadataKey = "__metadata__";

/// The fields of a tensor; `none` before the first key.
enum class Field { dtype, shape, data_offsets, none };
constexpr std::array<const char*, 3> kFieldNames{"dtype", "shape", "data_offsets"};
constexpr std::array<const char*, 3> kFieldValues{"a string", "an array of integers from 0 to 2^63 - 1",
                                                  "two integers from 0 to 2^63 - 1"};

/// Receives the parser's events. `place_` says inside of what the next one stands.
class HeaderReader final : public nlohmann::json_sax<Json> {
  public:
    explicit HeaderReader(const std::string& path) : path_(path) {}
    SafetensorsHeader take() { return std::move(header_); }

    bool null() override { unexpected("null"); }
    bool boolean(bool value) override { unexpected(value ? "true" : "false"); }
    bool number_float(double, const std::string& digits) override { unexpected(digits.substr(0, 40)); }
    bool number_integer(std::int64_t value) override { unexpected(std::to_string(value)); }
    bool binary(binary_t&) override { unexpected("bytes"); }
    bool number_unsigned(std::uint64_t value) override;
    bool string(std::string& value) override;
    bool start_object(std::size_t) override;
    bool end_object() override;
    bool start_array(std::size_t) override;
    bool end_array() override;
    bool key(std::string& name) override;
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
        throw Error(fmt::format("{}: the header is not valid JSON in UTF-8 at its byte {}", path_, position));
    }

  private:
    enum class Place { file, header, metadata, tensor, array };

    void name_tensor(const std::string& name);
    void name_field(const std::string& name);
    void finish_tensor();
    [[noreturn]] void unexpected(std::string_view found) const;
    [[noreturn]] void fail(std::string_view problem) const {
        throw Error(fmt::format("{}: {}", tensor_in_file(path_, entry_.name), problem));
    }

    const std::string& path_;
    SafetensorsHeader header_;
    Place place_ = Place::file;
    std::string key_;  // the last one of the header or of the metadata
    std::set<std::string, std::less<>> names_;
    SafetensorsEntry entry_;  // the tensor being read
    Field field_ = Field::none;
    std::array<bool, 3> seen_{};
    std::vector<std::int64_t> numbers_;  // the array being read
};

bool HeaderReader::key(std::string& name) {
    if (place_ == Place::tensor)
        name_field(name);
    else if (place_ == Place::header)
        name_tensor(name);
    else
        key_ = name;
    return true;
}

void HeaderReader::name_tensor(const std::string& name) {
    if (!names_.insert(name).second)
        throw Error(fmt::format("{}: the header holds {} twice; names must differ", path_, printable(name)));
    key_ = name;
    entry_ = SafetensorsEntry();
    entry_.name = name;
    field_ = Field::none;
    seen_ = {};
}

void HeaderReader::name_field(const std::string& name) {
    for (std::size_t i = 0; i < kFieldNames.size(); ++i)
        if (name == kFieldNames[i]) {
            if (seen_[i]) fail(fmt::format("has {} twice", name));
            seen_[i] = true;
            field_ = static_cast<Field>(i);
            return;
        }
    fail(fmt::format("has the unknown field {}; valid are dtype, shape and data_offsets", printable(name)));
}

bool HeaderReader::start_object(std::size_t) {
    if (place_ == Place::file)
        place_ = Place::header;
    else if (place_ == Place::header)
        place_ = key_ == kMetadataKey ? Place::metadata : Place::tensor;
    else
        unexpected("an object");
    return true;
}

bool HeaderReader::end_object() {
    if (place_ == Place::tensor) finish_tensor();
    place_ = place_ == Place::header ? Place::file : Place::header;
    return true;
}

void HeaderReader::finish_tensor() {
    for (std::size_t i = 0; i < kFieldNames.size(); ++i)
        if (!seen_[i]) fail(fmt::format("lacks {}, which must be {}", kFieldNames[i], kFieldValues[i]));
    header_.entries.push_back(std::move(entry_));
}

bool HeaderReader::string(std::string& value) {
    if (place_ == Place::metadata) {
        if (!header_.metadata.emplace(key_, value).second)
            throw Error(fmt::format("{}: the metadata holds {} twice; keys must differ", path_, printable(key_)));
        return true;
    }
    if (place_ != Place::tensor || field_ != Field::dtype) unexpected(printable(value));
    const std::optional<Dtype> dtype = find_dtype(value);
    if (!dtype) fail(fmt::format("dtype {} is unknown; valid are {}", printable(value), all_dtype_names()));
    entry_.dtype = *dtype;
    return true;
}

bool HeaderReader::start_array(std::size_t) {
    if (place_ != Place::tensor || field_ == Field::dtype) unexpected("an array");
    place_ = Place::array;
    numbers_.clear();
    return true;
}

bool HeaderReader::number_unsigned(std::uint64_t value) {
    if (place_ != Place::array || value > std::numeric_limits<std::int64_t>::max()) unexpected(std::to_string(value));
    if (field_ == Field::data_offsets && numbers_.size() == 2) unexpected("three");
    numbers_.push_back(static_cast<std::int64_t>(value));
    return true;
}

bool HeaderReader::end_array() {
    place_ = Place::tensor;
    if (field_ == Field::shape) {
        entry_.shape = numbers_;
        return true;
    }
    if (numbers_.size() != 2) unexpected(numbers_.empty() ? "none" : "one");
    entry_.begin = static_cast<std::uint64_t>(numbers_[0]);
    entry_.end = static_cast<std::uint64_t>(numbers_[1]);
    return true;
}

void HeaderReader::unexpected(std::string_view found) const {
    if (place_ == Place::file) throw Error(fmt::format("{}: the header must be one object, not {}", path_, found));
    if (place_ == Place::metadata || (place_ == Place::header && key_ == kMetadataKey))
        throw Error(fmt::format("{}: {} must be an object of strings, but {} is {}", path_, kMetadataKey,
                                place_ == Place::header ? "it" : printable(key_), found));
    if (place_ == Place::header)
        fail(fmt::format("must be an object with dtype, shape and data_offsets, not {}", found));
    const auto field = static_cast<std::size_t>(field_);
    fail(fmt::format("{} must be {}, not {}", kFieldNames[field], kFieldValues[field], found));
}

std::string metadata_text(const std::map<std::string, std::string>& metadata) {
    return fmt::format("{}:{}", Json(kMetadataKey).dump(), Json(metadata).dump());
}

std::string entry_text(const SafetensorsEntry& entry) {
    return fmt::format(R"({}:{{"dtype":"{}","shape":[{}],"data_offsets":[{},{}]}})", Json(entry.name).dump(),
                       dtype_name(entry.dtype), fmt::join(entry.shape, ","), entry.begin, entry.end);
}

}  // namespace

SafetensorsHeader parse_safetensors_header(std::string_view json, std::uint64_t data_bytes, const std::string& path) {
    if (json.empty() || json.front() != '{') throw Error(fmt::format("{}: the header must begin with '{{'", path));
    // The parser takes a zero byte for the end of the text and would not look at what follows.
    if (const std::size_t zero = json.find('\0'); zero != json.npos)
        throw Error(fmt::format("{}: the header is not valid JSON in UTF-8 at its byte {}", path, zero + 1));
    HeaderReader reader(path);
    Json::sax_parse(json.begin(), json.end(), &reader);
    SafetensorsHeader header = reader.take();
    check_layout(header.entries, data_bytes, path);
    return header;
}

std::string format_safetensors_header(const SafetensorsHeader& header, const std::string& path) {
    std::string text = "{";
    try {
        if (!header.metadata.empty()) text += metadata_text(header.metadata);
        for (const SafetensorsEntry& entry : header.entries)
            text.append(text == "{" ? "" : ",").append(entry_text(entry));
    } catch (const Json::exception&) {
        throw Error(fmt::format("{}: names of tensors and metadata must be valid UTF-8", path));
    }
    text += '}';
    text.append((8 - text.size() % 8) % 8, ' ');
    return text;
}

std::string tensor_in_file(const std::string& path, std::string_view tensor) {
    return fmt::format("{}: tensor {}", path, printable(tensor));
}

}  // namespace vitro::core
