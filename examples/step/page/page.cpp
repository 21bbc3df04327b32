// examples/step/page/page.cpp: fills the shell with the style, the script, the narration and the recording.
#include "examples/step/page/page.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>
#include <zlib.h>

#include "core/error.hpp"
#include "core/io/atomic_file.hpp"
#include "core/trace/recording_file.hpp"
#include "examples/step/page/parts.hpp"

namespace vitro::step {
namespace {

/// Of RFC 4648, padded.
std::string base64(std::string_view bytes) {
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8U | (k < count ? static_cast<std::uint8_t>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k) text += k <= count ? kDigits[group >> (18 - 6 * k) & 63U] : '=';
    }
    return text;
}

/// What a browser's DecompressionStream("deflate") opens, as text.
std::string packed(std::string_view text) {
    uLongf size = compressBound(text.size());
    std::string bytes(size, '\0');
    if (compress2(reinterpret_cast<Bytef*>(bytes.data()), &size, reinterpret_cast<const Bytef*>(text.data()),
                  text.size(), Z_BEST_COMPRESSION) != Z_OK)
        throw core::Error("[page] there is no memory to pack its scripts");
    return base64(std::string_view(bytes).substr(0, size));
}

std::string replaced(std::string_view text, std::string_view what, std::string_view with) {
    std::string result;
    for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what)) {
        result.append(text.substr(0, at)).append(with);
        text.remove_prefix(at + what.size());
    }
    return result.append(text);
}

std::string escaped(std::string_view text) {
    return replaced(replaced(text, "&", "&amp;"), "<", "&lt;");
}

/// Lines without their indentation, and without those that are comments: a third of the script is for its readers.
std::string compact(std::string_view script) {
    std::string result;
    while (!script.empty()) {
        const std::size_t end = std::min(script.find('\n'), script.size() - 1);
        std::string_view line = script.substr(0, end + 1);
        script.remove_prefix(end + 1);
        line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size() - 1));
        if (!line.starts_with("//") && line != "\n") result += line;
    }
    return result;
}

}  // namespace

std::string page_text(const core::trace::Recording& recording) {
    const std::pair<std::string_view, std::string> contents[] = {
        {"{{title}}", escaped(recording.title)},
        {"{{style}}", packed(compact(parts::style()))},
        {"{{narration}}", packed(parts::narration())},
        {"{{script}}", packed(compact(parts::script()))},
        {"{{recording}}", base64(core::trace::recording_bytes(recording))},
    };
    const std::string shell = parts::shell();
    std::string page;
    std::string_view rest = shell;
    for (const auto& [mark, content] : contents) {
        const std::size_t at = rest.find(mark);
        page.append(rest.substr(0, at)).append(content);
        rest.remove_prefix(at + mark.size());
    }
    return page.append(rest);
}

void write_page(const std::string& path, const core::trace::Recording& recording) {
    core::write_file_atomically(path, page_text(recording));
}

}  // namespace vitro::step
