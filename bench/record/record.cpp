// bench/record/record.cpp: records to JSON and back. Both directions of a part stand together.
#include "bench/record/record.hpp"

#include <cerrno>
#include <cstring>
#include <ctime>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fstream>

#include "core/error.hpp"
#include "core/io/atomic_file.hpp"
#include "core/printable.hpp"

namespace vitro::bench {
namespace {

using Json = nlohmann::ordered_json;
constexpr const char* kSchema = "vitro-bench/1";

Json json_of(const Machine& m) {
    return {
        {"fingerprint", m.fingerprint}, {"cpu", m.cpu},   {"cores", m.cores}, {"l1", m.l1}, {"l2", m.l2}, {"l3", m.l3},
        {"compiler", m.compiler},       {"simd", m.simd}, {"os", m.os}};
}
Machine machine_from(const Json& json) {
    return {json.at("fingerprint"), json.at("cpu"),      json.at("cores"), json.at("l1"), json.at("l2"),
            json.at("l3"),          json.at("compiler"), json.at("simd"),  json.at("os")};
}

Json json_of(const Survey& survey) {
    Json fma = Json::array(), memory = Json::array();
    for (const FmaRoof& r : survey.fma) fma.push_back({{"isa", r.isa}, {"threads", r.threads}, {"gflops", r.gflops}});
    for (const MemoryRoof& r : survey.memory)
        memory.push_back({{"level", r.level},
                          {"bytes", r.bytes},
                          {"threads", r.threads},
                          {"read", r.read},
                          {"copy", r.copy},
                          {"update", r.update}});
    return {{"fma", fma}, {"memory", memory}};
}
Survey survey_from(const Json& json) {
    Survey survey;
    for (const Json& r : json.at("fma")) survey.fma.push_back({r.at("isa"), r.at("threads"), r.at("gflops")});
    for (const Json& r : json.at("memory"))
        survey.memory.push_back(
            {r.at("level"), r.at("bytes"), r.at("threads"), r.at("read"), r.at("copy"), r.at("update")});
    return survey;
}

Json json_of(const Result& r) {
    const Statistics& s = r.seconds;
    Json json{{"name", r.name},
              {"kernel", r.kernel},
              {"variant", r.variant},
              {"isa", r.isa},
              {"threads", r.threads},
              {"size", r.size},
              {"operations", r.operations},
              {"bytes", r.bytes},
              {"seconds",
               {{"median", s.median}, {"minimum", s.minimum}, {"spread", s.spread}, {"repetitions", s.repetitions}}},
              {"gflops", r.gflops},
              {"gbs", r.gbs}};
    if (r.share > 0) json.update({{"bound", r.bound}, {"roof", r.roof}, {"share", r.share}});
    if (r.refused()) json["refused"] = true;
    return json;
}
Result result_from(const Json& json) {
    const Json& s = json.at("seconds");
    Result result{json.at("name"),
                  json.at("kernel"),
                  json.at("variant"),
                  json.at("isa"),
                  json.at("threads"),
                  json.at("size"),
                  json.at("operations"),
                  json.at("bytes"),
                  {s.at("median"), s.at("minimum"), s.at("spread"), s.at("repetitions")},
                  json.at("gflops"),
                  json.at("gbs"),
                  json.value("bound", ""),
                  json.value("roof", 0.0),
                  json.value("share", 0.0)};
    if (!(result.seconds.median > 0)) throw core::Error(result.name + " has a median time that is not above 0");
    return result;
}

Record record_from(const Json& json) {
    Record record{.command = json.at("command"),
                  .date = json.at("date"),
                  .machine = machine_from(json.at("machine")),
                  .roofs = {},
                  .results = {}};
    if (json.contains("roofs")) record.roofs = survey_from(json.at("roofs"));
    if (json.contains("results"))
        for (const Json& result : json.at("results")) record.results.push_back(result_from(result));
    for (const auto& [name, section] : json.items())
        if (section.is_array() && name != "results") record.sections[name] = section;
    return record;
}

Json parsed(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw core::Error(fmt::format("cannot be opened: {}", std::strerror(errno)));
    try {
        return Json::parse(file);
    } catch (const Json::parse_error& error) {
        throw core::Error(fmt::format("is no JSON at byte {}: not a record, or not the whole of one", error.byte));
    }
}

void check_schema(const Json& json) {
    const bool is_named = json.is_object() && json.contains("schema") && json["schema"].is_string();
    if (!is_named) throw core::Error(fmt::format("names no schema: no record of ./vitro bench ({})", kSchema));
    const std::string schema = json["schema"];
    if (schema != kSchema)
        throw core::Error(fmt::format("is of schema {}; this bench reads {}", core::printable(schema, '\''), kSchema));
}

}  // namespace

Record new_record(const std::string& command) {
    return {.command = command,
            .date = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr))),
            .machine = this_machine(),
            .roofs = {},
            .results = {}};
}

Json json_of(const Record& record) {
    Json json{
        {"schema", kSchema}, {"command", record.command}, {"date", record.date}, {"machine", json_of(record.machine)}};
    if (!record.roofs.fma.empty() || !record.roofs.memory.empty()) json["roofs"] = json_of(record.roofs);
    for (const Result& result : record.results) json["results"].push_back(json_of(result));
    json.update(record.sections);
    return json;
}

void write_record(const std::string& path, const Record& record) {
    core::write_file_atomically(path, json_of(record).dump(2) + "\n");
}

Record read_record(const std::string& path) {
    try {
        const Json json = parsed(path);
        check_schema(json);
        return record_from(json);
    } catch (const Json::exception& error) {
        throw core::Error(fmt::format("{}: is not a whole record: {}", path, error.what()));
    } catch (const core::Error& error) {
        throw core::Error(fmt::format("{}: {}", path, error.what()));
    }
}

void check_same_machine(const std::string& path, const Machine& machine, const std::string& other_path,
                        const Machine& other, const std::string& advice) {
    if (machine.fingerprint == other.fingerprint) return;
    throw core::Error(fmt::format("{} is of another machine ({}, {} cores) than {} ({}, {} cores){}", other_path,
                                  other.cpu, other.cores, path, machine.cpu, machine.cores, advice));
}

}  // namespace vitro::bench
