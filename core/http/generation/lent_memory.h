// SPDX-License-Identifier: Apache-2.0
// Memory that a plugin borrows during a call, under serve --dev: copies that are overwritten when the call ends. A plugin that
// keeps a borrowed string then always reads "borrowed text is gone", instead of occasionally reading bytes of another request.
#pragma once

#include "base/mutex.h"

#include <cstddef>
#include <deque>
#include <memory>
#include <memory_resource>
#include <string_view>
#include <vector>

namespace portico::http {

struct LentBlock {
    std::unique_ptr<std::max_align_t[]> bytes;
    std::size_t size;
};

// Memory lent by calls that have ended: kept for a while, so that late reads find the overwritten text. Any thread.
class ReturnedMemory {
public:
    explicit ReturnedMemory(std::size_t most = std::size_t{16} << 20) : most_(most) {} // bytes
    void take(std::vector<LentBlock> blocks);

private:
    const std::size_t most_;
    Mutex mutex_;
    std::deque<LentBlock> blocks_ PORTICO_GUARDED_BY(mutex_);
    std::size_t size_ PORTICO_GUARDED_BY(mutex_) = 0;
};

// The memory lent during one call.
class LentMemory final : public std::pmr::memory_resource {
public:
    explicit LentMemory(ReturnedMemory& returned) : returned_(returned) {}
    ~LentMemory() override;
    LentMemory(const LentMemory&) = delete;
    LentMemory& operator=(const LentMemory&) = delete;

private:
    void* do_allocate(std::size_t size, std::size_t alignment) override;
    void do_deallocate(void*, std::size_t, std::size_t) override {}
    bool do_is_equal(const std::pmr::memory_resource& other) const noexcept override { return this == &other; }

    ReturnedMemory& returned_;
    std::vector<LentBlock> blocks_;
};

} // namespace portico::http
