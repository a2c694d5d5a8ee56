// SPDX-License-Identifier: Apache-2.0
// Python's sorted(): stable, by a key; equal items keep their order also in reverse.
#pragma once

#include "engine/value/compare.h"
#include "engine/value/containers.h"

#include <algorithm>
#include <vector>

namespace pages_jinja {

template <class Key>
void sortBy(Sequence& items, bool reverse, Key key) {
    std::vector<Map::Entry> keyed;
    keyed.reserve(items.items.size());
    for (const Value& item : items.items) keyed.push_back({key(item), item});
    std::stable_sort(keyed.begin(), keyed.end(), [reverse](const Map::Entry& a, const Map::Entry& b) {
        return reverse ? less(b.key, a.key) : less(a.key, b.key);
    });
    for (std::size_t i = 0; i < keyed.size(); ++i) items.items[i] = keyed[i].value;
}

} // namespace pages_jinja
