// examples/lessons/11_copy_task.cpp: a whole Transformer learns to repeat what it reads.
//
// The smallest task for which every part is needed: the encoder has to keep the symbols and their order, the decoder to
// look at the right one next (the Annotated Transformer's first example: Rush 2018, with a smaller model). Ten symbols,
// ten places; Adam, warmed up and cooled down; greedy decoding of sequences that training never showed.
//
//     11_copy_task [SEED [STEPS]]
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <string_view>
#include <system_error>
#include <vector>

#include "core/backward.hpp"
#include "core/context.hpp"
#include "core/random.hpp"
#include "nn/decode/greedy.hpp"
#include "nn/models/transformer.hpp"
#include "nn/optim/adam.hpp"
#include "nn/optim/schedule.hpp"

using namespace vitro;
using core::Indices;

namespace {

constexpr std::int32_t kBegin = 0, kSymbols = 10, kVocabulary = kSymbols + 1;
constexpr std::int64_t kLength = 10, kBatch = 80;
constexpr nn::SearchOptions kSearch{.extra_length = kLength, .length_ratio = 0, .begin = kBegin, .end = kVocabulary};

nn::TransformerConfig config() {
    nn::TransformerConfig config;
    config.source_vocabulary = config.target_vocabulary = kVocabulary;
    config.layer = {.d_model = 128, .num_heads = 4, .d_ff = 256, .norm = nn::NormPlacement::pre};
    config.encoder_layers = config.decoder_layers = 2;
    config.max_positions = kLength;
    return config;
}

Indices random_sequences(std::int64_t count, core::Random& random) {
    Indices sequences({count, kLength});
    std::int32_t* symbol = sequences.write();
    for (std::int64_t i = 0; i < sequences.size(); ++i)
        symbol[i] = static_cast<std::int32_t>(1 + random.below(kSymbols));
    return sequences;
}

Indices all_full(std::int64_t count) {
    Indices lengths(core::Shape{count});
    std::fill_n(lengths.write(), count, static_cast<std::int32_t>(kLength));
    return lengths;
}

/// The same one place later, behind the begin mark: what the decoder has seen when it says each symbol.
Indices shifted(const Indices& target) {
    Indices in(target.shape());
    std::int32_t* out = in.write();
    for (std::int64_t i = 0; i < target.size(); ++i) out[i] = i % kLength == 0 ? kBegin : target.data()[i - 1];
    return in;
}

std::int64_t count_right(const nn::Transformer& model, const Indices& sequences) {
    const std::vector<nn::Decoded> copies = nn::greedy(model, sequences, all_full(sequences.shape()[0]), kSearch);
    std::int64_t right = 0;
    for (std::size_t i = 0; i < copies.size(); ++i) {
        const std::int32_t* original = sequences.data() + static_cast<std::int64_t>(i) * kLength;
        right += std::equal(copies[i].ids.begin(), copies[i].ids.end(), original, original + kLength);
    }
    return right;
}

/// -1 for what is none.
int whole_number(std::string_view text) {
    int number = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? number : -1;
}

}  // namespace

int main(int argc, char** argv) {
    const int seed = argc > 1 ? whole_number(argv[1]) : 1, steps = argc > 2 ? whole_number(argv[2]) : 400;
    if (seed < 0 || steps < 1 || argc > 3) {
        fmt::print(stderr, "usage: 11_copy_task [SEED [STEPS]], whole numbers: SEED from 0, STEPS from 1\n");
        return 2;
    }
    nn::Parameters parameters(seed);
    const nn::Transformer model(nn::Builder(parameters), config());
    fmt::print("{} parameters\n", parameters.size());

    nn::Adam adam(parameters, nn::AdamOptions::paper());
    const nn::Schedule schedule =
        nn::CosineRate{.peak = 2e-3, .minimum = 0, .warmup = std::min(100, steps), .decay = steps};
    core::Random random(seed, "sequences");
    for (int step = 1; step <= steps; ++step) {
        const core::Training training(seed, static_cast<std::uint32_t>(step));
        const Indices batch = random_sequences(kBatch, random);
        const core::Loss loss = core::cross_entropy(model(batch, all_full(kBatch), shifted(batch)), batch);
        parameters.clear_gradients();
        core::backward(loss.mean());
        adam.step(schedule.rate(step), 1);
        if (step == 1 || step == steps)
            fmt::print("step {:>4}   loss {:.1f} per symbol\n", step, loss.mean().value.item());
    }

    std::vector<std::int32_t> counting(kLength);
    for (std::size_t i = 0; i < kLength; ++i) counting[i] = static_cast<std::int32_t>(i + 1);
    const Indices demo = Indices::from({1, kLength}, counting);
    const std::vector<nn::Decoded> copy = nn::greedy(model, demo, all_full(1), kSearch);
    fmt::print("1 2 3 4 5 6 7 8 9 10 comes out as {}\n", fmt::join(copy[0].ids, " "));
    const std::int64_t right = count_right(model, random_sequences(1000, random));
    fmt::print("of 1000 new sequences, at least 980 are copied exactly: {}\n", right >= 980 ? "yes" : "no");
    if (right < 1000) fmt::print(stderr, "({} of 1000)\n", right);
}
