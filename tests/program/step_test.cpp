// tests/program/step_test.cpp: `vitro step` as people run it: pipes, files, bad input, a pseudo-terminal.
#include <algorithm>
#include <doctest/doctest.h>
#include <fstream>

#include "tests/program/desk.hpp"
#include "tests/skip.hpp"

using program_test::Desk;
using program_test::kTrain;
using program_test::Ran;

namespace {

const Desk& desk() {
    static const Desk one;
    return one;
}

const std::string kTiny =
    "--d-model 16 --num-heads 2 --d-ff 32 --layers 1 --epochs 1 --steps-per-epoch 3 --batch-size 4";
const std::string kSmall = "--max-positions 16 " + kTiny;

std::string refusal(const std::string& arguments, int status) {
    const Ran ran = desk().vitro(arguments);
    CHECK(ran.status == status);
    CHECK(ran.out.empty());
    return ran.err;
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("step: a pipe gives plain text in which prompts and commands can be read, its end ends it") {
    const Ran ran = desk().vitro("step", "", "goto B0\ns\nwhy\n");
    CHECK(ran.status == 0);
    CHECK(ran.err.empty());
    CHECK(has(ran.out, "(ZERO 0) goto B0\n[96/284] B  cross_entropy\n"));
    CHECK(!has(ran.out, "\033"));
    CHECK(desk().vitro("step", "", "").status == 0);
    CHECK(has(desk().vitro("step", "", "blah").out, "? there is no verb 'blah'"));
}

TEST_CASE("step: a script, whose slips are an exit code of 1") {
    desk().write("good.txt", "s\nquit\n");
    desk().write("bad.txt", "blah\ns\n");
    CHECK(desk().vitro("step --batch good.txt").status == 0);
    const Ran bad = desk().vitro("step --batch bad.txt");
    CHECK(bad.status == 1);
    CHECK(has(bad.out, "[1/284]"));
    CHECK(refusal("step --batch none.txt", 1) == "vitro: none.txt: cannot be read: No such file or directory\n");
}

TEST_CASE("step: every export, and a trace that is opened again") {
    const Ran ran = desk().vitro(
        "step --html s.html --trace s.safetensors --dot s.dot --json s.json --chrome s.chrome --report s.md");
    CHECK(ran.status == 0);
    CHECK(ran.err.empty());
    CHECK(std::count(ran.out.begin(), ran.out.end(), '\n') == 6);
    CHECK(has(desk().read("s.html"), "<html"));
    CHECK(desk().read("s.dot").starts_with("digraph"));
    CHECK(desk().json("s.json")["timeline"].size() == 285);
    CHECK(!desk().json("s.chrome")["traceEvents"].empty());
    CHECK(has(desk().read("s.md"), "All is right."));
    const std::string lines = "why g:encoder.norm.layer_norm\ncheck all\n";
    CHECK(desk().vitro("step s.safetensors", "", lines).out == desk().vitro("step", "", lines).out);
    CHECK(has(desk().vitro("step --step 1", "", "info\n").out, "Step 1 of the lesson"));
}

TEST_CASE("step: a file that is truncated, foreign or newer is refused with the reason") {
    REQUIRE(desk().vitro("step --trace whole.safetensors").status == 0);
    const std::string whole = desk().read("whole.safetensors");
    desk().write("half.safetensors", whole.substr(0, whole.size() / 2));
    CHECK(refusal("step half.safetensors", 1).starts_with("vitro: half.safetensors: "));
    desk().write("text.safetensors", "hello, this is no tensor file");
    CHECK(refusal("step text.safetensors", 1).starts_with("vitro: text.safetensors: "));
    std::string newer = whole;
    const std::size_t at = newer.find("vitro-recording/1");
    REQUIRE(at != std::string::npos);
    newer.replace(at, 17, "vitro-recording/2");
    desk().write("newer.safetensors", newer);
    CHECK(has(refusal("step newer.safetensors", 1),
              "its schema is 'vitro-recording/2'; this program reads vitro-recording/1"));
    CHECK(refusal("step nowhere.safetensors", 1).starts_with("vitro: nowhere.safetensors: "));
}

TEST_CASE("step: a step of a run, which stays as it is") {
    REQUIRE(desk().vitro(kTrain + " --out run --epochs 1").status == 0);
    const std::string last = desk().read("run/last.safetensors"), model = desk().read("run/model.safetensors");
    const Ran ran = desk().vitro("step --run run --text 'eins zwei' --target 'one two'", "", "info\ncheck all\n");
    CHECK(ran.status == 0);
    CAPTURE(ran.out);
    CHECK(has(ran.out, "of run, on a pair of yours"));
    CHECK(has(ran.out, "All is right."));
    CHECK(desk().read("run/last.safetensors") == last);
    CHECK(desk().read("run/model.safetensors") == model);
    std::filesystem::remove(desk().path("run/last.safetensors"));
    CHECK(has(desk().vitro("step --run run --text eins --target one", "", "").out, "Step 1 of run"));
    CHECK(refusal("step --run nowhere --text eins --target one", 1) ==
          "vitro: nowhere: there is no such run directory\n");
    CHECK(refusal("step --run run --text eins", 2) ==
          "vitro: step: run is a translator: --target must give the translation of --text\n");
}

TEST_CASE("step: a step of a language model, which predicts its own text") {
    REQUIRE(desk().vitro("train language " + kSmall + " --sample-tokens 0 --out stories").status == 0);
    const std::string last = desk().read("stories/last.safetensors");
    const Ran ran = desk().vitro("step --run stories --text 'Once upon'", "", "info\ncheck all\n");
    CAPTURE(ran.out);
    CHECK(ran.status == 0);
    CHECK(ran.err.empty());
    CHECK(has(ran.out, "Step 4 of stories, on a text of yours"));
    CHECK(has(ran.out, "All is right."));
    CHECK(desk().read("stories/last.safetensors") == last);
    CHECK(desk().vitro("step --run stories --text 'Once upon' --html own.html").status == 0);
    CHECK(has(desk().read("own.html"), "<html"));
    CHECK(has(refusal("step --run stories --text 'Once upon' --target a", 2),
              "vitro: step: stories is a language model: it takes no --target"));
    CHECK(refusal("step --run stories --text O", 1) ==
          "vitro: --text: is one token: a step takes two, one to be read and one to be predicted\n");
    CHECK(has(refusal("step --run stories --text '\303\237a'", 1), "vitro: --text: '\\u00df' is not among the"));
    CHECK(has(refusal("step --run stories --text 'Once upon a time there was'", 1), "the model has 16 positions"));
}

TEST_CASE("step: a step of a toy task, on the right answer or another") {
    REQUIRE(desk().vitro("train sort " + kTiny + " --test-examples 10 --out sort").status == 0);
    const std::string right =
        desk().vitro("step --run sort --text '2 0 1 1 0 2'", "", "goto next symbol\ncheck all\n").out;
    CHECK(has(right, "0=0 0=0 1=1 1=1 2=2 2=2"));
    CHECK(has(right, "All is right."));
    const std::string other = "step --run sort --text '2 0 1 1 0 2' --target '2 2 2 2 2 1'";
    CHECK(has(desk().vitro(other, "", "goto next symbol\n").out, "2=2 2=2 2=2 2=2 2=2 1=1"));
    CHECK(refusal("step --run sort --text '2 0'", 1) == "vitro: [toy task] sort takes 6 symbols, not 2\n");
}

TEST_CASE("step: a step of a classifier, whose target is a label") {
    REQUIRE(desk().shell("mkdir lines").status == 0);
    desk().write("lines/train.tsv", "yes\tthe sun\nno\tthe rain\nyes\ta sun\nno\ta rain\n");
    desk().write("lines/val.tsv", "yes\tthe sun\n");
    REQUIRE(desk()
                .vitro("train classify --data lines --min-frequency 1 --max-positions 4 --d-model 16 --num-heads 2 "
                       "--d-ff 32 --layers 1 --epochs 1 --out lines-run")
                .status == 0);
    const std::string step = "step --run lines-run --text 'the sun'";
    const Ran ran = desk().vitro(step + " --target yes", "", "check all\n");
    CAPTURE(ran.out);
    CHECK(ran.status == 0);
    CHECK(has(ran.out, "All is right."));
    CHECK(refusal(step, 2) ==
          "vitro: step: lines-run is a classifier: --target must give the label of --text: 'no', 'yes'\n");
    CHECK(refusal(step + " --target maybe", 1) ==
          "vitro: --target 'maybe': is none of the labels that the model learned: 'no', 'yes'\n");
    CHECK(has(refusal("step --run lines-run --text 'the moon' --target no", 1), "'moon' is not among the"));
    CHECK(has(refusal("step --run lines-run --text 'the the the the the' --target no", 1), "need 6 positions"));
}

TEST_CASE("step: what makes no sense together") {
    CHECK(refusal("step --text eins", 2) ==
          "vitro: step: --text and --target go with --run, the model to step through\n");
    CHECK(refusal("step --run run", 2) == "vitro: step: --run needs --text \"what the model is to read\"\n");
    CHECK(refusal("step x.safetensors --step 2", 2)
              .starts_with("vitro: step: a FILE, --run, --bug, and --lesson or --step are places"));
    CHECK(refusal("step --step 0", 2).starts_with("vitro: step: --step"));
    CHECK(has(refusal("step --colour", 2), "there is no option '--colour'"));
}

TEST_CASE("step: a lesson by name, at a step") {
    CHECK(has(desk().vitro("step --lesson chain --step 2", "", "info\n").out, "Step 2 of the lesson \"chain\""));
    CHECK(has(desk().vitro("step --lesson attention", "", "check all\n").out, "conservation"));
    CHECK(desk().vitro("step --lesson list").out.starts_with("chain       A loss of scalars"));
    CHECK(refusal("step --lesson none", 2) ==
          "vitro: step: --lesson 'none': valid are list, chain, attention, decoder, translator\n");
}

TEST_CASE("step: a bug is shown, and its wrong run opened for whoever has commands") {
    const std::string shown = desk().vitro("step --bug no-topological-order", "", "").out;
    CHECK(has(shown, "dL/dw is 9; by differences of the loss 45"));
    CHECK(!has(shown, "(F 0)"));
    const std::string walked = desk().vitro("step --bug no-topological-order", "", "goto end\n").out;
    CHECK(walked.starts_with(shown));
    CHECK(has(walked, "(F 0) goto end\n"));
    CHECK(desk().vitro("step --bug nan-from-log-0 --trace bug.safetensors", "", "").status == 0);
    CHECK(has(desk().vitro("step bug.safetensors", "", "info\n").out, "The log of a softmax that underflows"));
    CHECK(has(desk().vitro("step --bug list").out, "\ncloned-layers  "));
    CHECK(has(refusal("step --bug none", 2), "--bug 'none': valid are list, forgotten-zero-grad, "));
    CHECK(refusal("step --bug cloned-layers --step 2", 2).starts_with("vitro: step: a FILE, --run, --bug,"));
    CHECK(desk().vitro("step --bug missing-un-broadcast --trace x.safetensors").err ==
          "vitro: [museum] missing-un-broadcast: the engine refuses to run it: there is no step to open\n");
}

TEST_CASE("step: on a terminal there is colour, of the kind that it has, and none with NO_COLOR") {
    if (desk().shell("command -v script").status != 0) return vitro::test::skip("script: apt-get install bsdutils");
    desk().write("keys.txt", "goto output.linear\nquit\n");
    const auto on_terminal = [](const std::string& settings) {
        return desk()
            .shell("export vitro; " + settings + " script -qec 'stty cols 60; \"$vitro\" step' /dev/null <keys.txt")
            .out;
    };
    CHECK(has(on_terminal("COLORTERM=truecolor TERM=xterm"), "\033[38;2;"));
    CHECK(has(on_terminal("COLORTERM= TERM=xterm-256color"), "\033[38;5;"));
    CHECK(!has(on_terminal("NO_COLOR=1 TERM=xterm"), "\033[3"));
}
