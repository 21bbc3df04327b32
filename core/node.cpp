// core/node.cpp: the life of nodes. Freeing a graph is a loop, so that a chain of a million nodes needs no deep stack.
#include "core/node.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <new>
#include <type_traits>

#include "core/context.hpp"
#include "core/error.hpp"
#include "core/op.hpp"
#include "core/pool.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

// The lists stand behind the node, in its block, one after the other.
static_assert(alignof(Node) == alignof(NodePtr) && sizeof(Node) % alignof(Saved) == 0 &&
              sizeof(NodePtr) % alignof(Saved) == 0 && sizeof(Saved) % alignof(Attribute) == 0);
// So that a node cannot be left half made. (A variant's copy does not say so of itself.)
static_assert(std::is_nothrow_copy_constructible_v<Saved> && std::is_nothrow_copy_constructible_v<Mask> &&
              std::is_nothrow_copy_constructible_v<Indices>);

std::size_t block_bytes(std::size_t inputs, std::size_t saved, std::size_t attributes) {
    return sizeof(Node) + inputs * sizeof(NodePtr) + saved * sizeof(Saved) + attributes * sizeof(Attribute);
}

void destroy(Node* node) {
    const std::size_t bytes = node->bytes();
    std::destroy(node->inputs.begin(), node->inputs.end());
    std::destroy(node->saved_list.begin(), node->saved_list.end());
    std::destroy(node->attributes.begin(), node->attributes.end());
    node->~Node();
    pool_release(node, bytes);
}

/// Destroying a node may end its inputs' lives: those queue up behind it instead of nesting.
void bury(Node* node) {
    thread_local Node* waiting = nullptr;
    thread_local bool burying = false;
    node->next_dead = std::exchange(waiting, node);
    if (burying) return;
    burying = true;
    while (Node* dead = waiting) {
        waiting = dead->next_dead;
        destroy(dead);
    }
    burying = false;
}

bool holds_something(const Saved& entry) {
    return static_cast<bool>(entry.storage);
}

void require_unwritten(const Node& node, const Saved& entry) {
    if (entry.version != entry.storage.version())
        throw Error(
            fmt::format("[{}] its saved tensor '{}' {} was written between forward and backward: write to a "
                        "clone() instead",
                        node.name(), entry.name, entry.shape.str()));
}

}  // namespace

void NodePtr::retain() noexcept {
    if (node_) node_->references.fetch_add(1, std::memory_order_relaxed);
}

void NodePtr::release() noexcept {
    if (node_ && node_->references.fetch_sub(1, std::memory_order_acq_rel) == 1) bury(node_);
}

NodePtr make_node(const Op* op, const Shape& shape, std::span<const Variable> inputs, std::span<const Saved> saved,
                  Attributes attributes) {
    const auto kept = static_cast<std::size_t>(std::count_if(saved.begin(), saved.end(), holds_something));
    char* block = static_cast<char*>(pool_allocate(block_bytes(inputs.size(), kept, attributes.size())));
    Node* node = new (block) Node;
    block += sizeof(Node);
    node->inputs = {reinterpret_cast<NodePtr*>(block), inputs.size()};
    block += node->inputs.size_bytes();
    node->saved_list = {reinterpret_cast<Saved*>(block), kept};
    block += node->saved_list.size_bytes();
    node->attributes = {reinterpret_cast<Attribute*>(block), attributes.size()};
    for (std::size_t i = 0; i < inputs.size(); ++i) new (&node->inputs[i]) NodePtr(inputs[i].node);
    Saved* next = node->saved_list.data();
    for (const Saved& entry : saved)
        if (holds_something(entry)) new (next++) Saved(entry);
    std::uninitialized_copy(attributes.begin(), attributes.end(), node->attributes.begin());
    for (Attribute& attribute : node->attributes)
        if (const Indices* indices = std::get_if<Indices>(&attribute.value))
            attribute.version = indices->storage().version();

    Context& here = context();
    node->id = here.next_id++;
    node->op = op;
    node->shape = shape;
    node->path = here.path;
    node->file = here.file;
    node->line = here.line;
    return NodePtr(node);
}

std::size_t Node::bytes() const {
    return block_bytes(inputs.size(), saved_list.size(), attributes.size());
}

std::string_view Node::name() const {
    return op ? op->name : "parameter";
}

const Saved& Node::find_saved(std::string_view saved_name, bool integers) const {
    const auto found = std::find_if(saved_list.begin(), saved_list.end(), [&](const Saved& entry) {
        return saved_name == entry.name && integers == entry.integers;
    });
    if (found == saved_list.end())
        throw Error(fmt::format("[{}] saved no {} named '{}'", name(), integers ? "integers" : "tensor", saved_name));
    if (!holds_something(*found))
        throw Error(fmt::format("[{}] '{}' is gone: backward has already run through this node", name(), saved_name));
    require_unwritten(*this, *found);
    return *found;
}

Tensor Node::saved(std::string_view saved_name) const {
    const Saved& entry = find_saved(saved_name, false);
    return Tensor(entry.storage, entry.shape);
}

Indices Node::saved_indices(std::string_view saved_name) const {
    const Saved& entry = find_saved(saved_name, true);
    return Indices(entry.storage, entry.shape);
}

void Node::require_saved_unwritten() const {
    for (const Saved& entry : saved_list)
        if (holds_something(entry)) require_unwritten(*this, entry);
}

void Node::release_saved() {
    for (Saved& entry : saved_list) entry.storage = Storage();
}

const Tensor& Variable::grad() const {
    if (!node) throw Error("[grad] a constant has no gradient: make it with parameter()");
    return node->grad;
}

void Variable::clear_grad() const {
    if (node) node->grad = Tensor();
}

Variable parameter(Tensor value, Path path, const char* file, int line) {
    const Scope scope(path == Path() ? context().path : path, file, line);
    const Shape shape = value.shape();
    return {std::move(value), make_node(nullptr, shape, {}, {}, {})};
}

}  // namespace vitro::core::inline VITRO_REAL
