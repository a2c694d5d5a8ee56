// SPDX-License-Identifier: Apache-2.0
// A bounded LRU map for many threads: 16 parts with one lock each. When it is full, the least recently used entry is dropped.
// Keys are secrets (tokens, session ids). They are found by a hash under a random key, so that neither collisions nor timing
// reveal anything about them: bytes are compared only if all 64 bits of the hash are equal.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <list>
#include <mutex>
#include <optional>
#include <sodium.h>
#include <string>
#include <string_view>
#include <unordered_map>

namespace auth_cookie {

template <class Value>
class BoundedCache {
public:
    explicit BoundedCache(std::size_t most) : mostOfPart_(most / parts + 1) {
        randombytes_buf(hashKey_.data(), hashKey_.size());
    }
    BoundedCache(const BoundedCache&) = delete;
    BoundedCache& operator=(const BoundedCache&) = delete;

    std::optional<Value> find(std::string_view key) {
        const std::uint64_t hash = hashOf(key);
        Part& part = parts_[hash % parts];
        const std::lock_guard lock(part.mutex);
        const auto found = part.places.find(hash);
        if (found == part.places.end() || found->second->key != key) return std::nullopt;
        part.recent.splice(part.recent.begin(), part.recent, found->second);
        return found->second->value;
    }

    // Calls `change` on the value of `key` under the lock; the value is default-constructed if there was none.
    template <class Change>
    void update(std::string_view key, Change&& change) {
        const std::uint64_t hash = hashOf(key);
        Part& part = parts_[hash % parts];
        const std::lock_guard lock(part.mutex);
        const auto found = part.places.find(hash);
        if (found != part.places.end() && found->second->key == key) return change(found->second->value);
        if (found != part.places.end()) part.drop(found->second); // replace another key with the same hash
        part.recent.push_front({std::string(key), hash, Value{}});
        part.places[hash] = part.recent.begin();
        change(part.recent.front().value);
        if (part.recent.size() > mostOfPart_) part.drop(std::prev(part.recent.end()));
    }

    std::size_t size() {
        std::size_t all = 0;
        for (Part& part : parts_) {
            const std::lock_guard lock(part.mutex);
            all += part.recent.size();
        }
        return all;
    }

private:
    struct Entry {
        std::string key;
        std::uint64_t hash;
        Value value;
    };
    using Recent = std::list<Entry>;
    struct Part {
        std::mutex mutex;
        Recent recent; // most recently used first
        std::unordered_map<std::uint64_t, typename Recent::iterator> places;

        void drop(typename Recent::iterator entry) {
            places.erase(entry->hash);
            recent.erase(entry);
        }
    };

    std::uint64_t hashOf(std::string_view key) const {
        std::array<unsigned char, crypto_shorthash_BYTES> out;
        crypto_shorthash(out.data(), reinterpret_cast<const unsigned char*>(key.data()), key.size(), hashKey_.data());
        std::uint64_t hash = 0;
        for (const unsigned char byte : out) hash = hash << 8U | byte;
        return hash;
    }

    static constexpr std::size_t parts = 16;
    std::size_t mostOfPart_;
    std::array<unsigned char, crypto_shorthash_KEYBYTES> hashKey_;
    std::array<Part, parts> parts_;
};

} // namespace auth_cookie
