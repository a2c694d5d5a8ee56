// SPDX-License-Identifier: Apache-2.0
// A string with a maximum size: the page that is being written, or one text that a filter creates.
#pragma once

#include "engine/value/arena.h"
#include "engine/value/value.h"

#include <string>
#include <string_view>

namespace pages_jinja {

class Buffer {
public:
    Buffer(std::string& target, std::size_t limit, const char* limitName)
        : target_(target), limit_(limit), limitName_(limitName) {}
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;

    void append(std::string_view text) {
        mustFit(text.size());
        target_.append(text);
    }
    void append(std::size_t count, char c) {
        mustFit(count);
        target_.append(count, c);
    }
    void push(char c) {
        mustFit(1);
        target_.push_back(c);
    }
    std::size_t size() const noexcept { return target_.size(); }
    std::size_t limit() const noexcept { return limit_; }
    std::string_view from(std::size_t start) const { return std::string_view(target_).substr(start); }
    void cut(std::size_t size) { target_.resize(size); }

private:
    void mustFit(std::size_t more) const {
        if (more > limit_ - target_.size()) refuse();
    }
    [[noreturn]] void refuse() const {
        failLimit("a text of more than " + std::to_string(limit_) + " bytes (limit: " + limitName_ + ")");
    }

    std::string& target_;
    std::size_t limit_;
    const char* limitName_;
};

// A text under construction, bounded by the memory of the render.
class TextBuilder : public Buffer {
public:
    explicit TextBuilder(Arena& arena) : Buffer(text_, arena.limit(), "memory"), arena_(arena) {}

    const std::string& str() const noexcept { return text_; }
    Value text(bool isMarkup = false) const { return Value::text(arena_.copy(text_), isMarkup); }

private:
    std::string text_;
    Arena& arena_;
};

} // namespace pages_jinja
