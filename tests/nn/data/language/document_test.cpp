// tests/nn/data/language/document_test.cpp: reading a long text, its two parts, and its tokens of every kind.
#include "nn/data/language/document.hpp"

#include <chrono>
#include <cmath>
#include <doctest/doctest.h>
#include <filesystem>

#include "tests/error_of.hpp"
#include "tests/skip.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro::nn;
using namespace std::string_literals;
using vitro::test::error_of;
using vitro::test::TemporaryDirectory;

namespace {

std::string decoded(const EncodedText& encoded, const Vocabulary& vocabulary) {
    return vocabulary.decode({encoded.ids.data(), static_cast<std::size_t>(encoded.ids.size())});
}

const Document kPlay{"play.txt",
                     "First Citizen:\nBefore we proceed, hear me speak.\n\nAll:\n  Speak, speak!\n"
                     "First Citizen:\nYou are all resolv'd rather to die than to famish?\n\nAll:\nResolved.\n"};

}  // namespace

TEST_CASE("document: read as it is, but for a byte-order mark and carriage returns at line ends") {
    const TemporaryDirectory data;
    data.write("text.txt", "\xEF\xBB\xBFone\r\ntwo \xC3\xA4\n\n\rthree\r");
    const Document document = read_document(data.path() / "text.txt");
    CHECK(document.text == "one\ntwo \xC3\xA4\n\n\rthree\r");
    CHECK(document.name == data / "text.txt");
}

TEST_CASE("document: what is no text is refused by file, line and byte") {
    CHECK(error_of([] { parse_document("gut\r\nsch\xF6n\n", "t"); }) ==
          "t, line 2: byte 4 (0xF6) is not UTF-8; save the file as UTF-8");
    CHECK(error_of([] { parse_document("\xFF", "t"); }).starts_with("t, line 1: byte 1 (0xFF)"));
    CHECK(error_of([] { parse_document("a\n\nb\0c\xFF"s, "t"); }) ==
          "t, line 3: byte 2 is zero, so this is not UTF-8 text (UTF-16, or binary?)");
    CHECK(error_of([] { parse_document("\xFF\0"s, "t"); }).find("is not UTF-8") != std::string::npos);
    for (const char* empty : {"", "\xEF\xBB\xBF"})
        CHECK(error_of([&] { parse_document(empty, "t"); }) ==
              "t is empty: a language model needs a text to learn from");
    const TemporaryDirectory data;
    CHECK(error_of([&] { read_document(data.path()); }) == data.path().string() + ": cannot be read: Is a directory");
    CHECK(error_of([&] { read_document(data.path() / "none"); }).find("none: ") != std::string::npos);
}

TEST_CASE("document: cut by characters, not by bytes, where nanoGPT cuts it") {
    const Document document{"t",
                            "\xC3\xA4\xC3\xB6\xC3\xBC"
                            "defghij"};
    CHECK(split(document, 0.9).train == "\xC3\xA4");
    CHECK(split(document, 0.8).train == "\xC3\xA4\xC3\xB6");
    CHECK(split(document, 0.8).validation ==
          "\xC3\xBC"
          "defghij");
    CHECK(split(document, 0.1).validation == "j");
    CHECK(split(document, 0.15).validation == "ij");  // floor(10 x 0.85) = 8
    CHECK(split(document, 0).train == document.text);
    CHECK(split(document, 0).validation.empty());
    for (const double share : {-0.1, 1.0, 2.0, std::nan("")})
        CHECK(error_of([&] { split(document, share); }).ends_with("at least 0, and less than 1"));
}

TEST_CASE("document: tokens of every kind put the training part together again") {
    const DocumentParts parts = split(kPlay, 0.1);
    for (const TokenKind kind :
         {TokenKind::characters, TokenKind::words, TokenKind::subwords, TokenKind::spaced_words}) {
        CAPTURE(name(kind));
        const Vocabulary vocabulary = build_vocabulary(kPlay, parts, {.tokens = kind, .size = 60});
        CHECK(vocabulary.kind() == exact(kind));
        const EncodedText encoded = encode(parts.train, vocabulary);
        CHECK(encoded.unknown == 0);
        CHECK(decoded(encoded, vocabulary) == parts.train);
    }
}

TEST_CASE("document: only an alphabet looks at the validation part") {
    const Document document{"t", "aaaaaaaaab"};
    const DocumentParts parts = split(document, 0.1);
    CHECK(build_vocabulary(document, parts, {.tokens = TokenKind::characters}).size() == 2);
    const Vocabulary words = build_vocabulary(document, parts, {.tokens = TokenKind::words});
    CHECK(encode(parts.validation, words).unknown == 1);
}

TEST_CASE("document: tinyshakespeare has 65 characters, cut at 1003854, in less than half a second") {
    const std::filesystem::path path =
        std::filesystem::path(VITRO_FIXTURES) / "../../../shared/data/tinyshakespeare.txt";
    if (!std::filesystem::exists(path)) return vitro::test::skip("tinyshakespeare is not at ../shared/data");
    const auto start = std::chrono::steady_clock::now();
    const Document document = read_document(path);
    const DocumentParts parts = split(document, 0.1);
    const Vocabulary vocabulary = build_vocabulary(document, parts, {.tokens = TokenKind::characters});
    const EncodedText train = encode(parts.train, vocabulary), validation = encode(parts.validation, vocabulary);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    MESSAGE("read, cut and encoded in " << seconds.count() << " s");
    CHECK(vocabulary.size() == 65);
    CHECK(train.ids.size() == 1003854);
    CHECK(validation.ids.size() == 111540);
    CHECK(decoded(train, vocabulary) == parts.train);
}
