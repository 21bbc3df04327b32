// core/node.hpp: one recorded operation, and Variable, a tensor with its place in the graph.
//
// A node is plain, printable fields. It does not own its output: `saved` lists exactly what backward needs, so that an
// activation nobody needs is recycled at once. It does own its inputs' nodes; the graph lives as long as someone holds
// its last Variable. Nodes and their lists come in one block from the pool.
#pragma once

#include <atomic>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "core/attributes.hpp"
#include "core/scope.hpp"
#include "core/tensor.hpp"

namespace vitro::core::inline VITRO_REAL {

struct Op;
struct Node;
struct Variable;

/// Counts its references in the node itself.
class NodePtr {
  public:
    NodePtr() = default;
    NodePtr(std::nullptr_t) {}
    explicit NodePtr(Node* node) noexcept : node_(node) { retain(); }
    NodePtr(const NodePtr& other) noexcept : node_(other.node_) { retain(); }
    NodePtr(NodePtr&& other) noexcept : node_(std::exchange(other.node_, nullptr)) {}
    NodePtr& operator=(NodePtr other) noexcept {
        std::swap(node_, other.node_);
        return *this;
    }
    ~NodePtr() { release(); }

    Node* get() const { return node_; }
    Node* operator->() const { return node_; }
    Node& operator*() const { return *node_; }
    explicit operator bool() const { return node_ != nullptr; }
    bool operator==(const NodePtr& other) const = default;

  private:
    void retain() noexcept;
    void release() noexcept;
    Node* node_ = nullptr;
};

/// A tensor (reals or integers) that backward will need, and the version it had.
struct Saved {
    const char* name = "";
    Storage storage;
    Shape shape;
    bool integers = false;
    std::uint64_t version = 0;

    Saved() = default;
    Saved(const char* saved_name, const Tensor& tensor)
        : name(saved_name), storage(tensor.storage()), shape(tensor.shape()), version(storage.version()) {}
    Saved(const char* saved_name, const Indices& indices)
        : name(saved_name),
          storage(indices.storage()),
          shape(indices.shape()),
          integers(true),
          version(storage.version()) {}
};

struct Node {
    std::atomic<std::int64_t> references{0};
    std::uint64_t id = 0;    ///< rises with creation, so descending order visits consumers first
    const Op* op = nullptr;  ///< nullptr for a leaf: a parameter
    Shape shape;             ///< of the output
    Tensor grad;             ///< dL/d(output): unset until the first contribution arrives
    Path path;               ///< the module that made it; for a leaf, its name
    const char* file = "";   ///< the line of that module's call
    int line = 0;
    const void* queued_by = nullptr;  ///< the reverse pass that has it in its queue
    bool spent = false;               ///< backward has run through it
    std::span<NodePtr> inputs;        ///< nullptr: a constant, nothing flows there
    std::span<Saved> saved_list;
    std::span<Attribute> attributes;
    Node* next_dead = nullptr;  ///< links the nodes that wait for their end

    bool is_leaf() const { return op == nullptr; }
    /// Of the node's own block: itself and its lists.
    std::size_t bytes() const;
    std::string_view name() const;
    /// The saved tensor of that name. Throws Error when there is none, it is gone, or was written since it was saved.
    Tensor saved(std::string_view saved_name) const;
    Indices saved_indices(std::string_view saved_name) const;
    template <class T>
    const T& attribute(std::string_view attribute_name) const {
        return get_attribute<T>(attributes, attribute_name);
    }
    /// Throws Error naming the op and the first saved tensor that was written since it was saved.
    void require_saved_unwritten() const;
    /// Lets go of what was saved; names and shapes stay.
    void release_saved();

  private:
    const Saved& find_saved(std::string_view saved_name, bool integers) const;
};

/// A node with its lists, in one block; an entry of `saved` that holds nothing is left out. For record() and
/// parameter(), the only makers of nodes.
NodePtr make_node(const Op* op, const Shape& shape, std::span<const Variable> inputs, std::span<const Saved> saved,
                  Attributes attributes);

/// A tensor and the node that made it; without a node it is a constant. Copies share both.
struct Variable {
    Tensor value;
    NodePtr node;

    Variable() = default;
    Variable(Tensor tensor) : value(std::move(tensor)) {}
    Variable(Tensor tensor, NodePtr maker) : value(std::move(tensor)), node(std::move(maker)) {}

    const Shape& shape() const { return value.shape(); }
    int rank() const { return value.shape().rank(); }
    bool requires_grad() const { return static_cast<bool>(node); }
    /// dL/d(this); an empty Tensor while unset. Throws Error for a constant.
    const Tensor& grad() const;
    /// Back to unset.
    void clear_grad() const;
};

/// A leaf whose gradient is wanted, named by `path` (by default the present scope).
Variable parameter(Tensor value, Path path = {}, const char* file = __builtin_FILE(), int line = __builtin_LINE());

}  // namespace vitro::core::inline VITRO_REAL
