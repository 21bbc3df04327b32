// tests/program/desk.hpp: a directory to run the program in, with a small corpus and settings that learn it in a
// second.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tests/nn/train/translation/small_corpus.hpp"

namespace program_test {

struct Ran {
    int status = -1;  ///< 128 + n when signal n ended it
    std::string out, err;
};

class Desk {
  public:
    /// Writes the corpus and tiny.json.
    Desk();

    /// Runs the program here; `settings` are variables of the environment, `input` its standard input.
    Ran vitro(const std::string& arguments, const std::string& settings = "", const std::string& input = "") const;
    /// Runs a line of the shell here, in which "$vitro" is the program; output is as above.
    Ran shell(const std::string& line, const std::string& input = "") const;
    /// Runs a training with --out run, and sends it the signal when the first line is in its log.
    Ran interrupted(const std::string& training, const std::string& signal) const;

    void write(const std::string& name, const std::string& bytes) const;
    std::string read(const std::string& name) const;
    nlohmann::json json(const std::string& name) const { return nlohmann::json::parse(read(name)); }
    bool has(const std::string& name) const { return std::filesystem::exists(path(name)); }
    std::filesystem::path path(const std::string& name) const { return corpus_.directory().path() / name; }

  private:
    vitro::test::SmallCorpus corpus_;
};

/// What trains the small corpus, a few epochs of it; add --out and the like.
inline const std::string kTrain = "train translate --preset ./tiny.json --data . --source xx --target yy";

}  // namespace program_test
