// tests/program/report_test.cpp: `vitro report`: what is on the page of a run of each kind, and what it refuses.
#include <doctest/doctest.h>
#include <fstream>

#include "tests/browser.hpp"
#include "tests/html/markup_check.hpp"
#include "tests/program/reports.hpp"

using program_test::Desk;
using program_test::kTrain;
using program_test::Ran;

namespace {

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
    return found;
}

/// The page of a run, which is checked to be whole and to ask for nothing from elsewhere.
std::string page(const Desk& desk, const std::string& arguments) {
    const Ran ran = desk.vitro("report " + arguments + " --out page.html");
    CAPTURE(ran.err);
    REQUIRE(ran.status == 0);
    CHECK(ran.err.empty());
    std::string text = desk.read("page.html");
    CHECK(html_test::MarkupCheck::complaint(text) == "");
    for (const char* outside : {"<script", "http", "url(", "@import", " src=", "<link"})
        CHECK_MESSAGE(!has(text, outside), outside);
    return text;
}

void check_parts(const std::string& text, const std::vector<std::string>& parts) {
    for (const std::string& part : parts) CHECK_MESSAGE(has(text, part), part);
}

/// Every file of a run by name and bytes.
std::map<std::string, std::string> files_of(const Desk& desk, const std::string& run) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(desk.path(run)))
        files[entry.path().filename().string()] = desk.read(run + "/" + entry.path().filename().string());
    return files;
}

}  // namespace

TEST_CASE("report: a translator's curves, attention over time, settings, environment, times, the run stays as it is") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --keep-epochs 3 --out run --json trained.json").status == 0);
    const auto before = files_of(desk, "run");
    const std::string text = page(desk, "run --attention --json report.json");
    CHECK(files_of(desk, "run") == before);
    const std::string signature = desk.json("trained.json")["signature"];
    check_parts(text, {"<h1>run</h1>", "18 steps, epoch 3 of 3", "<code>" + signature + "</code>", "after step 18",
                       "id=\"chart-loss-title\"", "logarithmic axes", "Learning rate", "Gradient norm",
                       "tokens a second", "validation, step 6: ", "with label smoothing", ">best</small>"});
    check_parts(text, {"What the weights of the epochs that were kept make of",
                       "Encoder to itself: ", "Decoder to encoder: ", "Over training time", "Epoch 1: Layer 1, head 2",
                       "Epoch 3: Layer 1, head 2", "&lt;bos&gt;"});
    check_parts(text, {"attention</th><td>3</td>", "<b>update</b>", "d model</th>", "Settings that differ from the ",
                       "What computed", "this report</th>", "<td>0</td>", "UTC</th>", "checksum of the data"});
    CHECK(desk.json("report.json")["signature"] == signature);
    CHECK(desk.json("report.json")["milliseconds_by_op"].size() > 5);
}

TEST_CASE("report: shares of each row of a map add up") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out run").status == 0);
    const std::string text = page(desk, "run --text 'eins zwei drei'");
    check_parts(text, {"<q>eins zwei drei</q>", ">zwei</text>"});
    std::size_t at = text.find("<title>zwei, ", text.find("Encoder to itself"));
    const std::size_t end = text.find("</svg>", at);
    int percent = 0;
    for (; at < end; at = text.find("<title>zwei, ", at + 1))
        percent += std::stoi(text.substr(text.find(": ", at) + 2));
    CHECK(percent >= 96);  // of four, each rounded, those below 1 left out
    CHECK(percent <= 102);
    const Ran unread = desk.vitro("report run --text 'eins eins eins eins eins eins eins eins eins'");
    CHECK(unread.status == 0);
    CHECK(has(desk.read("run/report.html"), "Nothing is drawn: the example has 10 tokens: at most 8 are drawn"));
}

TEST_CASE("report: a language model's samples, a toy task's right answers, a classifier's label") {
    const Desk desk;
    program_test::train_one_of_each(desk);
    check_parts(page(desk, "language"), {"Epoch 1, step 20: validation loss", "Epoch 2, step 40", "<pre>",
                                         "To itself: ", "decoder-only Transformer, 1 layers"});
    check_parts(page(desk, "toy"), {"test examples are right", "id=\"chart-score-1-title\">exact match",
                                    "To itself: ", "exact match 0", "the preset reverse"});
    check_parts(page(desk, "classify"),
                {"accuracy", "validation lines are right", "which make of it <q>", "&lt;eos&gt;"});
}

TEST_CASE("report: what a run says becomes no markup") {
    const Desk desk;
    const std::string evil = "</pre></title><script>alert(1)</script>\" onload=\"x";
    std::string words;
    for (int line = 0; line < 40; ++line) words += "<script>alert(1)</script> \"'& --> ]]>\n";
    for (const char* file : {"train.xx", "train.yy", "val.xx", "val.yy"}) desk.write(file, words);
    REQUIRE(desk.vitro(kTrain + " --keep-epochs 1 --epochs 1 --out 'a \"<b>&'").status == 0);
    const nlohmann::json line = {{"step", 9}, {"epoch", 1}, {"val_loss", 1.5}, {"sample", evil}, {evil, 0.5}};
    std::ofstream(desk.path("a \"<b>&/log.jsonl"), std::ios::app) << line.dump() << "\n";
    std::ofstream(desk.path("a \"<b>&/sessions.jsonl"), std::ios::app) << nlohmann::json{{"cpu", evil}}.dump() << "\n";
    const std::string text = page(desk, "'a \"<b>&' --attention");
    CHECK(has(text, "a &quot;&lt;b&gt;&amp;"));
    CHECK(has(text, "&lt;script&gt;alert(1)&lt;/script&gt;"));
    for (const char* markup : {"<script", " onload=\"x", "<b>&"}) CHECK_MESSAGE(!has(text, markup), markup);
}

TEST_CASE("report: a run that is not far yet, or has lost something, says so") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out run").status == 0);
    desk.write("run/log.jsonl", desk.read("run/log.jsonl") + "{\"step\": 19, \"epo");
    std::filesystem::remove(desk.path("run/sessions.jsonl"));
    const std::string damaged = page(desk, "run --attention");
    check_parts(damaged,
                {"One line of the log is not whole", "not recorded: by an earlier version",
                 "does not say what it was trained on", "kept no epoch&#39;s weights", "The log has no samples"});
    CHECK(count(damaged, "class=\"note\"") == 4);

    std::filesystem::remove(desk.path("run/log.jsonl"));
    std::filesystem::remove(desk.path("run/model.safetensors"));
    check_parts(page(desk, "run"), {"no step is in its log yet", "none: no epoch has ended yet", "nothing to draw yet",
                                    "there is no sample", "no weights to look at", "A training step, in milliseconds"});

    std::filesystem::remove(desk.path("train.xx"));
    check_parts(page(desk, "run"),
                {"No step was measured: ", "The training could not be put together from its data: ", "train.xx"});
}

TEST_CASE("report: each session is written down, and a run goes on as ever") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out whole --json whole.json").status == 0);
    REQUIRE(desk.vitro(kTrain + " --out run --max-steps 4 --threads 1").status == 0);
    REQUIRE(desk.vitro("report run").status == 0);
    REQUIRE(desk.vitro("train translate --resume run --max-steps 0 --json resumed.json").status == 0);
    REQUIRE(desk.vitro("train translate --resume run").status == 0);  // at its end: no session
    CHECK(desk.json("resumed.json")["signature"] == desk.json("whole.json")["signature"]);
    CHECK(desk.read("run/ledger.txt").substr(desk.read("run/ledger.txt").find('\n')) ==
          desk.read("whole/ledger.txt").substr(desk.read("whole/ledger.txt").find('\n')));
    const std::string sessions = desk.read("run/sessions.jsonl");
    REQUIRE(count(sessions, "\n") == 2);
    const auto first = nlohmann::json::parse(sessions.substr(0, sessions.find('\n')));
    const auto second = nlohmann::json::parse(sessions.substr(sessions.find('\n') + 1));
    CHECK(first["step"] == 0);
    CHECK(first["threads"] == 1);
    CHECK(second["step"] == 4);
    for (const char* key : {"began", "cpu", "kernels", "compiler", "version", "system"})
        CHECK_MESSAGE(first.contains(key), key);
    CHECK(has(page(desk, "run"), "in 2 sessions"));
}

TEST_CASE("report: what cannot be read or written is told in one sentence") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --max-steps 2 --out run").status == 0);
    const auto check = [&](const std::string& arguments, int status, const std::string& told) {
        const Ran ran = desk.vitro("report " + arguments);
        CAPTURE(arguments);
        CAPTURE(ran.err);
        CHECK(ran.status == status);
        CHECK(ran.out.empty());
        CHECK(has(ran.err, told));
        CHECK(count(ran.err, "\n") == 1);
    };
    desk.write("folder/x", "");
    check("", 2, "report: RUN is required");
    check("nowhere", 1, "vitro: nowhere: there is no such run directory");
    check("folder", 1, "vitro: folder: not a run directory: it has no run.json");
    check("run --out folder", 1, "folder");
    check("run --out nowhere/page.html", 1, "nowhere/page.html");
    check("run --out ''", 2, "--out");
    check("run --weights best", 1, "has no weights \"best\"; it has model");
    check("run --color", 2, "there is no option '--color'; valid are --help, --out, --attention, --text, --weights");
    CHECK(!desk.has("run/report.html"));
    desk.write("page.html", "old");
    CHECK(desk.vitro("report run --out page.html").out.starts_with("page.html: "));
    CHECK(desk.read("page.html").starts_with("<!DOCTYPE html>"));
}

TEST_CASE("report: in a browser, nothing is cut, said, asked for, or keeps anybody out") {
    if (vitro::test::lacks_a_browser()) return;
    const Desk desk;
    program_test::train_one_of_each(desk);
    REQUIRE(desk.vitro(kTrain + " --keep-epochs 3 --out translate").status == 0);
    REQUIRE(desk.vitro(kTrain + " --max-steps 2 --out begun").status == 0);
    std::filesystem::remove(desk.path("begun/log.jsonl"));
    std::filesystem::create_directory(desk.path("pages"));
    for (const std::string run : {"translate", "language", "toy", "classify", "begun"})
        REQUIRE(desk.vitro("report " + run + " --attention --out pages/" + run + ".html").status == 0);
    const structure::Outcome ran = vitro::test::run_node_tests(
        "VITRO_PAGES=" + structure::quoted(desk.path("pages").string()), "tests/program/browser/report_test.js");
    CHECK_MESSAGE(ran.status == 0, ran.output);
}
