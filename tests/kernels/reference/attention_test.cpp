// tests/kernels/reference/attention_test.cpp: attention by its formulas with whole matrices, the softmax's gradient by
// its Jacobian (not by the sums that the kernel uses).
#include "tests/kernels/reference/oracle.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace oracle {
namespace {

constexpr std::int64_t kBatch = 2, kHeads = 2, kQueries = 3, kKeys = 4, kWidth = 5, kRow = kHeads * kWidth;
constexpr std::int32_t kLengths[kBatch] = {4, 2};
const DropoutKey kDropout{0.5, 7, 8, 9};

/// What attention reads and writes, [batch, time, heads * width] without gaps.
struct Setting {
    std::vector<real> query, key, value, slope, output, logsumexp, weights, dq, dk, dv, workspace;

    Setting() {
        Source source(1);
        for (std::vector<real>* x : {&query, &slope}) *x = random(source, kBatch * kQueries * kRow);
        for (std::vector<real>* x : {&key, &value}) *x = random(source, kBatch * kKeys * kRow);
        output = dq = query;
        dk = dv = key;
        logsumexp.resize(kBatch * kHeads * kQueries);
        weights.resize(logsumexp.size() * kKeys);
        Attention sizes;
        fill(sizes);
        workspace.resize(static_cast<std::size_t>(reference().attention_workspace(sizes)));
    }
    void fill(Attention& a) {
        a.batch = kBatch, a.heads = kHeads, a.queries = kQueries, a.keys = kKeys, a.width = kWidth;
        a.query = {query.data(), kQueries * kRow, kRow};
        a.key = {key.data(), kKeys * kRow, kRow};
        a.value = {value.data(), kKeys * kRow, kRow};
        a.scale = real{0.25F};
        a.mask = {.heads = kHeads, .queries = kQueries, .causal = true, .causal_offset = -1, .lengths = kLengths};
        a.dropout = kDropout;
        a.workspace = workspace.data();
    }
    void run() {
        AttentionForward forward;
        fill(forward);
        forward.output = {output.data(), kQueries * kRow, kRow};
        forward.logsumexp = logsumexp.data();
        forward.weights = weights.data();
        reference().attention(forward);
        AttentionBackward backward;
        fill(backward);
        backward.output = {output.data(), kQueries * kRow, kRow};
        backward.output_gradient = {slope.data(), kQueries * kRow, kRow};
        backward.logsumexp = logsumexp.data();
        backward.query_gradient = {dq.data(), kQueries * kRow, kRow};
        backward.key_gradient = {dk.data(), kKeys * kRow, kRow};
        backward.value_gradient = {dv.data(), kKeys * kRow, kRow};
        reference().attention_backward(backward);
    }
};

/// One head of one batch entry.
struct HeadView {
    std::int64_t batch, head;
    std::size_t at(std::int64_t times, std::int64_t t, std::int64_t w) const {
        return static_cast<std::size_t>((batch * times + t) * kRow + head * kWidth + w);
    }
    std::size_t row(std::int64_t i) const { return static_cast<std::size_t>((batch * kHeads + head) * kQueries + i); }
    bool sees(std::int64_t i, std::int64_t j) const { return j <= i - 1 && j < kLengths[batch]; }
    Wide factor(std::int64_t i, std::int64_t j) const {
        const auto e = static_cast<std::uint32_t>(row(i) * kKeys) + static_cast<std::uint32_t>(j);
        return philox(7, {e / 4, 0, 8, 9})[e % 4] >= 0x80000000 ? 2 : 0;
    }
};

/// Row i of the softmax of 0.25 q k^T where the head may look; lse is log of the sum.
std::vector<Wide> weights_of(const Setting& s, const HeadView& head, std::int64_t i, Wide& lse) {
    std::vector<Wide> weights(kKeys);
    Wide sum = 0;
    for (std::int64_t j = 0; j < kKeys; ++j) {
        Wide score = 0;
        for (std::int64_t w = 0; w < kWidth; ++w)
            score += 0.25L * wide(s.query[head.at(kQueries, i, w)]) * wide(s.key[head.at(kKeys, j, w)]);
        weights[static_cast<std::size_t>(j)] = head.sees(i, j) ? std::exp(score) : 0;
        sum += weights[static_cast<std::size_t>(j)];
    }
    for (Wide& weight : weights) weight = sum > 0 ? weight / sum : 0;
    lse = std::log(sum);
    return weights;
}

void check_forward(const Setting& s, const HeadView& head, std::int64_t i, const std::vector<Wide>& weights, Wide lse) {
    const std::size_t row = head.row(i);
    if (i == 0) CHECK_MESSAGE(s.logsumexp[row] == -std::numeric_limits<real>::infinity(), "the first sees nothing");
    if (i > 0) check_near(s.logsumexp[row], lse, 4, "logsumexp");
    for (std::size_t j = 0; j < kKeys; ++j) check_near(s.weights[row * kKeys + j], weights[j], 1, "weight");
    for (std::int64_t w = 0; w < kWidth; ++w) {
        Wide sum = 0;
        for (std::int64_t j = 0; j < kKeys; ++j)
            sum += weights[static_cast<std::size_t>(j)] * head.factor(i, j) * wide(s.value[head.at(kKeys, j, w)]);
        check_near(s.output[head.at(kQueries, i, w)], sum, 4, "output");
    }
}

/// ds_j = sum over l of dp_l d p_l / d s_j, with dp_l = f_l do . v_l and d p_l / d s_j = p_l ([l = j] - p_j).
std::vector<Wide> score_gradient(const Setting& s, const HeadView& head, std::int64_t i, const std::vector<Wide>& p) {
    std::vector<Wide> gradient(kKeys);
    for (std::int64_t l = 0; l < kKeys; ++l) {
        Wide dp = 0;
        for (std::int64_t w = 0; w < kWidth; ++w)
            dp += wide(s.slope[head.at(kQueries, i, w)]) * wide(s.value[head.at(kKeys, l, w)]);
        dp *= head.factor(i, l);
        for (std::int64_t j = 0; j < kKeys; ++j)
            gradient[static_cast<std::size_t>(j)] +=
                dp * p[static_cast<std::size_t>(l)] * ((l == j ? 1 : 0) - p[static_cast<std::size_t>(j)]);
    }
    return gradient;
}

}  // namespace

TEST_CASE("reference attention: forward and backward by the formulas, with two masks and dropout") {
    Setting s;
    s.run();
    std::vector<Wide> dq(s.dq.size()), dk(s.dk.size()), dv(s.dv.size());
    for (std::int64_t task = 0; task < kBatch * kHeads * kQueries; ++task) {
        const HeadView head{task / kQueries / kHeads, task / kQueries % kHeads};
        const std::int64_t i = task % kQueries;
        Wide lse = 0;
        const std::vector<Wide> p = weights_of(s, head, i, lse);
        check_forward(s, head, i, p, lse);
        const std::vector<Wide> ds = score_gradient(s, head, i, p);
        for (std::int64_t j = 0; j < kKeys; ++j)
            for (std::int64_t w = 0; w < kWidth; ++w) {
                const std::size_t q = head.at(kQueries, i, w), k = head.at(kKeys, j, w),
                                  x = static_cast<std::size_t>(j);
                dq[q] += 0.25L * ds[x] * wide(s.key[k]);
                dk[k] += 0.25L * ds[x] * wide(s.query[q]);
                dv[k] += p[x] * head.factor(i, j) * wide(s.slope[q]);
            }
    }
    check_near(s.dq, dq, 10, "dq");
    check_near(s.dk, dk, 10, "dk");
    check_near(s.dv, dv, 10, "dv");
}

}  // namespace oracle
}  // namespace vitro::kernels::inline VITRO_REAL
