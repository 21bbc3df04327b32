// core/backward.cpp: visiting nodes by descending id, and adding contributions up.
#include "core/backward.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "core/context.hpp"
#include "core/error.hpp"
#include "core/runtime.hpp"
#include "core/update.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

/// The queue's and the contributions' memory outlives a pass, so that a training step allocates nothing.
struct Spare {
    std::vector<Waiting> queue;
    std::vector<Contribution> contributions;
};
Spare& spare() {
    thread_local Spare lists;
    return lists;
}

/// a + b in a tensor of its own: contributions that were kept must not change.
Tensor sum_of(const Tensor& a, const Tensor& b) {
    Tensor total = a.clone();
    add_into(total, b);
    return total;
}

/// What can be refused of a node before anything is computed.
void require_ready(const Node& node) {
    if (node.spent)
        throw Error(
            fmt::format("[backward] backward has already run through {} (node {}): compute the loss again first",
                        node.name(), node.id));
    node.require_saved_unwritten();
}

Tensor seed_of(const Variable& loss) {
    if (loss.value.size() != 1)
        throw Error(fmt::format("[backward] {}: a loss is one number; sum it, or pass a seed", loss.shape().str()));
    return Tensor::full(loss.shape(), 1);
}

}  // namespace

Slot Gradients::hand_out(int input, bool zero) {
    Node* target = node_->inputs[input].get();
    if (!target) return {};
    const bool given_before = std::any_of(fresh_->begin(), fresh_->end(), [&](const Contribution& other) {
        return node_->inputs[other.input].get() == target;
    });
    const bool first = target->grad.empty() && !given_before;
    // Apart: when contributions are kept, for an input that the op was given twice, and for one whose gradient so far
    // somebody else holds: a graph that was computed from it, or whoever asked for it.
    if (!first && !keep_ && !given_before && target->grad.storage().unique()) {
        fresh_->push_back({input, {}});
        return {target->grad.write(), true};
    }
    Tensor fresh(target->shape);
    const Slot slot{fresh.write(), false};
    // What will be added starts at -0, which leaves any number as it is to the bit: -0 + 0 is 0, but -0 + -0 is -0.
    if (zero) runtime::kernels().fill(slot.data, first ? real{0} : -real{0}, fresh.size());
    fresh_->push_back({input, std::move(fresh)});
    return slot;
}

void Gradients::finish() {
    for (Contribution& contribution : *fresh_) {
        if (contribution.value.empty()) continue;  // accumulated in place
        Tensor& grad = node_->inputs[contribution.input]->grad;
        if (keep_)  // contributions that are kept must not change
            grad = grad.empty() ? contribution.value.clone() : sum_of(grad, contribution.value);
        else if (grad.empty())
            grad = std::move(contribution.value);
        else if (grad.storage().unique())
            add_into(grad, contribution.value);
        else
            grad = sum_of(grad, contribution.value);
    }
    if (!keep_) fresh_->clear();
}

Backward::Backward(const Variable& loss, Keep keep) : Backward(loss, seed_of(loss), keep) {}

Backward::Backward(const Variable& output, const Tensor& seed, Keep keep) : root_(output), keep_(keep) {
    if (!output.node)
        throw Error("[backward] the loss depends on no parameter: make one with parameter(), outside of NoGrad");
    if (seed.shape() != output.shape())
        throw Error(fmt::format("[backward] a seed of shape {} for an output of shape {}", seed.shape().str(),
                                output.shape().str()));
    std::swap(queue_, spare().queue);
    std::swap(contributions_, spare().contributions);
    try {
        begin(seed);
    } catch (...) {
        finish();
        throw;
    }
}

Backward::~Backward() {
    finish();
}

void Backward::finish() noexcept {
    release_current();
    abandon();
    std::swap(queue_, spare().queue);
    std::swap(contributions_, spare().contributions);
}

void Backward::begin(const Tensor& seed) {
    Node& root = *root_.node;
    // A pass begins at a node of its own; only a parameter can have a gradient already.
    const Tensor gradient = root.grad.empty() ? seed.clone() : sum_of(root.grad, seed);
    enqueue(&root);
    for (std::size_t i = 0; i < queue_.size(); ++i)
        for (const NodePtr& input : queue_[i].node->inputs)
            if (input) enqueue(input.get());
    std::reverse(queue_.begin(), queue_.end());  // consumers were found first: a chain is in order by this alone
    if (!std::is_sorted(queue_.begin(), queue_.end())) std::sort(queue_.begin(), queue_.end());
    root.grad = gradient;
}

void Backward::enqueue(Node* node) {
    if (node->queued_by == this || node->is_leaf()) return;
    if (node->queued_by)
        throw Error(fmt::format("[backward] another pass is under way over {} (node {}): finish it first", node->name(),
                                node->id));
    require_ready(*node);
    queue_.push_back({node->id, node});
    node->queued_by = this;
}

void Backward::release_current() noexcept {
    if (!current_) return;
    if (keep_ == Keep::nothing) {
        current_->release_saved();
        current_->grad = Tensor();
    }
    current_ = nullptr;
    contributions_.clear();
}

void Backward::abandon() noexcept {
    for (const Waiting& waiting : queue_) {
        waiting.node->queued_by = nullptr;
        waiting.node->grad = Tensor();
    }
    queue_.clear();
    contributions_.clear();
}

void Backward::run_current() {
    current_->require_saved_unwritten();  // again: whoever steps may have written since the pass was made
    Gradients gradients(*current_, keep_ == Keep::all, contributions_);
    current_->op->backward(*current_, gradients);
    gradients.finish();
    current_->spent = true;
}

NodePtr Backward::next_with_gradient() {
    while (!queue_.empty()) {
        Node* node = queue_.back().node;
        queue_.pop_back();
        node->queued_by = nullptr;
        if (!node->grad.empty()) return NodePtr(node);
    }
    return nullptr;
}

bool Backward::step() {
    release_current();
    current_ = next_with_gradient();
    if (!current_) return false;
    try {
        run_current();
    } catch (...) {
        current_->grad = Tensor();
        current_ = nullptr;
        abandon();
        throw;
    }
    return true;
}

void backward(const Variable& loss) {
    Backward pass(loss);
    while (pass.step()) {
    }
}

}  // namespace vitro::core::inline VITRO_REAL
