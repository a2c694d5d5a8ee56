// SPDX-License-Identifier: Apache-2.0
#include "counters.h"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>

namespace filter_rate_limit {

namespace {

constexpr std::chrono::hours keyLife{24 * 365};

} // namespace

Counters::Counters(const portico::State& state, std::int64_t number, std::chrono::seconds period)
    : state_(state), number_(static_cast<std::uint64_t>(number)), period_(period) {
    static_assert(crypto_shorthash_KEYBYTES == sizeof key_);
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be initialized");
    std::string key(key_.size(), '\0');
    randombytes_buf(key.data(), key.size());
    if (!state_.add("key", key, keyLife) && !state_.get("key", key)) throw std::runtime_error("the hash key is gone");
    std::copy_n(key.begin(), std::min(key.size(), key_.size()), key_.begin());
}

std::int64_t Counters::count(char kind, std::string_view sender, std::chrono::seconds now) const {
    std::array<unsigned char, crypto_shorthash_BYTES> hash{};
    crypto_shorthash(hash.data(), reinterpret_cast<const unsigned char*>(sender.data()), sender.size(), key_.data());
    std::uint64_t counter = 0;
    for (const unsigned char byte : hash) counter = counter << 8 | byte;
    const std::string name = kind + std::to_string(now / period_) + '.' + std::to_string(counter % number_);
    return state_.count(name, 1, untilNext(now) + std::chrono::seconds(1));
}

} // namespace filter_rate_limit
