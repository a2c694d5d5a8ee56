// SPDX-License-Identifier: Apache-2.0
// The dict's search and index.
#include "engine/value/containers.h"

#include "engine/value/compare.h"

namespace pages_jinja {

void mustNotBeTooDeep(int depth) {
    if (depth > 200) failLimit("lists or dicts inside each other, more than 200 deep (limit: nesting)");
}

const Value* Map::find(std::string_view key) const {
    if (!index_.empty()) return find(Value::text(key));
    for (const Entry& entry : entries_)
        if (entry.key.is(Type::Text) && entry.key.text() == key) return &entry.value;
    return nullptr;
}

const Value* Map::find(const Value& key) const {
    const std::size_t at = position(key);
    return at == entries_.size() ? nullptr : &entries_[at].value;
}

std::size_t Map::position(const Value& key) const {
    const std::size_t hash = hashOf(key);
    if (index_.empty()) {
        std::size_t at = 0;
        while (at < entries_.size() && !equal(entries_[at].key, key)) ++at;
        return at;
    }
    const std::size_t mask = index_.size() - 1;
    for (std::size_t slot = hash & mask; index_[slot] != empty; slot = (slot + 1) & mask)
        if (equal(entries_[index_[slot]].key, key)) return index_[slot];
    return entries_.size();
}

void Map::set(const Value& key, const Value& value) {
    const std::size_t at = position(key);
    if (at == entries_.size())
        append(key, value);
    else
        entries_[at].value = value;
}

void Map::append(const Value& key, const Value& value) {
    entries_.push_back({key, value});
    if (entries_.size() <= indexed) return;
    if (entries_.size() * 2 > index_.size())
        rebuildIndex();
    else
        enter(static_cast<std::uint32_t>(entries_.size() - 1));
}

void Map::rebuildIndex() {
    std::size_t slots = 64;
    while (slots < entries_.size() * 4) slots *= 2;
    index_.assign(slots, empty);
    for (std::uint32_t at = 0; at < entries_.size(); ++at) enter(at);
}

void Map::enter(std::uint32_t position) {
    const std::size_t mask = index_.size() - 1;
    std::size_t slot = hashOf(entries_[position].key) & mask;
    while (index_[slot] != empty) slot = (slot + 1) & mask;
    index_[slot] = position;
}

bool Map::erase(const Value& key) {
    const std::size_t at = position(key);
    if (at == entries_.size()) return false;
    entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(at));
    if (!index_.empty()) rebuildIndex();
    return true;
}

void Map::clear() {
    entries_.clear();
    index_.clear();
}

} // namespace pages_jinja
