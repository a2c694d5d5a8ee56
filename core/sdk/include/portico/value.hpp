// SPDX-License-Identifier: Apache-2.0
// Data for a page as C++ values, and their conversion to portico_value for the ABI. Part of <portico/plugin.hpp>.
//
// Example:
//
//     portico::Value::Map bookList(const std::vector<std::string>& titles) {
//         portico::Value::List books(titles.begin(), titles.end());
//         return {{"title", "Books"}, {"count", static_cast<std::int64_t>(titles.size())}, {"books", books}};
//     }
#pragma once

#include <portico/error.hpp>

#include <cmath>
#include <cstdint>
#include <deque>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace portico {

struct Member;

// Nothing, a boolean, an integer, a real number, text, a list or a map. Owns everything below it.
class Value {
public:
    using List = std::vector<Value>;
    using Map = std::vector<Member>;

    Value();
    Value(bool value);
    template <class Integer, std::enable_if_t<std::is_integral_v<Integer>, int> = 0>
    Value(Integer value);
    Value(double value);
    Value(const char* value);
    Value(std::string_view value);
    Value(std::string value);
    Value(List value);
    Value(Map value);

    using Data = std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Map>;
    const Data& data() const noexcept { return data_; }

    // The content if it has this type, one of those of Data; otherwise nullptr: value.as<std::string>().
    template <class T>
    const T* as() const noexcept {
        return std::get_if<T>(&data_);
    }
    // The first member with this key; nullptr if there is none or this is not a map.
    const Value* find(std::string_view key) const noexcept;

private:
    Data data_;
};

struct Member {
    std::string key;
    Value value;
};

// Defined here because a Value contains Members, which must be complete first.
inline Value::Value() = default;
inline Value::Value(bool value) : data_(value) {}
template <class Integer, std::enable_if_t<std::is_integral_v<Integer>, int>>
Value::Value(Integer value) : data_(static_cast<std::int64_t>(value)) {}
inline Value::Value(double value) : data_(value) {}
inline Value::Value(const char* value) : data_(std::string(value)) {}
inline Value::Value(std::string_view value) : data_(std::string(value)) {}
inline Value::Value(std::string value) : data_(std::move(value)) {}
inline Value::Value(List value) : data_(std::move(value)) {}
inline Value::Value(Map value) : data_(std::move(value)) {}
inline const Value* Value::find(std::string_view key) const noexcept {
    const Map* members = as<Map>();
    if (members == nullptr) return nullptr;
    for (const Member& member : *members)
        if (member.key == key) return &member.value;
    return nullptr;
}

// The portico_value of a Value: borrows its strings and owns the arrays. The Value and this object must outlive the use of get().
class BorrowedValue {
public:
    explicit BorrowedValue(const Value& value) : root_(borrow(value)) {}
    explicit BorrowedValue(const Value::Map& map) : root_(borrow(map)) {}
    BorrowedValue(const BorrowedValue&) = delete;
    BorrowedValue& operator=(const BorrowedValue&) = delete;
    const portico_value* get() const noexcept { return &root_; }

private:
    static portico_value typed(std::uint32_t type) noexcept {
        portico_value value{};
        value.type = type;
        return value;
    }
    portico_value borrow(const Value& value) {
        return std::visit([this](const auto& data) { return borrow(data); }, value.data());
    }
    portico_value borrow(std::monostate) noexcept { return typed(PORTICO_NONE); }
    portico_value borrow(bool data) noexcept {
        portico_value value = typed(PORTICO_BOOLEAN);
        value.as.integer = data ? 1 : 0;
        return value;
    }
    portico_value borrow(std::int64_t data) noexcept {
        portico_value value = typed(PORTICO_INTEGER);
        value.as.integer = data;
        return value;
    }
    portico_value borrow(double data) noexcept { // infinity and NaN become PORTICO_NONE: PORTICO_REAL is finite
        portico_value value = typed(std::isfinite(data) ? PORTICO_REAL : PORTICO_NONE);
        if (value.type == PORTICO_NONE) return value;
        value.as.real = data;
        return value;
    }
    portico_value borrow(const std::string& data) noexcept {
        portico_value value = typed(PORTICO_TEXT);
        value.as.text = str(data);
        return value;
    }
    portico_value borrow(const Value::List& data) {
        std::vector<portico_value> items;
        items.reserve(data.size());
        for (const Value& item : data) items.push_back(borrow(item));
        portico_value value = typed(PORTICO_LIST);
        value.as.list = {items.data(), items.size()};
        lists_.push_back(std::move(items));
        return value;
    }
    portico_value borrow(const Value::Map& data) {
        std::vector<portico_member> members;
        members.reserve(data.size());
        for (const Member& member : data) members.push_back({str(member.key), borrow(member.value)});
        portico_value value = typed(PORTICO_MAP);
        value.as.map = {members.data(), members.size()};
        maps_.push_back(std::move(members));
        return value;
    }

    std::deque<std::vector<portico_value>> lists_;
    std::deque<std::vector<portico_member>> maps_;
    portico_value root_;
};

} // namespace portico
