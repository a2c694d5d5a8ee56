// SPDX-License-Identifier: Apache-2.0
// The headers, cookies, query, form or trailer of a request, in the order received. Part of <portico/plugin.hpp>.
//     for (const auto [name, value] : exchange.headers()) ...
// Valid as long as the Exchange; copies nothing.
#pragma once

#include <portico/user.hpp>

#include <cstddef>
#include <iterator>
#include <string_view>

namespace portico {

struct Field {
    std::string_view name, value; // as sent; the value of a header may not be UTF-8
};

class FieldRange {
public:
    using At = portico_status (*)(const portico_exchange*, std::size_t, portico_str*, portico_str*);

    class Iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = Field;
        using difference_type = std::ptrdiff_t;
        using pointer = const Field*;
        using reference = const Field&;

        Iterator() = default; // the end
        Iterator(const portico_exchange* x, At at) noexcept : x_(x), at_(at) { read(); }

        reference operator*() const noexcept { return field_; }
        pointer operator->() const noexcept { return &field_; }
        Iterator& operator++() noexcept {
            ++index_;
            read();
            return *this;
        }
        Iterator operator++(int) noexcept {
            const Iterator before = *this;
            ++*this;
            return before;
        }
        friend bool operator==(const Iterator& a, const Iterator& b) noexcept {
            return a.x_ == b.x_ && a.index_ == b.index_;
        }
        friend bool operator!=(const Iterator& a, const Iterator& b) noexcept { return !(a == b); }

    private:
        void read() noexcept {
            portico_str name{};
            portico_str value{};
            if (at_(x_, index_, &name, &value) == PORTICO_OK)
                field_ = {view(name), view(value)};
            else
                *this = Iterator();
        }

        const portico_exchange* x_ = nullptr;
        At at_ = nullptr;
        std::size_t index_ = 0;
        Field field_;
    };

    FieldRange(const portico_exchange* x, At at) noexcept : x_(x), at_(at) {}
    Iterator begin() const noexcept { return {x_, at_}; }
    Iterator end() const noexcept { return {}; }
    bool empty() const noexcept { return begin() == end(); }

private:
    const portico_exchange* x_;
    At at_;
};

} // namespace portico
