// core/storage.hpp: reference-counted memory with a version, behind Tensor and Indices.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace vitro::core {

/// A handle on a 64-byte aligned block; copies share it. Each write access raises the version, by which a tensor that
/// backward relies on is known to be untouched.
class Storage {
  public:
    Storage() = default;
    /// Uninitialised. Throws Error with the size when the system has no memory left.
    explicit Storage(std::size_t bytes);
    Storage(const Storage& other) noexcept : block_(other.block_) {
        if (block_) block_->references.fetch_add(1, std::memory_order_relaxed);
    }
    Storage(Storage&& other) noexcept : block_(std::exchange(other.block_, nullptr)) {}
    Storage& operator=(Storage other) noexcept {
        std::swap(block_, other.block_);
        return *this;
    }
    ~Storage() {
        if (block_ && block_->references.fetch_sub(1, std::memory_order_acq_rel) == 1) release();
    }

    explicit operator bool() const { return block_ != nullptr; }
    const void* bytes() const { return block_ ? block_ + 1 : nullptr; }
    /// Raises the version once. Later writes through the pointer are not seen: fetch it anew for every change.
    void* write() {
        if (!block_) return nullptr;
        ++block_->version;
        return block_ + 1;
    }
    std::uint64_t version() const { return block_ ? block_->version : 0; }
    /// Bytes that were asked for.
    std::size_t size() const { return block_ ? block_->size : 0; }
    /// Bytes that the block takes (its size class), for the memory ledger.
    std::size_t capacity() const;
    /// Whether nobody else holds the block, so that no one sees it change.
    bool unique() const { return block_ && block_->references.load(std::memory_order_acquire) == 1; }
    bool operator==(const Storage& other) const { return block_ == other.block_; }

  private:
    /// Stands in front of the data and keeps it aligned.
    struct alignas(64) Block {
        std::atomic<std::int64_t> references;
        std::uint64_t version;
        std::size_t size;
    };

    void release() noexcept;
    Block* block_ = nullptr;
};

}  // namespace vitro::core
