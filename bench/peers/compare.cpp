// bench/peers/compare.cpp: a crew for each number of threads, and the cases it is asked.
#include "bench/peers/compare.hpp"

#include <algorithm>
#include <memory>
#include <set>

#include "bench/peers/table.hpp"

namespace vitro::bench::peers {
namespace {

std::map<std::string, double> without_vitro(std::map<std::string, double> values) {
    values.erase(kVitro);
    return values;
}

GemmResult measure(Crew& crew, const GemmProblem& problem, const Plan& plan) {
    std::map<std::string, double> reached = crew.measure(problem, plan.effort);
    const auto peak = plan.peaks.find(crew.threads());
    for (auto& [name, value] : reached) value = problem.operations() / value * 1e-9;
    return {problem, crew.threads(), reached.at(kVitro), without_vitro(reached),
            peak == plan.peaks.end() ? 0 : peak->second};
}

AttentionResult measure(Crew& crew, const AttentionProblem& problem, const Effort& effort) {
    std::map<std::string, double> taken = crew.measure(problem, effort, {kVitro, kPyTorch});
    for (auto& [name, value] : taken) value *= 1e3;
    AttentionProblem composed = problem;
    composed.composed = true;
    const double expansion = crew.measure(composed, effort, {kVitro}).at(kVitro) * 1e3;
    return {problem, crew.threads(), taken.at(kVitro), expansion, without_vitro(taken)};
}

RowResult measure(Crew& crew, const RowProblem& problem, const Effort& effort) {
    std::map<std::string, double> taken = crew.measure(problem, effort, {kVitro, kPyTorch});
    for (auto& [name, value] : taken) value *= 1e6;
    return {problem, crew.threads(), taken.at(kVitro), without_vitro(taken)};
}

template <class Kind>
std::vector<Kind> problems_of(const Plan& plan, int threads) {
    std::vector<Kind> problems;
    for (const Case& one : plan.cases)
        if (one.threads == threads && std::holds_alternative<Kind>(one.problem))
            problems.push_back(std::get<Kind>(one.problem));
    return problems;
}

std::vector<std::string> peers_of(const Crew& crew) {
    std::vector<std::string> names = crew.names();
    std::erase(names, kVitro);
    return names;
}

/// Those that compute more than products.
std::vector<std::string> frameworks_of(const Crew& crew) {
    std::vector<std::string> names = peers_of(crew);
    std::erase_if(names, [](const std::string& name) { return name != kPyTorch; });
    return names;
}

void compare_products(const Plan& plan, Crew& crew, Comparison& all, const Report& report) {
    const std::vector<GemmProblem> problems = problems_of<GemmProblem>(plan, crew.threads());
    const std::vector<std::string> peers = peers_of(crew);
    if (!problems.empty()) report(gemm_heading(peers));
    for (const GemmProblem& problem : problems) {
        all.gemm.push_back(measure(crew, problem, plan));
        report(gemm_line(all.gemm.back(), peers));
    }
}

void compare_attention(const Plan& plan, Crew& crew, Comparison& all, const Report& report) {
    const std::vector<AttentionProblem> problems = problems_of<AttentionProblem>(plan, crew.threads());
    const std::vector<std::string> peers = frameworks_of(crew);
    if (!problems.empty()) report(attention_heading(peers));
    for (const AttentionProblem& problem : problems) {
        all.attention.push_back(measure(crew, problem, plan.effort));
        report(attention_line(all.attention.back(), peers));
    }
}

void compare_rows(const Plan& plan, Crew& crew, Comparison& all, const Report& report) {
    const std::vector<RowProblem> problems = problems_of<RowProblem>(plan, crew.threads());
    const std::vector<std::string> peers = frameworks_of(crew);
    if (!problems.empty()) report(row_heading(peers));
    for (const RowProblem& problem : problems) {
        all.rows.push_back(measure(crew, problem, plan.effort));
        report(row_line(all.rows.back(), peers));
    }
}

/// A crew for another number of threads finds the same libraries again.
Report each_line_once(const Report& report) {
    return [report, said = std::make_shared<std::set<std::string>>()](const std::string& line) {
        if (said->insert(line).second) report(line);
    };
}

}  // namespace

Comparison compare(const Plan& plan, const Report& report) {
    std::set<int> teams;
    for (const Case& one : plan.cases) teams.insert(one.threads);
    Comparison all;
    const Report once = each_line_once(report);
    for (const int threads : teams) {
        Crew crew(plan.peers, plan.python, threads, once);
        compare_products(plan, crew, all, report);
        compare_attention(plan, crew, all, report);
        compare_rows(plan, crew, all, report);
        all.lost += crew.lost();
    }
    return all;
}

}  // namespace vitro::bench::peers
