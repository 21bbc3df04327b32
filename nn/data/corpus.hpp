// nn/data/corpus.hpp: line-aligned plain-text corpora in a directory.
//
//   directory/train.de   line i is the translation of   directory/train.en   line i
//   directory/val.de ... directory/test_2016_flickr.en
//
// One sentence a line, UTF-8. Only '\n' and "\r\n" end a line: a form feed or U+2028 inside a sentence does not, or two
// files that every other tool calls aligned would drift apart. A byte-order mark at the start of a file is skipped, a
// missing newline at its end is fine. Blank lines stay, so that line numbers in messages are those of the file.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vitro::nn {

/// Lines of text and what to call them in a message: a file's path, or "standard input".
struct Text {
    std::string name;
    std::vector<std::string> lines;
};

/// Two texts with the same number of lines.
struct ParallelText {
    Text source, target;
};

/// Splits `bytes` into lines. Throws Error with name and line for a byte that is not UTF-8 and for a zero byte.
Text parse_text(std::string_view bytes, std::string name);

/// Reads one file; throws Error as parse_text does, when the file cannot be read, and when it holds no word at all.
Text read_text(const std::filesystem::path& path);

/// Reads `directory/split.source` and `directory/split.target`. Beyond the errors of read_text: a directory that is
/// not there, a missing file (the message lists what the directory holds), unequal numbers of lines (both named).
ParallelText read_parallel(const std::filesystem::path& directory, std::string_view split, std::string_view source,
                           std::string_view target);

/// Languages of every split in the directory, from the names `<split>.<language>` of its files; both sorted.
/// Throws Error when the directory cannot be read.
std::map<std::string, std::vector<std::string>> read_splits(const std::filesystem::path& directory);

}  // namespace vitro::nn
