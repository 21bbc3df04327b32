// core/backward.hpp: the reverse pass, as an object that can be stepped.
//
// Nodes are visited by descending id, so every consumer of a tensor has contributed before the tensor's own maker is
// asked. Contributions add up as dst <- dst + c, where c is exactly what would have been stored alone: so it makes no
// difference to a single bit whether a kernel accumulates into the gradient or hands out c by itself (Keep::all).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/op.hpp"

namespace vitro::core::inline VITRO_REAL {

/// Where an op's backward writes the gradient of one input. False when nobody wants it.
struct Slot {
    real* data = nullptr;
    bool accumulate = false;  ///< add to what is there; otherwise overwrite it
    explicit operator bool() const { return data != nullptr; }
};

/// One addend of an input's gradient.
struct Contribution {
    int input = 0;
    Tensor value;  ///< empty while it is accumulated in place
};

/// What a backward function sees of the gradients to fill. Slots may be fetched in any order and held together. A
/// gradient that did not exist before is the input's own only after the op's backward has returned.
class Gradients {
  public:
    bool wanted(int input) const { return static_cast<bool>(node_->inputs[input]); }
    /// Of an input that is wanted.
    const Shape& shape(int input) const { return node_->inputs[input]->shape; }
    /// To be written or accumulated as a whole.
    Slot slot(int input) { return hand_out(input, false); }
    /// To be written in parts: zeros, unless it accumulates.
    Slot zeroed(int input) { return hand_out(input, true); }

  private:
    friend class Backward;
    Gradients(const Node& node, bool keep, std::vector<Contribution>& fresh)
        : node_(&node), keep_(keep), fresh_(&fresh) {}
    Slot hand_out(int input, bool zero);
    /// Adds what was handed out apart from the gradients, in the order in which it was handed out.
    void finish();

    const Node* node_;
    bool keep_;
    std::vector<Contribution>* fresh_;
};

/// What stays behind the pass: `nothing` lets go of saved tensors and interior gradients as it goes; `all` keeps them,
/// and every contribution of the node at hand besides.
enum class Keep { nothing, all };

/// A node that a pass will visit. The id stands beside it, so that sorting does not fetch each node again.
struct Waiting {
    std::uint64_t id = 0;
    Node* node = nullptr;
    bool operator<(const Waiting& other) const { return id < other.id; }
};

/// A pass over the graph of one output. One pass at a time over a node: the whole graph is looked through when a pass
/// is made, and what can be refused is refused there, before any gradient is written. When step() throws all the same
/// (no memory; a tensor that was written during the pass), or a pass is left before its end, interior gradients are
/// dropped; parameters keep what had reached them: clear them before the next try.
class Backward {
  public:
    /// Seeds dL/dL = 1. Throws Error unless loss has one element and depends on a parameter; when a node was already
    /// run through or is part of another pass, or what it saved was overwritten.
    explicit Backward(const Variable& loss, Keep keep = Keep::nothing);
    /// Seeds with any upstream gradient of the output's shape. Throws Error as above.
    Backward(const Variable& output, const Tensor& seed, Keep keep = Keep::nothing);
    ~Backward();
    Backward(const Backward&) = delete;
    Backward& operator=(const Backward&) = delete;

    /// Lets go of the node before (Keep::nothing), runs the next one; false when there is none left.
    /// Throws Error when what the node saved was overwritten during the pass.
    bool step();
    /// The node that step() ran, whole: its gradient is final, its saved tensors are there. Only after step() == true.
    const Node& node() const { return *current_; }
    /// What the node added to its inputs' gradients (Keep::all only).
    std::span<const Contribution> contributions() const { return contributions_; }

  private:
    void begin(const Tensor& seed);
    void enqueue(Node* node);
    NodePtr next_with_gradient();
    void run_current();
    void release_current() noexcept;
    void abandon() noexcept;
    void finish() noexcept;

    Variable root_;
    Keep keep_;
    NodePtr current_;
    std::vector<Waiting> queue_;  ///< all that the output depends on, the latest last
    std::vector<Contribution> contributions_;
};

/// The one-line use: runs the whole pass. Parameters hold their gradients after it.
void backward(const Variable& loss);

}  // namespace vitro::core::inline VITRO_REAL
