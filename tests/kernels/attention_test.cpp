// tests/kernels/attention_test.cpp: attention with every mask and dropout, and its gradients.
#include <doctest/doctest.h>

#include "tests/kernels/attention_problem.hpp"
#include "tests/kernels/slots.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {
namespace {

struct Size {
    std::int64_t queries, keys, width;
};
/// Around the vectors and blocks of the tables, and those with few queries; the first is large.
constexpr Size kSizes[] = {{70, 70, 32}, {1, 1, 1},    {1, 40, 16}, {5, 7, 3},    {16, 16, 8},
                           {31, 17, 17}, {33, 40, 64}, {65, 33, 7}, {4, 301, 9},  {3, 0, 8},
                           {0, 5, 8},    {2, 130, 32}, {3, 21, 48}, {4, 301, 16}, {3, 0, 16}};

/// Two entries of a batch: the first with all its keys but seven, the second with none.
OwnedMask short_sentence(const Size& size) {
    OwnedMask mask{"NaN behind lengths", {.heads = 2, .queries = size.queries}, nullptr, nullptr};
    mask.lengths = std::make_shared<std::vector<std::int32_t>>();
    *mask.lengths = {static_cast<std::int32_t>(size.keys - 7), 0};
    mask.view.lengths = mask.lengths->data();
    return mask;
}

/// A table of bytes, the same for every query, that hides one key.
constexpr std::int64_t kHidden = 3;
OwnedMask one_key_hidden(const Size& size) {
    OwnedMask mask{"a huge hidden value", {.heads = 2, .queries = size.queries}, nullptr, nullptr};
    mask.allowed = std::make_shared<std::vector<std::uint8_t>>(static_cast<std::size_t>(size.keys), std::uint8_t{1});
    (*mask.allowed)[kHidden] = 0;
    mask.view.allowed = mask.allowed->data();
    return mask;
}

/// NaN in whatever is not to be read: keys and values behind the lengths, and the queries that see none.
void fill_unread(const AttentionProblem& p) {
    const auto fill = [&](const Numbers& x, std::int64_t times, std::int64_t batch, std::int64_t first) {
        for (std::int64_t t = first; t < times; ++t)
            for (std::int64_t w = 0; w < p.shape.heads * p.width; ++w)
                x[batch * p.batch_stride(times) + t * p.row_stride() + w] = static_cast<real>(kNan);
    };
    for (std::int64_t batch = 0; batch < 2; ++batch)
        for (const Numbers& x : {p.key, p.value})
            fill(x, p.shape.keys, batch, (*p.mask.lengths)[static_cast<std::size_t>(batch)]);
    for (const Numbers& x : {p.query, p.output_gradient}) fill(x, p.shape.queries, 1, 0);
}

void for_each_problem(unsigned seed, const std::function<void(const AttentionProblem&)>& visit) {
    Source source(seed);
    for (const Size& size : kSizes) {
        const ScoreShape shape{2, 3, size.queries, size.keys};
        for_each_mask(source, shape, [&](const OwnedMask& mask) {
            visit(AttentionProblem(source, shape, size.width, mask, 0));
            if (mask.view.everything() || mask.view.lengths)
                visit(AttentionProblem(source, shape, size.width, mask, 0.2));
        });
    }
    Source other(seed + 1);
    const ScoreShape shape{1, 2, 3, 21};
    OwnedMask none{"a NaN in a query", {.heads = 2, .queries = 3}, nullptr, nullptr};
    AttentionProblem special(other, shape, 9, none, 0);
    special.query[special.row_stride() + 2] = static_cast<real>(kNan);
    visit(special);
    for (const Size& size : {Size{3, 21, 9}, Size{33, 40, 8}, Size{5, 301, 4}, Size{2, 90, 16}}) {
        AttentionProblem unread(other, {2, 2, size.queries, size.keys}, size.width, short_sentence(size), 0);
        fill_unread(unread);
        visit(unread);
        AttentionProblem huge(other, {2, 2, size.queries, size.keys}, size.width, one_key_hidden(size), 0);
        for (std::int64_t w = 0; w < 2 * size.width; ++w)
            huge.value[kHidden * huge.row_stride() + w] = std::numeric_limits<real>::max();
        visit(huge);
    }
}

/// Scratch of exactly the size that the table asks for; what it does not hold is seen.
class Workspace {
  public:
    Workspace(const Kernels& k, Attention& a) : numbers_(k.attention_workspace(a), 1) { a.workspace = numbers_.data(); }
    ~Workspace() { CHECK_MESSAGE(std::isnan(numbers_.data()[numbers_.size()]), "a workspace was overrun"); }

  private:
    Numbers numbers_;
};

Case forward_case(const AttentionProblem& p, const ForwardBounds& bounds, bool wants_weights) {
    return {.slot = "attention",
            .what = p.str() + (wants_weights ? ", weights" : ""),
            .outputs = {{.size = p.extent(p.shape.queries), .bound = bounds.output},
                        {.size = p.shape.rows(), .bound = bounds.logsumexp},
                        {.size = wants_weights ? p.weights.size() : 0, .bound = bounds.weights}},
            .run =
                [=](const Kernels& k, auto& out, bool) {
                    AttentionForward a;
                    p.fill_inputs(a);
                    const Workspace workspace(k, a);
                    a.output = p.target(out[0], p.shape.queries, false);
                    a.logsumexp = out[1];
                    a.weights = wants_weights ? out[2] : nullptr;
                    k.attention(a);
                },
            .threads = wants_weights && p.large()};
}

/// wanted: bit 0 the query's gradient, bit 1 the key's, bit 2 the value's.
Case backward_case(const AttentionProblem& p, const BackwardBounds& bounds, unsigned wanted) {
    const auto size = [&](unsigned bit, std::int64_t times) { return (wanted >> bit & 1) != 0 ? p.extent(times) : 0; };
    return {.slot = "attention_backward",
            .what = p.str() + ", gradients " + std::to_string(wanted),
            .writes = Writes::on_demand,
            .outputs = {{.size = size(0, p.shape.queries), .bound = bounds.query},
                        {.size = size(1, p.shape.keys), .bound = bounds.key},
                        {.size = size(2, p.shape.keys), .bound = bounds.value}},
            .run =
                [=](const Kernels& k, auto& out, bool accumulate) {
                    AttentionBackward a;
                    p.fill_inputs(a);
                    const Workspace workspace(k, a);
                    const auto to = [&](unsigned bit) { return (wanted >> bit & 1) != 0 ? out[bit] : nullptr; };
                    a.query_gradient = p.target(to(0), p.shape.queries, accumulate);
                    a.key_gradient = p.target(to(1), p.shape.keys, accumulate);
                    a.value_gradient = p.target(to(2), p.shape.keys, accumulate);
                    k.attention_backward(a);
                },
            .threads = p.large()};
}

}  // namespace

void attention_cases(const Visit& visit) {
    for_each_problem(28, [&](const AttentionProblem& p) {
        const ForwardBounds bounds = forward_bounds(p);
        for (const bool wants_weights : {false, true}) visit(forward_case(p, bounds, wants_weights));
    });
}

void attention_backward_cases(const Visit& visit) {
    for_each_problem(30, [&](const AttentionProblem& p) {
        const BackwardBounds bounds = backward_bounds(p);
        visit(backward_case(p, bounds, 7));
        if (p.large()) return;
        for (const unsigned wanted : {1U, 2U, 4U}) visit(backward_case(p, bounds, wanted));
    });
}

TEST_CASE("attention: every table agrees with the reference") {
    attention_cases(check);
}
TEST_CASE("attention_backward: every table agrees with the reference") {
    attention_backward_cases(check);
}

TEST_CASE("attention: in every table, a query whose scores are all -infinity sees no key") {
    for (const Kernels* k : all_tables()) {
        if (!supported(*k)) continue;
        CAPTURE(k->name);
        for (const std::int64_t keys : {2, 200}) {
            std::vector<real> query{1}, key(static_cast<std::size_t>(keys), static_cast<real>(-kInfinity)),
                value(key.size(), 3), output{7}, logsumexp{7}, weights(key.size(), 7);
            AttentionForward a;
            a.batch = a.heads = a.queries = a.width = 1;
            a.keys = keys;
            a.query = {query.data(), 1, 1};
            a.key = {key.data(), keys, 1};
            a.value = {value.data(), keys, 1};
            a.output = {output.data(), 1, 1};
            a.logsumexp = logsumexp.data();
            a.weights = weights.data();
            const Workspace workspace(*k, a);
            k->attention(a);
            CHECK(output[0] == 0);
            CHECK(logsumexp[0] == static_cast<real>(-kInfinity));
            CHECK(weights == std::vector<real>(key.size(), 0));
        }
    }
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
