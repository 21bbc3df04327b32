// bench/report/gathered.cpp: sorts what stands in records by machine and by section of the page.
#include "bench/report/gathered.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/error.hpp"
#include "core/printable.hpp"

namespace vitro::bench::report {
namespace {

using Json = nlohmann::ordered_json;

/// JSON has no infinities, but 1e999 reads as one.
double figure(double value, const std::string& name) {
    if (std::isfinite(value) && value >= 0) return value;
    throw core::Error(
        fmt::format("{} has {} where a figure of at least 0 belongs", core::printable(name, '\''), value));
}

void check(const Result& r) {
    for (const double value : {r.operations, r.bytes, r.seconds.median, r.seconds.minimum, r.seconds.spread, r.gflops,
                               r.gbs, r.roof, r.share})
        figure(value, r.name);
}

/// Takes the place of one with the same name.
void keep(std::vector<Result>& results, const Result& result) {
    check(result);
    const auto same = std::ranges::find(results, result.name, &Result::name);
    if (same == results.end())
        results.push_back(result);
    else
        *same = result;
}

std::vector<Result>& results_of(Gathered& all, const std::string& command) {
    if (command == "sweep") return all.sweep;
    if (command == "ladder") return all.ladder;
    if (command == "steps") return all.steps;
    return all.kernels;
}

void add_roofs(Survey& roofs, const Survey& more) {
    for (const FmaRoof& roof : more.fma) {
        figure(roof.gflops, roof.isa);
        const auto same = std::ranges::find_if(
            roofs.fma, [&](const FmaRoof& r) { return r.isa == roof.isa && r.threads == roof.threads; });
        if (same == roofs.fma.end())
            roofs.fma.push_back(roof);
        else
            same->gflops = std::max(same->gflops, roof.gflops);
    }
    for (const MemoryRoof& roof : more.memory) {
        for (const double rate : {roof.read, roof.copy, roof.update}) figure(rate, roof.level);
        const auto same = std::ranges::find_if(
            roofs.memory, [&](const MemoryRoof& r) { return r.level == roof.level && r.threads == roof.threads; });
        if (same == roofs.memory.end()) {
            roofs.memory.push_back(roof);
            continue;
        }
        same->read = std::max(same->read, roof.read);
        same->copy = std::max(same->copy, roof.copy);
        same->update = std::max(same->update, roof.update);
    }
}

std::map<std::string, double> peers_of(const Json& json) {
    std::map<std::string, double> peers;
    for (const auto& [name, value] : json.at("peers").items()) peers[name] = figure(value, name);
    return peers;
}

Product product_of(const Json& json) {
    const std::int64_t m = json.at("m"), n = json.at("n"), k = json.at("k");
    return {.shape = fmt::format("{}x{}x{}", m, n, k),
            .transposition = json.at("transposition"),
            .threads = json.at("threads"),
            .gflops = figure(json.at("gflops"), "gemm"),
            .peers = peers_of(json),
            .refused = json.value("refused", false)};
}

AttentionTimes attention_of(const Json& json) {
    const std::int64_t batch = json.at("batch"), heads = json.at("heads"), queries = json.at("queries"),
                       keys = json.at("keys"), width = json.at("width");
    const std::string times = queries == keys ? fmt::format("{}", queries) : fmt::format("{}x{}", queries, keys);
    return {.shape = fmt::format("{}x{}x{}x{}{}", batch, heads, times, width,
                                 json.at("causal").get<bool>() ? ", causal" : ""),
            .threads = json.at("threads"),
            .milliseconds = figure(json.at("milliseconds"), "attention"),
            .composed = figure(json.at("composed"), "attention"),
            .peers = peers_of(json)};
}

RowTimes rows_of(const Json& json) {
    const std::int64_t rows = json.at("rows"), cols = json.at("cols");
    return {.op = json.at("op"),
            .shape = fmt::format("{}x{}", rows, cols),
            .threads = json.at("threads"),
            .microseconds = figure(json.at("microseconds"), "rows"),
            .peers = peers_of(json)};
}

/// Reads what the section of steps will read.
void check_step(const Json& json) {
    const std::string name = json.at("name");
    figure(json.at("tokens_per_second"), name);
    for (const Json& op : json.at("breakdown")) {
        const std::string op_name = op.at("op");
        figure(op.at("calls"), op_name);
        for (const char* pass : {"forward", "backward"}) figure(op.at(pass), op_name);
    }
}

void add_sections(Gathered& all, const Json& sections) {
    if (sections.contains("gemm"))
        for (const Json& json : sections["gemm"]) all.products.push_back(product_of(json));
    if (sections.contains("attention"))
        for (const Json& json : sections["attention"]) all.attention.push_back(attention_of(json));
    if (sections.contains("rows"))
        for (const Json& json : sections["rows"]) all.rows.push_back(rows_of(json));
    if (sections.contains("rungs"))
        for (const Json& json : sections["rungs"])
            all.ideas[fmt::format("{}/{}/{}", json.at("kernel").get<std::string>(),
                                  json.at("direction").get<std::string>(), json.at("name").get<std::string>())] =
                json.at("idea");
    if (sections.contains("steps"))
        for (const Json& json : sections["steps"]) {
            check_step(json);
            all.step_rows.push_back(json);
        }
}

void add(Gathered& all, const Source& source) {
    const Record& record = source.record;
    all.paths.push_back(source.path);
    all.dates.push_back(record.date);
    add_roofs(all.roofs, record.roofs);
    for (const Result& result : record.results) keep(results_of(all, record.command), result);
    add_sections(all, record.sections);
}

}  // namespace

std::string Product::best() const {
    const auto most = std::ranges::max_element(peers, {}, [](const auto& peer) { return peer.second; });
    return most == peers.end() ? "" : most->first;
}

double Product::ratio() const {
    const std::string fastest = best();
    if (refused || fastest.empty() || !(peers.at(fastest) > 0)) return 0;
    return gflops / peers.at(fastest);
}

std::vector<Gathered> gather(const std::vector<Source>& sources) {
    std::vector<Gathered> machines;
    for (const Source& source : sources) try {
            const std::string& fingerprint = source.record.machine.fingerprint;
            auto own = std::ranges::find_if(
                machines, [&](const Gathered& one) { return one.machine.fingerprint == fingerprint; });
            if (own == machines.end()) {
                Gathered& fresh = machines.emplace_back();
                fresh.machine = source.record.machine;
                fresh.number = static_cast<int>(machines.size());
                own = machines.end() - 1;
            }
            add(*own, source);
        } catch (const Json::exception& error) {
            throw core::Error(fmt::format("{}: is not a whole record: {}", source.path, error.what()));
        } catch (const core::Error& error) {
            throw core::Error(fmt::format("{}: {}", source.path, error.what()));
        }
    return machines;
}

}  // namespace vitro::bench::report
