// SPDX-License-Identifier: Apache-2.0
// Lists, tuples and dicts. A dict preserves insertion order; 1, 1.0 and true are the same key, as in Python. Small dicts are
// searched linearly, larger ones through an index.
#pragma once

#include "engine/value/arena.h"
#include "engine/value/value.h"

#include <memory_resource>
#include <vector>

namespace pages_jinja {

// For functions that call themselves for the values in a value. Throws if `depth` exceeds the limit.
void mustNotBeTooDeep(int depth);

struct Sequence {
    explicit Sequence(Arena& arena) : items(arena.resource()) {}
    std::pmr::vector<Value> items;
};

class Map {
public:
    struct Entry {
        Value key;
        Value value;
    };

    explicit Map(Arena& arena) : entries_(arena.resource()), index_(arena.resource()) {}

    std::size_t size() const noexcept { return entries_.size(); }
    const std::pmr::vector<Entry>& entries() const noexcept { return entries_; }

    const Value* find(std::string_view key) const;
    const Value* find(const Value& key) const; // throws for keys that cannot be hashed
    void set(const Value& key, const Value& value);
    void append(const Value& key, const Value& value); // the key must be new
    bool erase(const Value& key);
    void clear();
    void reserve(std::size_t count) { entries_.reserve(count); }

private:
    static constexpr std::size_t indexed = 12; // entries above which the index pays
    static constexpr std::uint32_t empty = UINT32_MAX;

    std::size_t position(const Value& key) const; // size() if there is none
    void rebuildIndex();
    void enter(std::uint32_t position);

    std::pmr::vector<Entry> entries_;
    std::pmr::vector<std::uint32_t> index_; // open addressing; a power of two; empty while the dict is small
};

} // namespace pages_jinja
