// tests/program/kill_test.cpp: fifty times SIGKILL in the middle of whatever a training is at, and no bit is lost.
#include <chrono>
#include <csignal>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "nn/train/run/run_directory.hpp"
#include "tests/program/desk.hpp"

using namespace vitro;
using program_test::Desk;

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr int kKills = 50;

/// The program at work in a directory, silent, with one thread.
class Process {
  public:
    Process(const Desk& desk, std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), VITRO_PROGRAM);
        arguments.insert(arguments.end(), {"--threads", "1"});
        std::vector<char*> words;
        for (std::string& argument : arguments) words.push_back(argument.data());
        words.push_back(nullptr);
        const std::string here = desk.path(".").string();
        id_ = ::fork();
        if (id_ != 0) return;
        const int nowhere = ::open("/dev/null", O_WRONLY);
        ::dup2(nowhere, STDOUT_FILENO);
        if (::chdir(here.c_str()) == 0) ::execv(VITRO_PROGRAM, words.data());
        ::_exit(127);
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    ~Process() { kill(); }

    /// The exit code, or 137 when it was killed before it ended; from then on it is gone.
    int kill() {
        if (id_ > 0) ::kill(id_, SIGKILL);
        return wait();
    }
    int wait() {
        int status = 0;
        if (id_ > 0 && ::waitpid(id_, &status, 0) == id_)
            status_ = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
        id_ = -1;
        return status_;
    }

  private:
    pid_t id_ = -1;
    int status_ = -1;
};

std::vector<std::string> beginning(const std::string& run) {
    return {"train",    "translate", "--preset",    "./tiny.json", "--data",
            ".",        "--source",  "xx",          "--target",    "yy",
            "--epochs", "40",        "--log-every", "1",           "--keep-epochs",
            "2",        "--dropout", "0.1",         "--out",       run};
}

/// What begins the run, or goes on with it.
std::vector<std::string> way_on(const Desk& desk, const std::string& run) {
    if (!desk.has(run + "/run.json")) return beginning(run);
    return {"train", "translate", "--resume", run};
}

/// Whether the program was about to save when it was killed, as far as the files tell.
bool was_saving(const Desk& desk, const std::string& run) {
    if (!desk.has(run)) return false;
    for (const auto& entry : std::filesystem::directory_iterator(desk.path(run))) {
        const std::string name = entry.path().filename().string();
        if (name.find(".tmp-") != std::string::npos || name == nn::kNext) return true;
    }
    return false;
}

/// Everything that a run leaves but its log, which says how long each step took, and its sessions, which say when each
/// began. A training's signature follows from it: the last loss is in the ledger, the weights are in last.safetensors.
std::map<std::string, std::string> files_of(const Desk& desk, const std::string& run) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(desk.path(run))) {
        const std::string name = entry.path().filename().string();
        if (name != nn::kLog && name != "sessions.jsonl") files[name] = desk.read(run + "/" + name);
    }
    return files;
}

void check_same(const Desk& desk, const std::map<std::string, std::string>& whole, const std::string& run) {
    const std::map<std::string, std::string> files = files_of(desk, run);
    for (const auto& file : whole) {
        const auto same = files.find(file.first);
        CHECK_MESSAGE(same != files.end(), run << " has no " << file.first);
        if (same != files.end()) CHECK_MESSAGE(same->second == file.second, run << "/" << file.first << " is another");
    }
    for (const auto& file : files)
        CHECK_MESSAGE(whole.contains(file.first), run << " has " << file.first << " left over");
}

}  // namespace

TEST_CASE("kill: fifty times at random moments, and the same files, bit for bit, as without") {
    const Desk desk;
    const Clock::time_point start = Clock::now();
    REQUIRE(Process(desk, beginning("whole")).wait() == 0);
    const Seconds duration = Clock::now() - start;
    const Clock::time_point restart = Clock::now();
    REQUIRE(Process(desk, way_on(desk, "whole")).wait() == 0);  // at its end already: starting up is all there is to do
    const Seconds starting = Clock::now() - restart;
    const std::map<std::string, std::string> whole = files_of(desk, "whole");
    REQUIRE(whole.contains(std::string(nn::kLedger)));

    std::mt19937 random(20170612);
    std::uniform_real_distribution<double> uniform(0, 1);
    int runs = 0, at_start = 0, while_saving = 0;
    std::string run = "run-0";
    for (int kills = 0; kills < kKills;) {
        // Every third one while it starts; the others anywhere up to a quarter of the training behind that.
        const double share = uniform(random);
        const bool early = kills % 3 == 0;
        const Seconds delay = early ? share * starting : starting + share * (duration - starting) / 4;
        Process process(desk, way_on(desk, run));
        std::this_thread::sleep_for(delay);
        const int status = process.kill();
        if (status == 137) {
            ++kills;
            at_start += early ? 1 : 0;
            while_saving += was_saving(desk, run) ? 1 : 0;
            continue;
        }
        REQUIRE(status == 0);
        check_same(desk, whole, run);
        run = "run-" + std::to_string(++runs);
    }
    REQUIRE(Process(desk, way_on(desk, run)).wait() == 0);
    check_same(desk, whole, run);
    CHECK(at_start >= kKills / 3);
    MESSAGE(kKills << " kills in " << runs + 1 << " runs: " << at_start << " at the start, " << while_saving
                   << " while saving; " << Seconds(Clock::now() - start).count() << " s");
}
