// SPDX-License-Identifier: Apache-2.0
#include "http/generation/lent_memory.h"

namespace portico::http {

namespace {

constexpr std::string_view gone = "borrowed text is gone ";

void overwrite(const LentBlock& block) noexcept {
    char* bytes = reinterpret_cast<char*>(block.bytes.get());
    for (std::size_t i = 0; i < block.size; ++i) bytes[i] = gone[i % gone.size()];
}

} // namespace

void ReturnedMemory::take(std::vector<LentBlock> blocks) {
    const MutexLock lock(mutex_);
    for (LentBlock& block : blocks) {
        size_ += block.size;
        blocks_.push_back(std::move(block));
    }
    while (size_ > most_) {
        size_ -= blocks_.front().size;
        blocks_.pop_front();
    }
}

LentMemory::~LentMemory() {
    for (const LentBlock& block : blocks_) overwrite(block);
    try {
        returned_.take(std::move(blocks_));
    } catch (...) { // no memory to keep them: they are freed now
    }
}

void* LentMemory::do_allocate(std::size_t size, std::size_t) {
    const std::size_t words = size / sizeof(std::max_align_t) + 1;
    blocks_.push_back({std::make_unique<std::max_align_t[]>(words), size});
    return blocks_.back().bytes.get();
}

} // namespace portico::http
