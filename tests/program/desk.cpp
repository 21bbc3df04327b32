// tests/program/desk.cpp: processes, and what they print.
#include "tests/program/desk.hpp"

#include "core/io/whole_file.hpp"
#include "tests/structure/shell.hpp"

namespace program_test {

Desk::Desk() {
    write("tiny.json", R"({
        "model": {"d_model": 16, "num_heads": 2, "d_ff": 32, "encoder_layers": 1, "decoder_layers": 1, "norm": "pre",
                  "max_positions": 8},
        "data": {"min_frequency": 1, "batch_size": 20, "pool": 2},
        "training": {"epochs": 3, "learning_rate": 1e-2, "label_smoothing": 0.1, "log_every": 4}
    })");
}

Ran Desk::vitro(const std::string& arguments, const std::string& settings, const std::string& input) const {
    return shell(settings + " \"$vitro\" " + arguments, input);
}

Ran Desk::shell(const std::string& line, const std::string& input) const {
    write("stdin", input);
    const std::string here = structure::quoted(path(".").string()), program = structure::quoted(VITRO_PROGRAM);
    const structure::Outcome outcome =
        structure::run("cd " + here + " && vitro=" + program + " && { " + line + "\n} <stdin >stdout 2>stderr");
    return {outcome.status, read("stdout"), read("stderr")};
}

Ran Desk::interrupted(const std::string& training, const std::string& signal) const {
    return shell("\"$vitro\" " + training +
                 " & for i in $(seq 600); do [ -s run/log.jsonl ] && break; sleep 0.05; done; kill -" + signal +
                 " $!; wait $!");
}

void Desk::write(const std::string& name, const std::string& bytes) const {
    corpus_.directory().write(name, bytes);
}

std::string Desk::read(const std::string& name) const {
    return vitro::core::read_whole_file(path(name));
}

}  // namespace program_test
