// examples/vitro/report/example.hpp: one example through the model of a run, and where its heads looked.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "examples/vitro/report/subject.hpp"

namespace vitro::program::report {

/// The weights of one attention of the model, as it computed the example.
struct AttentionMap {
    std::string path;  ///< of the module: "decoder.layers.0.cross_attn"
    std::int64_t heads = 0;
    std::vector<std::string> rows, cols;  ///< tokens: of the queries, of the keys
    std::vector<float> numbers;           ///< [heads, rows, cols]
};

/// The example stays the same, whatever the weights are.
class Example {
  public:
    virtual ~Example() = default;
    /// For people: "das kind liest heute ein buch ."
    virtual std::string text() const = 0;
    /// Takes weights of the run, by name. Throws Error when there are none, or they do not fit.
    virtual void load(const std::string& weights) = 0;
    /// What the model makes of it: a translation, a label; "" where there is nothing to say.
    virtual std::string answer() const { return ""; }
    /// One for each attention, in the order in which they are computed.
    virtual std::vector<AttentionMap> maps() const = 0;
};

/// The most tokens that an example is drawn with.
inline constexpr std::int64_t kMostTokens = 32;

/// The subject's text or, if that is empty, one of the data, with the subject's weights. Throws Error when the run has
/// no weights yet, its data cannot be read, or the text will not do.
std::unique_ptr<Example> example_of(const Subject& subject);

/// Up to eight of the epochs whose weights were kept, the first and the last among them.
std::vector<std::int64_t> some_kept_epochs(const nn::RunDirectory& run);
/// A table of what the weights of each of these make of the example; "" where nothing is kept or there is no answer.
std::string answers_over_time(const Subject& subject);

}  // namespace vitro::program::report
