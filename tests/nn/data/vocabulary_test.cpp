// tests/nn/data/vocabulary_test.cpp: counting, order, reserved spellings, and the strictness of the text form.
#include "nn/data/vocabulary.hpp"

#include <doctest/doctest.h>

#include "tests/error_of.hpp"

using namespace vitro::nn;
using vitro::test::error_of;
using Ids = std::vector<std::int32_t>;
using Lines = std::vector<std::string>;

namespace {

const Lines kLines = {"der hund sieht den hund", "der baum", "ein hund , ein baum"};

Vocabulary words(const Lines& lines, std::int64_t min_frequency = 1) {
    return Vocabulary::build({lines}, TokenKind::words, min_frequency);
}

std::string refusal(const std::string& text, TokenKind kind = TokenKind::words) {
    return error_of([&] { Vocabulary::from_text(text, kind, "v.txt"); });
}

const std::string kHead = "<pad>\n<unk>\n<bos>\n<eos>\n";

}  // namespace

TEST_CASE("vocabulary: specials first, then by falling frequency, then in byte order") {
    CHECK(words(kLines).to_text() == kHead + "hund\nbaum\nder\nein\n,\nden\nsieht\n");
    CHECK(words(kLines).size() == 11);
    CHECK(words({"\xC3\xA4 z a Z"}).to_text() == kHead + "Z\na\nz\n\xC3\xA4\n");
}

TEST_CASE("vocabulary: the order of the lines does not matter") {
    CHECK(words({kLines[2], kLines[0], kLines[1]}).to_text() == words(kLines).to_text());
}

TEST_CASE("vocabulary: rare tokens are left out") {
    CHECK(words(kLines, 2).to_text() == kHead + "hund\nbaum\nder\nein\n");
    CHECK(words(kLines, 3).to_text() == kHead + "hund\n");
    CHECK(words(kLines, 4).size() == 4);
    CHECK(error_of([] { words(kLines, 0); }) == "[vocabulary] minimum frequency 0: must be at least 1");
}

TEST_CASE("vocabulary: several texts are counted together") {
    const Lines german = {"er liest", "er"}, english = {"he reads", "he he er"};
    CHECK(Vocabulary::build({german, english}, TokenKind::words, 2).to_text() == kHead + "er\nhe\n");
}

TEST_CASE("vocabulary: encode and decode") {
    const Vocabulary vocabulary = words(kLines);
    const Encoded encoded = vocabulary.encode(" ein  hund sieht den baum");
    CHECK(encoded.ids == Ids{7, 4, 10, 9, 5});
    CHECK(encoded.unknown == 0);
    CHECK(vocabulary.decode(encoded.ids) == "ein hund sieht den baum");
    CHECK(vocabulary.encode("").ids.empty());
    CHECK(vocabulary.decode({}) == "");
}

TEST_CASE("vocabulary: an unknown word becomes <unk> and is counted") {
    const Vocabulary vocabulary = words(kLines);
    const Encoded encoded = vocabulary.encode("der Hund sieht katzen");
    CHECK(encoded.ids == Ids{6, Vocabulary::kUnknown, 10, Vocabulary::kUnknown});
    CHECK(encoded.unknown == 2);
    CHECK(vocabulary.decode(encoded.ids) == "der <unk> sieht <unk>");
}

TEST_CASE("vocabulary: decoding stops at the first <eos> and skips <bos> and <pad>") {
    const Vocabulary vocabulary = words(kLines);
    CHECK(vocabulary.decode(Ids{2, 6, 0, 4, 3, 5, 3, 0}) == "der hund");
    CHECK(vocabulary.decode(Ids{3, 6}) == "");
}

TEST_CASE("vocabulary: specials that stand literally in a text are unknown words") {
    const Vocabulary vocabulary = words({"<eos> <eos> <pad> <bos> <unk> hund <eos"});
    CHECK(vocabulary.to_text() == kHead + "<eos\nhund\n");
    const Encoded encoded = vocabulary.encode("hund <eos> <bos> <pad> <unk> hund");
    CHECK(encoded.ids == Ids{5, 1, 1, 1, 1, 5});
    CHECK(encoded.unknown == 4);
    CHECK(vocabulary.id("<eos>") == Vocabulary::kUnknown);
}

TEST_CASE("vocabulary: an id that is not there is an error that names the range") {
    const Vocabulary vocabulary = words(kLines);
    CHECK(vocabulary.token(0) == "<pad>");
    CHECK(vocabulary.token(10) == "sieht");
    for (const std::int32_t id : {-1, 11})
        CHECK(error_of([&] { vocabulary.token(id); }) ==
              "[vocabulary] id " + std::to_string(id) + ": valid are 0 to 10");
    CHECK_THROWS_AS(vocabulary.decode(Ids{4, 11}), vitro::core::Error);
}

TEST_CASE("vocabulary: characters, with line ends and backslashes in the text form") {
    const Lines text = {"a\\\n\r \xC3\xA4<eos>"};
    const Vocabulary vocabulary = Vocabulary::build({text}, TokenKind::characters, 1);
    CHECK(vocabulary.to_text() == kHead + "\\n\n\\r\n \n<\n>\n\\\\\na\ne\no\ns\n\xC3\xA4\n");
    CHECK(vocabulary.encode(text[0]).unknown == 0);
    CHECK(vocabulary.decode(vocabulary.encode(text[0]).ids) == text[0]);
    const Vocabulary read = Vocabulary::from_text(vocabulary.to_text(), TokenKind::characters, "v.txt");
    CHECK(read.encode(text[0]).ids == vocabulary.encode(text[0]).ids);
}

TEST_CASE("vocabulary: the text form comes back as it went") {
    for (const Lines& lines : {kLines, Lines{}, Lines{"back\\slash \\n \\\\ \xF0\x9F\x98\x80 #"}}) {
        const Vocabulary vocabulary = words(lines),
                         read = Vocabulary::from_text(vocabulary.to_text(), vocabulary.kind(), "v");
        CHECK(read.to_text() == vocabulary.to_text());
        CHECK(read.size() == vocabulary.size());
        CHECK(read.kind() == TokenKind::words);
        for (std::int32_t id = 4; id < read.size(); ++id) CHECK(read.id(vocabulary.token(id)) == id);
    }
}

TEST_CASE("vocabulary: a text form that lost a special, in any place, is refused") {
    CHECK(refusal("") == "v.txt, line 1: '' where <pad> must stand");
    CHECK(refusal("hund\n") == "v.txt, line 1: 'hund' where <pad> must stand");
    CHECK(refusal("<pad>\n<unk>\n<eos>\n<bos>\n") == "v.txt, line 3: '<eos>' where <bos> must stand");
    CHECK(refusal("<pad>\n<unk>\n<bos>\n") == "v.txt, line 4: '' where <eos> must stand");
    CHECK(refusal("<pad>\r\n<unk>\r\n<bos>\r\n<eos>\r\n").starts_with("v.txt, line 1: "));
}

TEST_CASE("vocabulary: a text form with a duplicate, or with a special twice, is refused") {
    CHECK(refusal(kHead + "der\nhund\nder\n") == "v.txt, line 7: 'der' stands twice");
    CHECK(refusal(kHead + "<unk>\n") == "v.txt, line 5: '<unk>' stands twice");
}

TEST_CASE("vocabulary: a text form that is cut short is refused") {
    CHECK(refusal(kHead + "der\nhun") == "v.txt, line 6: cut short (no newline at its end)");
    CHECK(refusal("<pad>\n<unk>\n<bos>\n<eos>") == "v.txt, line 4: cut short (no newline at its end)");
}

TEST_CASE("vocabulary: a line that is not exactly one token is refused") {
    CHECK(refusal(kHead + "\n") == "v.txt, line 5: '' is not one token (the vocabulary is of words)");
    for (const char* line : {"zwei worte", " hund", "hund ", " "})
        CHECK(refusal(kHead + line + "\n").starts_with("v.txt, line 5: '" + std::string(line) + "' is not one token"));
    CHECK(refusal(kHead + "hund\t\n").starts_with("v.txt, line 5: 'hund\\t' is not one token"));
    CHECK(refusal(kHead + " \n", TokenKind::characters) == "no error");
    CHECK(refusal(kHead + "ab\n", TokenKind::characters) ==
          "v.txt, line 5: 'ab' is not one token (the vocabulary is of characters)");
}

TEST_CASE("vocabulary: unknown escapes and bytes that are not UTF-8 are refused") {
    CHECK(refusal(kHead + "a\\t\n") == "v.txt, line 5: unknown escape of 't': valid are \\\\, \\n and \\r");
    CHECK(refusal(kHead + "a\\\n").starts_with("v.txt, line 5: unknown escape of ''"));
    CHECK(refusal(kHead + "sch\xF6n\n") == "v.txt, line 5: not UTF-8");
}

TEST_CASE("vocabulary: bytes of another kind of file reach no terminal, and fill none") {
    CHECK(refusal("\x1b[2J\xFF\n") == "v.txt, line 1: '\\u001b[2J\\ufffd' where <pad> must stand");
    CHECK(refusal(std::string(100'000, '\x1b')).size() < 1000);
    CHECK(refusal(kHead + "\x1b[31m \n") ==
          "v.txt, line 5: '\\u001b[31m ' is not one token (the vocabulary is of words)");
    CHECK(refusal(kHead + "\x07\n\x07\n") == "v.txt, line 6: '\\u0007' stands twice");
    CHECK(refusal(kHead + "\\\x1b\n").starts_with("v.txt, line 5: unknown escape of '\\u001b'"));
}
