// bench/peers/record.cpp: field by field.
#include "bench/peers/record.hpp"

#include "bench/peers/protocol.hpp"

namespace vitro::bench::peers {
nlohmann::ordered_json record_of(const GemmResult& result) {
    const GemmProblem& p = result.problem;
    nlohmann::ordered_json record{{"m", p.m},
                                  {"n", p.n},
                                  {"k", p.k},
                                  {"transposition", transposition_of(p)},
                                  {"threads", result.threads},
                                  {"gflops", result.gflops}};
    record["peers"] = result.peers;
    if (const auto best = result.best()) {
        record["best"] = {{"name", best->name}, {"gflops", best->gflops}};
        record["ratio"] = *result.ratio();
    }
    if (result.refused()) record["refused"] = true;
    return record;
}

nlohmann::ordered_json record_of(const AttentionResult& result) {
    const AttentionProblem& p = result.problem;
    nlohmann::ordered_json record{{"batch", p.batch},         {"heads", p.heads}, {"queries", p.length},
                                  {"keys", p.length},         {"width", p.width}, {"causal", p.causal},
                                  {"threads", result.threads}};
    record["milliseconds"] = result.milliseconds;
    record["composed"] = result.composed;
    record["peers"] = result.peers;
    if (const auto ratio = result.ratio()) record["ratio"] = *ratio;
    return record;
}

nlohmann::ordered_json record_of(const RowResult& result) {
    const RowProblem& p = result.problem;
    nlohmann::ordered_json record{{"op", p.name()},
                                  {"rows", p.rows},
                                  {"cols", p.cols},
                                  {"threads", result.threads},
                                  {"microseconds", result.microseconds}};
    record["peers"] = result.peers;
    if (const auto ratio = result.ratio()) record["ratio"] = *ratio;
    return record;
}

nlohmann::ordered_json sections_of(const std::vector<GemmResult>& gemm, const std::vector<AttentionResult>& attention,
                                   const std::vector<RowResult>& rows) {
    auto sections = nlohmann::ordered_json::object();
    for (const GemmResult& result : gemm) sections["gemm"].push_back(record_of(result));
    for (const AttentionResult& result : attention) sections["attention"].push_back(record_of(result));
    for (const RowResult& result : rows) sections["rows"].push_back(record_of(result));
    return sections;
}

}  // namespace vitro::bench::peers
