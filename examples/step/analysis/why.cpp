// examples/step/analysis/why.cpp: shares, the way along the largest, and the best few ways.
#include "examples/step/analysis/why.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <queue>

#include "examples/step/analysis/elements.hpp"

namespace vitro::step {
namespace {

/// In double, so that the shares sum to 1 to the last few bits.
std::vector<double> exact_sum(const Timeline& timeline, int value) {
    std::vector<double> sum;
    for (const int c : timeline.contributions_to(value)) {
        const std::vector<float>& more = timeline.contribution(c).numbers.numbers;
        sum.resize(more.size());
        for (std::size_t i = 0; i < more.size(); ++i) sum[i] += static_cast<double>(more[i]);
    }
    return sum;
}

/// Follows many ways at once, always the one with the largest share so far.
class PathSearch {
  public:
    PathSearch(const Timeline& timeline, std::size_t most) : timeline_(timeline), most_(most) {}

    std::vector<Path> from(int value) {
        open_.push({1, value, {}});
        for (int tries = 0; !open_.empty() && found_.size() < most_ && tries < kMostTries; ++tries) extend();
        std::ranges::stable_sort(found_, [](const Path& a, const Path& b) { return size(a) > size(b); });
        return found_;
    }

  private:
    static constexpr int kMostTries = 20'000;
    struct Open {
        double share;
        int value;
        std::vector<int> ops;
        bool operator<(const Open& other) const { return std::abs(share) < std::abs(other.share); }
    };
    static double size(const Path& path) { return std::abs(path.share); }

    void extend() {
        Open at = open_.top();
        open_.pop();
        const std::vector<Share>& shares = shares_at(at.value);
        if (shares.empty()) found_.push_back({at.share, std::move(at.ops)});
        for (const Share& share : shares) {
            if (share.share == 0) continue;
            Open next{at.share * share.share, share.upstream, at.ops};
            next.ops.push_back(share.op);
            open_.push(std::move(next));
        }
    }

    const std::vector<Share>& shares_at(int value) {
        const auto [entry, is_new] = known_.try_emplace(value);
        if (is_new) entry->second = shares_of(timeline_, value);
        return entry->second;
    }

    const Timeline& timeline_;
    std::size_t most_;
    std::priority_queue<Open> open_;
    std::vector<Path> found_;
    std::map<int, std::vector<Share>> known_;
};

}  // namespace

std::vector<Share> shares_of(const Timeline& timeline, int value) {
    const std::vector<double> total = exact_sum(timeline, value);
    const double squares = dot(total, total);
    std::vector<Share> shares;
    for (const int c : timeline.contributions_to(value)) {
        const trace::Contribution& one = timeline.contribution(c);
        const std::vector<double> numbers = to_doubles(one.numbers.numbers);
        Share share{.contribution = c, .op = one.op, .input = one.input, .norm = norm(numbers)};
        const double along = dot(numbers, total);
        if (share.norm > 0 && squares > 0) share.cosine = along / (share.norm * std::sqrt(squares));
        if (squares > 0) share.share = along / squares;
        share.upstream = timeline.op(one.op).output;
        const double upstream = norm(timeline.final_gradient(share.upstream));
        if (upstream > 0) share.gain = share.norm / upstream;
        shares.push_back(share);
    }
    return shares;
}

std::vector<Hop> way_to_the_loss(const Timeline& timeline, int value) {
    std::vector<Hop> way;
    for (;;) {
        Hop hop{.value = value, .norm = norm(timeline.final_gradient(value)), .through = {}};
        const std::vector<Share> shares = shares_of(timeline, value);
        if (shares.empty()) {
            way.push_back(hop);
            return way;
        }
        hop.through = *std::ranges::max_element(shares, {}, [](const Share& s) { return std::abs(s.share); });
        way.push_back(hop);
        value = hop.through.upstream;
    }
}

std::vector<Path> largest_paths(const Timeline& timeline, int value, std::size_t most) {
    return PathSearch(timeline, most).from(value);
}

}  // namespace vitro::step
