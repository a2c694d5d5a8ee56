// SPDX-License-Identifier: Apache-2.0
// The memory of one render: every value that a template creates lives here and is freed at the end, all at once. So values are
// plain 16-byte structs without reference counts, and cycles cannot leak. Destructors of objects in the arena never run: an
// object may own nothing but arena memory. For one thread.
#pragma once

#include "engine/value/template_error.h"

#include <array>
#include <cstring>
#include <memory_resource>
#include <new>
#include <string_view>
#include <utility>

namespace pages_jinja {

class Arena {
public:
    explicit Arena(std::size_t limit) : upstream_(limit), memory_(first_.data(), first_.size(), &upstream_) {}
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;

    std::pmr::memory_resource* resource() noexcept { return &memory_; }
    std::size_t limit() const noexcept { return upstream_.limit(); }

    template <class T, class... Args>
    T* make(Args&&... args) {
        return ::new (memory_.allocate(sizeof(T), alignof(T))) T(std::forward<Args>(args)...);
    }
    template <class T>
    T* array(std::size_t count) {
        if (count > upstream_.limit() / sizeof(T)) upstream_.refuse();
        return static_cast<T*>(memory_.allocate(count * sizeof(T), alignof(T)));
    }
    std::string_view copy(std::string_view text) {
        if (text.empty()) return {};
        char* bytes = array<char>(text.size());
        std::memcpy(bytes, text.data(), text.size());
        return {bytes, text.size()};
    }

private:
    // Counts what the arena takes from the heap, and frees it only when it is destroyed.
    class Metered : public std::pmr::memory_resource {
    public:
        explicit Metered(std::size_t limit) : limit_(limit) {}
        std::size_t limit() const noexcept { return limit_; }
        [[noreturn]] void refuse() const {
            failLimit("the values of this page take more than " + std::to_string(limit_) + " bytes (limit: memory)");
        }

    private:
        void* do_allocate(std::size_t bytes, std::size_t alignment) override {
            if (bytes > limit_ - used_) refuse();
            used_ += bytes;
            return std::pmr::new_delete_resource()->allocate(bytes, alignment);
        }
        void do_deallocate(void* block, std::size_t bytes, std::size_t alignment) override {
            std::pmr::new_delete_resource()->deallocate(block, bytes, alignment);
        }
        bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }

        std::size_t limit_;
        std::size_t used_ = 0;
    };

    Metered upstream_;
    alignas(std::max_align_t) std::array<std::byte, 8192> first_; // enough for most pages: no allocation at all
    std::pmr::monotonic_buffer_resource memory_;
};

} // namespace pages_jinja
