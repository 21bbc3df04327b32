// tests/bench/record/record_test.cpp: records written and read again, and files that are none.
#include "bench/record/record.hpp"

#include <doctest/doctest.h>

#include "tests/bench/results.hpp"
#include "tests/error_of.hpp"
#include "tests/temporary_directory.hpp"

namespace vitro::bench {
namespace {

using test::error_of;
using test::TemporaryDirectory;

/// The sentence about a file with this text, without its path.
std::string refusal(const std::string& text) {
    const TemporaryDirectory directory;
    directory.write("a.json", text);
    const std::string path = directory / "a.json", sentence = error_of([&] { read_record(path); });
    CHECK(sentence.starts_with(path + ": "));
    return sentence.substr(std::min(sentence.size(), path.size() + 2));
}

std::string changed(void (*change)(nlohmann::ordered_json&)) {
    nlohmann::ordered_json json = json_of(bench_test::record({bench_test::result("gemm/nn", 1e-3)}));
    change(json);
    return json.dump();
}

}  // namespace

TEST_CASE("a record read again is the record that was written") {
    const TemporaryDirectory directory;
    Record record = bench_test::record({bench_test::result("a", 1e-3, 1e-5), bench_test::result("b", 2e-3, 0, 1.2)});
    record.results.push_back(bench_test::result("no roof", 3e-3, 0, 0));
    record.results.back().bound = "", record.results.back().roof = 0;
    record.sections["gemm"] = {{{"m", 8}, {"ratio", 1.5}}};
    write_record(directory / "a.json", record);
    const Record again = read_record(directory / "a.json");
    CHECK(json_of(again) == json_of(record));
    CHECK(again.results[1].refused());
    CHECK(again.results[2].share == 0);
    CHECK(again.sections["gemm"][0]["ratio"] == 1.5);
    CHECK(again.machine.fingerprint == this_machine().fingerprint);
}

TEST_CASE("a record's form is that of its schema") {
    const nlohmann::ordered_json json =
        json_of(bench_test::record({bench_test::result("a", 1e-3, 0, 1.2), bench_test::result("b", 1e-3)}));
    CHECK(json["schema"] == "vitro-bench/1");
    CHECK(json["command"] == "kernels");
    CHECK(json["date"].get<std::string>().size() == 20);
    CHECK(json["roofs"]["fma"][0]["gflops"] == 76.5);
    CHECK(json["roofs"]["memory"][0]["copy"] == 50.25);
    CHECK(json["results"][0]["seconds"]["repetitions"] == 7);
    CHECK(json["results"][0]["refused"] == true);
    CHECK(!json["results"][1].contains("refused"));
    CHECK(!json.contains("gemm"));
}

TEST_CASE("a file that is no record is refused with what is wrong with it") {
    CHECK(refusal("{\"schema\": \"vitro-b").starts_with("is no JSON at byte 20: "));
    CHECK(refusal("").starts_with("is no JSON at byte "));
    CHECK(refusal("[1, 2]") == "names no schema: no record of ./vitro bench (vitro-bench/1)");
    CHECK(refusal("{\"schema\": \"vitro-bench/2\"}") == "is of schema 'vitro-bench/2'; this bench reads vitro-bench/1");
    CHECK(refusal(changed([](auto& json) { json.erase("machine"); })).find("'machine'") != std::string::npos);
    CHECK(refusal(changed([](auto& json) { json["results"][0].erase("seconds"); })).find("'seconds'") !=
          std::string::npos);
    CHECK(refusal(changed([](auto& json) { json["results"][0]["threads"] = "two"; })).starts_with("is not a whole"));
    CHECK(refusal(changed([](auto& json) { json["results"][0]["seconds"]["median"] = 0; })) ==
          "gemm/nn has a median time that is not above 0");
    CHECK(error_of([] { read_record("/nope/a.json"); }) == "/nope/a.json: cannot be opened: No such file or directory");
}

}  // namespace vitro::bench
