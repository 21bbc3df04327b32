// examples/vitro/report/example.cpp: a model of each kind, and an example for it.
#include "examples/vitro/report/example.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "core/context.hpp"
#include "core/error.hpp"
#include "examples/html/markup.hpp"
#include "examples/vitro/report/attention_watch.hpp"
#include "examples/vitro/token_row.hpp"
#include "nn/data/grammar/grammar.hpp"
#include "nn/train/classify/labeller.hpp"
#include "nn/train/language/language_task.hpp"
#include "nn/train/run/kept_weights.hpp"
#include "nn/train/toy/solver.hpp"
#include "nn/train/translation/evaluation.hpp"

namespace vitro::program::report {
namespace {

using core::Indices;
using Ids = std::vector<std::int32_t>;
using Words = std::vector<std::string>;

/// Lines of a text that are as long as an example should be, the first one of which is taken.
constexpr std::size_t kShortest = 4, kUsual = 14;

void require_room(std::size_t tokens, std::int64_t max_positions) {
    const std::int64_t most = std::min(kMostTokens, max_positions);
    if (static_cast<std::int64_t>(tokens) > most)
        throw core::Error(fmt::format("the example has {} tokens: at most {} are drawn", tokens, most));
}

template <class Compute>
std::vector<AttentionMap> watched(const Compute& compute) {
    const core::NoGrad no_grad;
    AttentionWatch watch;
    compute();
    return std::move(watch.maps);
}

std::vector<AttentionMap> named(std::vector<AttentionMap> maps, const Words& words) {
    for (AttentionMap& map : maps) map.rows = map.cols = words;
    return maps;
}

void load_into(const nn::RunDirectory& run, const std::string& weights, const nn::Parameters& parameters) {
    nn::load_tensors(nn::weights_file(run, weights), nn::named_tensors(parameters));
}

/// The first line that is neither short nor long; else the first of all.
std::string usual_line(const nn::Text& text, const nn::Vocabulary& vocabulary, std::int64_t max_positions) {
    const std::size_t most = std::min<std::size_t>(kUsual, static_cast<std::size_t>(max_positions) - 1);
    for (const std::string& line : text.lines)
        if (const std::size_t tokens = vocabulary.encode(line).ids.size(); tokens >= kShortest && tokens <= most)
            return line;
    for (const std::string& line : text.lines)
        if (const std::size_t tokens = vocabulary.encode(line).ids.size(); tokens >= 1 && tokens <= most) return line;
    throw core::Error("the data have no line that is short enough to be drawn: name one with --text");
}

class Translation : public Example {
  public:
    explicit Translation(const Subject& subject)
        : run_(subject.run), translator_(nn::Translator::load(subject.run, subject.weights)) {
        text_ = subject.text.empty() ? usual() : subject.text;
        source_ = translator_.vocabularies.source.encode(text_).ids;
        source_.push_back(nn::Vocabulary::kEnd);
        require_room(source_.size(), translator_.settings.model.max_positions);
        const nn::Decoded decoded = decode();
        written_ = decoded.ids;
        if (decoded.ended) written_.push_back(nn::Vocabulary::kEnd);
        if (written_.empty()) written_.push_back(nn::Vocabulary::kEnd);
        written_.resize(std::min(written_.size(), static_cast<std::size_t>(kMostTokens)));
    }
    std::string text() const override { return text_; }
    void load(const std::string& weights) override { load_into(run_, weights, translator_.parameters); }
    std::string answer() const override { return translator_.vocabularies.target.decode(decode().ids); }

    /// Of the translation by the first weights, whatever others would write: so that maps can be compared.
    std::vector<AttentionMap> maps() const override {
        Ids target_in = {nn::Vocabulary::kBegin};
        target_in.insert(target_in.end(), written_.begin(), written_.end() - 1);
        const Indices length = Indices::from({1}, {static_cast<std::int32_t>(source_.size())});
        std::vector<AttentionMap> found =
            watched([&] { translator_.model(one_row(source_), length, one_row(target_in)); });
        const auto& [from, to] = translator_.vocabularies;
        const Words read = tokens_of(from, source_), seen = tokens_of(to, target_in);
        for (AttentionMap& map : found) {
            const bool is_encoder = map.path.starts_with("encoder"), is_cross = map.path.ends_with("cross_attn");
            map.rows = is_encoder ? read : is_cross ? tokens_of(to, written_) : seen;
            map.cols = is_encoder || is_cross ? read : seen;
        }
        return found;
    }

  private:
    std::string usual() const {
        const nn::DataSettings& data = translator_.settings.data;
        if (data.directory.empty()) return std::string(nn::grammar::showcase().front().german);
        return usual_line(nn::read_split(data, data.validation).source, translator_.vocabularies.source,
                          translator_.settings.model.max_positions);
    }
    nn::Decoded decode() const {
        const nn::Sentences one = nn::encode(nn::parse_text(text_, "--text"), translator_.vocabularies.source);
        return nn::translate(translator_, one).front();
    }

    nn::RunDirectory run_;
    nn::Translator translator_;
    std::string text_;
    Ids source_, written_;  // each with its end
};

class Story : public Example {
  public:
    explicit Story(const Subject& subject)
        : run_(subject.run), writer_(nn::Writer::load(subject.run, subject.weights)) {
        constexpr std::int64_t kWritten = 24;
        const std::string& prompt = writer_.settings.data.prompt;
        const std::string text =
            subject.text.empty() ? nn::write_text(writer_, prompt, kWritten, {.temperature = 0}) : subject.text;
        ids_ = nn::encode_prompt(writer_.vocabulary, text);
        const std::int64_t most = std::min(kMostTokens, writer_.settings.model.max_positions);
        ids_.resize(std::min(ids_.size(), static_cast<std::size_t>(most)));
    }
    std::string text() const override { return writer_.vocabulary.decode(ids_); }
    void load(const std::string& weights) override { load_into(run_, weights, writer_.parameters); }
    std::vector<AttentionMap> maps() const override {
        return named(watched([&] { writer_.model.hidden(one_row(ids_)); }), tokens_of(writer_.vocabulary, ids_));
    }

  private:
    nn::RunDirectory run_;
    nn::Writer writer_;
    Ids ids_;
};

class Puzzle : public Example {
  public:
    explicit Puzzle(const Subject& subject)
        : run_(subject.run), solver_(nn::Solver::load(subject.run, subject.weights)) {
        input_ =
            subject.text.empty() ? solver_.task.example(nn::ToySplit::test, 0).input : solver_.task.parse(subject.text);
        ids_ = input_;
        const Ids answer = solver_.answer(input_);
        ids_.insert(ids_.end(), answer.begin(), answer.end() - 1);  // the last symbol is not read
        ids_.resize(std::min(ids_.size(), static_cast<std::size_t>(kMostTokens)));
    }
    std::string text() const override { return solver_.task.text(input_, solver_.task.solve(input_)); }
    void load(const std::string& weights) override { load_into(run_, weights, solver_.parameters); }
    std::string answer() const override { return solver_.task.text(input_, solver_.answer(input_)); }
    std::vector<AttentionMap> maps() const override {
        Words words;
        for (const std::int32_t id : ids_) words.push_back(std::to_string(id));
        return named(watched([&] { solver_.model.hidden(one_row(ids_)); }), words);
    }

  private:
    nn::RunDirectory run_;
    nn::Solver solver_;
    Ids input_, ids_;
};

class Line : public Example {
  public:
    explicit Line(const Subject& subject)
        : run_(subject.run), labeller_(nn::Labeller::load(subject.run, subject.weights)) {
        const nn::ClassifySettings& settings = labeller_.settings;
        text_ = subject.text.empty() ? usual_line(nn::read_labelled_split(settings.data, "val").text,
                                                  labeller_.vocabulary, settings.model.max_positions)
                                     : subject.text;
        ids_ = labeller_.vocabulary.encode(text_).ids;
        ids_.push_back(nn::Vocabulary::kEnd);
        require_room(ids_.size(), settings.model.max_positions);
    }
    std::string text() const override { return text_; }
    void load(const std::string& weights) override { load_into(run_, weights, labeller_.parameters); }
    std::string answer() const override {
        const std::vector<double> shares = nn::probabilities(labeller_, nn::parse_text(text_, "--text")).front();
        const auto best = std::ranges::max_element(shares);
        return fmt::format("{}, {:.1f} %", labeller_.labels.name(static_cast<std::int32_t>(best - shares.begin())),
                           100 * *best);
    }
    std::vector<AttentionMap> maps() const override {
        const Indices length = Indices::from({1}, {static_cast<std::int32_t>(ids_.size())});
        return named(watched([&] { labeller_.model(one_row(ids_), length); }), tokens_of(labeller_.vocabulary, ids_));
    }

  private:
    nn::RunDirectory run_;
    nn::Labeller labeller_;
    std::string text_;
    Ids ids_;
};

}  // namespace

std::unique_ptr<Example> example_of(const Subject& subject) {
    const std::string_view task = subject.kind.task;
    if (task == nn::kTranslationTask) return std::make_unique<Translation>(subject);
    if (task == nn::kLanguageTask) return std::make_unique<Story>(subject);
    if (task == nn::kClassifyTask) return std::make_unique<Line>(subject);
    return std::make_unique<Puzzle>(subject);
}

}  // namespace vitro::program::report
