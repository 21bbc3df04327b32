// bench/peers/crew.cpp: starting, checking, taking turns.
#include "bench/peers/crew.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "bench/measure/statistics.hpp"
#include "bench/peers/expected.hpp"
#include "bench/peers/summary.hpp"

namespace vitro::bench::peers {
namespace {

bool is_absence(std::string_view reason) {
    return reason.find("No such file or directory") != reason.npos || reason.find("No module named") != reason.npos;
}

/// It alone has attention composed of single operations.
std::vector<Problem> checks_of_vitro() {
    std::vector<Problem> all;
    for (Problem problem : checks(Scope::everything)) {
        all.push_back(problem);
        if (auto* const attention = std::get_if<AttentionProblem>(&problem)) {
            attention->composed = true;
            all.push_back(problem);
        }
    }
    return all;
}

}  // namespace

Crew::Crew(const std::vector<Wanted>& peers, const std::string& python, int threads, Report report)
    : threads_(threads), report_(std::move(report)) {
    workers_.push_back(std::make_unique<Worker>(kVitro, vitro_command(threads)));
    if (!is_right(*workers_.front(), checks_of_vitro()))
        throw core::Error("vitro's own results are wrong: ./vitro test says more");
    for (const Wanted& wanted : peers) add(wanted, python);
}

void Crew::add(const Wanted& wanted, const std::string& python) {
    const std::string name = wanted.kind->name;
    const Command command = command_of(wanted, python, threads_);
    try {
        auto worker = std::make_unique<Worker>(name, command);
        if (!is_right(*worker, checks(name == kPyTorch ? Scope::everything : Scope::products))) return;
        report_(fmt::format("{}: {}", name, worker->greeting()));
        workers_.push_back(std::move(worker));
    } catch (const core::Error& error) {
        if (!wanted.path.empty())
            throw UnusablePeer(fmt::format("{} cannot be used: {}; valid peers are {}, each alone or as NAME=PATH",
                                           wanted.origin, error.what(), peer_names()));
        const bool is_here = !command.library_folder.empty() || !is_absence(error.what());
        report_(fmt::format("SKIPPED: {} {} (install it: {})", name,
                            is_here ? std::string("cannot be used: ") + error.what() : "is not here",
                            wanted.kind->install));
    }
}

bool Crew::is_right(Worker& worker, const std::vector<Problem>& problems) {
    for (const Problem& problem : problems) {
        const Question question{.verb = Verb::check, .problem = problem};
        const double sum = worker.ask(question);
        const Fingerprint wanted = expected(problem);
        if (agrees(sum, wanted)) continue;
        report_(fmt::format("{} computes something else for {}: the sum is {}, by the reference table {}; left out",
                            worker.name(), text_of(question), sum, wanted.sum));
        return false;
    }
    return true;
}

std::vector<std::string> Crew::names() const {
    std::vector<std::string> names;
    for (const auto& worker : workers_) names.push_back(worker->name());
    return names;
}

void Crew::leave(std::size_t index, const std::string& why) {
    const std::string name = workers_[index]->name();
    if (name == kVitro) throw core::Error(why);
    report_(fmt::format("{}; the others go on without it", why));
    workers_.erase(workers_.begin() + static_cast<std::ptrdiff_t>(index));
    ++lost_;
}

std::map<std::string, double> Crew::measure(const Problem& problem, const Effort& effort) {
    return measure(problem, effort, names());
}

std::map<std::string, double> Crew::measure(const Problem& problem, const Effort& effort,
                                            const std::vector<std::string>& who) {
    std::map<std::string, std::vector<double>> seconds;
    for (int round = 0; round < effort.rounds; ++round)
        for (std::size_t i = 0; i < workers_.size();) {
            const std::string name = workers_[i]->name();
            try {
                if (std::ranges::count(who, name) > 0)
                    seconds[name].push_back(
                        workers_[i]->ask({.verb = Verb::time, .problem = problem, .seconds = effort.seconds}));
                ++i;
            } catch (const core::Error& error) {
                seconds.erase(name);
                leave(i, error.what());
            }
        }
    std::map<std::string, double> medians;
    for (const auto& [name, all] : seconds) medians[name] = median(all);
    return medians;
}

}  // namespace vitro::bench::peers
