// tests/nn/data/vocabulary_test.cpp: counting, order, reserved spellings, and the strictness of the text form.
#include "nn/data/vocabulary.hpp"

#include <doctest/doctest.h>
#include <string_view>

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

TEST_CASE("vocabulary: subwords are one of its kinds") {
    const Vocabulary vocabulary = Vocabulary::build({kLines}, {.tokens = TokenKind::subwords, .size = 30});
    CHECK(vocabulary.size() == 30);
    CHECK(vocabulary.kind() == TokenKind::subwords);
    CHECK(vocabulary.token(Vocabulary::kUnknown) == "<unk>");
    const Encoded encoded = vocabulary.encode(kLines[2]);
    CHECK(encoded.unknown == 0);
    CHECK(vocabulary.decode(encoded.ids) == kLines[2]);
    CHECK(vocabulary.encode("ein XX hund").unknown == 1);
    CHECK(vocabulary.decode(vocabulary.encode("ein XX hund").ids) == "ein <unk> hund");
    CHECK(vocabulary.id("\xE2\x96\x81hund") == vocabulary.encode("hund").ids[0]);
    CHECK(vocabulary.id("nirgends") == Vocabulary::kUnknown);
}

TEST_CASE("vocabulary: subwords come back from their bytes, and have no text form") {
    const Vocabulary vocabulary = Vocabulary::build({kLines}, {.tokens = TokenKind::subwords, .size = 30});
    const Vocabulary read = Vocabulary::from_bytes(vocabulary.to_bytes(), TokenKind::subwords, "s");
    CHECK(read.encode(kLines[0]).ids == vocabulary.encode(kLines[0]).ids);
    CHECK(error_of([&] { vocabulary.to_text(); }) ==
          "[vocabulary] subwords have no text form: to_bytes() is their model");
    CHECK(error_of([&] {
              Vocabulary::from_bytes(kHead + "hund\n", TokenKind::subwords, "s");
          }).starts_with("s: not a subword model: "));
    CHECK(Vocabulary::from_bytes(words(kLines).to_bytes(), TokenKind::words, "v").to_text() == words(kLines).to_text());
}

TEST_CASE("vocabulary: what is unknown in a text is named as it stands there") {
    CHECK(words(kLines).unknown_in("der Hund <eos> sieht katzen") ==
          std::vector<std::string_view>{"Hund", "<eos>", "katzen"});
    CHECK(Vocabulary::alphabet("abc").unknown_in("abxa\n") == std::vector<std::string_view>{"x", "\n"});
    for (const SubwordModel model : {SubwordModel::bpe, SubwordModel::unigram}) {
        const Vocabulary subwords =
            Vocabulary::build({kLines}, {.tokens = TokenKind::subwords, .size = 20, .model = model});
        CHECK(subwords.unknown_in(" ein  Hund , xyz\xC3\xA4") ==
              std::vector<std::string_view>{"H", "x", "y", "z", "\xC3\xA4"});
        CHECK(subwords.unknown_in(kLines[0]).empty());
    }
}

TEST_CASE("vocabulary: an alphabet is the characters of a text and nothing else") {
    const Vocabulary alphabet = Vocabulary::alphabet("ab\nba\xC3\xA4 a");
    CHECK(!alphabet.has_specials());
    CHECK(alphabet.to_text() == "a\nb\n\\n\n \n\xC3\xA4\n");
    CHECK(alphabet.encode("\xC3\xA4\nb").ids == Ids{4, 2, 1});
    CHECK(alphabet.decode(Ids{0, 1, 2, 3, 4}) == "ab\n \xC3\xA4");
    CHECK(!alphabet.find("c").has_value());
    CHECK(error_of([] { Vocabulary::alphabet(""); }) == "[vocabulary] there is no character in the text");
}

TEST_CASE("vocabulary: a character that an alphabet lacks is named, with its place") {
    const Vocabulary alphabet = Vocabulary::alphabet("\xC3\xA4 abb");
    CHECK(error_of([&] {
              alphabet.encode(
                  "\xC3\xA4 b\xC3\x9F"
                  "a");
          }) ==
          "[vocabulary] character 4 of the text, '\\u00df', is none of the 4 that the model knows: \"b a\\u00e4\"");
}

TEST_CASE("vocabulary: the text form of an alphabet comes back as it went") {
    for (const char* text : {"ab\nba\xC3\xA4 a", "\n", "\\", "<pad>", " "}) {
        const Vocabulary alphabet = Vocabulary::alphabet(text);
        const Vocabulary read = Vocabulary::from_text(alphabet.to_text(), TokenKind::characters, "v.txt");
        CHECK(!read.has_specials());
        CHECK(read.to_text() == alphabet.to_text());
    }
    CHECK(refusal("a\nb\na\n", TokenKind::characters) == "v.txt, line 3: 'a' stands twice");
    CHECK(refusal("a\nb", TokenKind::characters) == "v.txt, line 2: cut short (no newline at its end)");
    CHECK(refusal("", TokenKind::characters) == "v.txt, line 1: '' where <pad> must stand");
    CHECK(refusal("<unk>\na\n", TokenKind::characters) == "v.txt, line 1: '<unk>' where <pad> must stand");
}

TEST_CASE("vocabulary: spaced words") {
    const Lines text = {"the dog, the cat\n"};
    const Vocabulary vocabulary = Vocabulary::build({text}, TokenKind::spaced_words, 1);
    CHECK(vocabulary.to_text() == kHead + "\\n\n cat\n dog\n the\n,\nthe\n");
    CHECK(vocabulary.decode(vocabulary.encode(text[0]).ids) == text[0]);
    CHECK(vocabulary.encode("the bird").unknown == 1);
    CHECK(Vocabulary::from_text(vocabulary.to_text(), TokenKind::spaced_words, "v").size() == vocabulary.size());
}
