// core/storage.cpp: blocks come from the pool and go back to it.
#include "core/storage.hpp"

#include <new>

#include "core/pool.hpp"

namespace vitro::core {

Storage::Storage(std::size_t bytes) : block_(new (pool_allocate(bytes + sizeof(Block))) Block{1, 0, bytes}) {}

void Storage::release() noexcept {
    pool_release(block_, block_->size + sizeof(Block));
}

std::size_t Storage::capacity() const {
    return block_ ? pool_class_bytes(block_->size + sizeof(Block)) : 0;
}

}  // namespace vitro::core
