// tests/step/page/page_test.cpp: the page holds its recording, its words and its script, and asks nobody for anything.
#include "examples/step/page/page.hpp"

#include <cstdint>
#include <doctest/doctest.h>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <zlib.h>

#include "core/trace/recording_file.hpp"
#include "examples/step/lesson.hpp"
#include "tests/error_of.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro;

namespace {

const std::string& page() {
    static const std::string text = step::page_text(step::lesson());
    return text;
}

/// What is between `open` and the next `close`.
std::string between(const std::string& text, const std::string& open, const std::string& close) {
    const std::size_t start = text.find(open) + open.size();
    REQUIRE(text.find(open) != std::string::npos);
    return text.substr(start, text.find(close, start) - start);
}

std::string decoded(const std::string& base64) {
    const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bytes;
    std::uint32_t group = 0;
    int bits = 0;
    for (const char digit : base64) {
        if (digit == '=') break;
        group = group << 6U | static_cast<std::uint32_t>(digits.find(digit));
        bits += 6;
        if (bits >= 8) bytes += static_cast<char>(group >> (bits -= 8) & 255U);
    }
    return bytes;
}

/// What a packed element of the page holds.
std::string unpacked(const std::string& id) {
    const std::string bytes = decoded(between(page(), "id=\"packed-" + id + "\">", "</script>"));
    std::string text(1'000'000, '\0');
    uLongf size = text.size();
    REQUIRE(uncompress(reinterpret_cast<Bytef*>(text.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
                       bytes.size()) == Z_OK);
    return text.substr(0, size);
}

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("page: it holds the recording, byte for byte") {
    const std::string bytes = core::trace::recording_bytes(step::lesson());
    // A run of the lesson measures its own times, which are in the JSON; the numbers after it are the same.
    const std::string held = decoded(between(page(), "id=\"recording\">", "</script>"));
    CHECK(held.substr(held.size() - 100'000) == bytes.substr(bytes.size() - 100'000));
    core::trace::Recording small;
    small.title = "a";
    small.graphs.resize(1);
    for (const char* title : {"a", "ab", "abc"}) {
        small.title = title;
        const std::string text = step::page_text(small);
        CHECK(decoded(between(text, "id=\"recording\">", "</script>")) == core::trace::recording_bytes(small));
    }
}

TEST_CASE("page: every mark of the shell is filled in, and no script ends early") {
    CHECK(page().find("{{") == std::string::npos);
    CHECK(unpacked("script").find("Vitro.openRecording") != std::string::npos);
    CHECK(count(page(), "<script") == 5);
    CHECK(count(page(), "</script>") == 5);
    CHECK(page().starts_with("<!DOCTYPE html>"));
    CHECK(page().ends_with("</html>\n"));
}

TEST_CASE("page: the narration is JSON as it is in its file") {
    const nlohmann::json narration = nlohmann::json::parse(unpacked("narration"));
    CHECK(narration.at("ops").contains("linear"));
    CHECK(narration.at("tours").size() >= 8);
}

TEST_CASE("page: it may load nothing") {
    CHECK(page().find("default-src 'none'") != std::string::npos);
    for (const char* link : {"src=\"http", "href=\"http", "@import", "url(http", "fetch(", "XMLHttpRequest"})
        CHECK_MESSAGE((page() + unpacked("script")).find(link) == std::string::npos, link);
}

TEST_CASE("page: without its recording it is small") {
    CHECK(page().size() - between(page(), "id=\"recording\">", "</script>").size() < 150 * 1024);
}

TEST_CASE("page: a title is text, not markup") {
    core::trace::Recording recording;
    recording.title = "<b>&</title>";
    recording.graphs.resize(1);
    CHECK(step::page_text(recording).find("<title>&lt;b>&amp;&lt;/title></title>") != std::string::npos);
}

TEST_CASE("page: a file is written as a whole, or not at all") {
    core::trace::Recording recording;
    recording.graphs.resize(1);
    const test::TemporaryDirectory directory;
    const std::string path = directory / "page.html";
    step::write_page(path, recording);
    std::ifstream file(path, std::ios::binary);
    CHECK(std::string(std::istreambuf_iterator<char>(file), {}) == step::page_text(recording));
    CHECK(test::error_of([&] { step::write_page("/nowhere/page.html", recording); }).find("/nowhere/page.html") !=
          std::string::npos);
}
