// examples/vitro/report/command.cpp: `vitro report`: reads a run, measures a step, writes the page.
#include "examples/vitro/command.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/io/atomic_file.hpp"
#include "core/runtime.hpp"
#include "examples/vitro/report/page.hpp"
#include "examples/vitro/search_flags.hpp"
#include "nn/train/run/kept_weights.hpp"

namespace vitro::program {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
    CommonOptions common;
    std::string run, out, text, weights = "model";
    bool over_time = false;
};

/// In milliseconds a step.
Json ops_of(const report::StepTiming& timing) {
    Json ops = Json::array();
    const double scale = 1000 / static_cast<double>(std::max<std::int64_t>(timing.steps, 1));
    for (const core::OpTime& op : timing.profile.sorted())
        ops.push_back({{"op", op.name}, {"forward", op.forward * scale}, {"backward", op.backward * scale}});
    return ops;
}

int make_report(const Options& options) {
    options.common.set_up();
    report::Subject subject = report::subject_of(options.run);
    subject.weights = options.weights, subject.text = options.text, subject.over_time = options.over_time;
    if (options.weights != "model") nn::weights_file(subject.run, options.weights);
    const std::string out = options.out.empty() ? subject.run.file("report.html") : options.out;
    { const core::AtomicFile probe(out); }  // now rather than after the work; it leaves no trace
    report::measure(subject);
    const std::string page = report::page_of(subject);
    core::write_file_atomically(out, page);
    fmt::print("{}: {} KB; open it in a browser\n", shell_word(out), (page.size() + 999) / 1000);
    const auto if_there = [](bool there, const Json& value) { return there ? value : Json(); };
    options.common.write({{"run", options.run},
                          {"page", out},
                          {"steps", subject.summary.step},
                          {"best_validation_loss", if_there(subject.summary.best >= 0, subject.summary.best)},
                          {"signature", if_there(!subject.signature.empty(), subject.signature)},
                          {"kernels", core::runtime::kernels().name},
                          {"threads", core::runtime::threads()},
                          {"milliseconds_by_op", ops_of(subject.timing)}});
    return 0;
}

}  // namespace

void add_report(CLI::App& program, Run& run) {
    CLI::App* command =
        program.add_subcommand("report", "A training as one page: curves, samples, attention, settings, times");
    const auto options = std::make_shared<Options>();
    command->add_option("RUN", options->run, "Directory of a run")->required()->type_name("");
    command->add_option("--out", options->out, "The page; a file of that name is replaced (default: RUN/report.html)")
        ->type_name("FILE.html");
    command->add_flag("--attention", options->over_time,
                      "Attention over training time, too: by the weights that train --keep-epochs keeps");
    command->add_option("--text", options->text, "What attention is shown on (default: an example of the run's data)")
        ->type_name("TEXT");
    add_weights(*command, options->weights);
    options->common.add_threads(*command);
    options->common.add_json(*command);
    command->footer(
        "One HTML file that needs no network and no other file. The run stays as it is, and may be at work.\n\n"
        "Example: " +
        command_line("report runs/demo --out demo.html"));
    command->callback([options, &run] { run = [options] { return make_report(*options); }; });
}

}  // namespace vitro::program
