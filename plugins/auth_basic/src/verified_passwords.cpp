// SPDX-License-Identifier: Apache-2.0
// The digests are unpredictable from outside, so an ordinary map resists collision attacks.
#include "verified_passwords.h"

#include <cstring>

namespace auth_basic {

namespace {

bool isWithin(std::int64_t then, std::int64_t now, std::int64_t most) { return now >= then && now - then < most; }

void add(crypto_auth_hmacsha256_state& state, std::string_view text) {
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
}

} // namespace

VerifiedPasswords::VerifiedPasswords() { randombytes_buf(key_.data(), key_.size()); }

VerifiedPasswords::~VerifiedPasswords() { sodium_memzero(key_.data(), key_.size()); }

VerifiedPasswords::Digest VerifiedPasswords::digestOf(std::string_view name, std::string_view password) const {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key_.data(), key_.size());
    add(state, name);
    add(state, std::string_view(":", 1)); // no name contains a colon, so different pairs give different texts
    add(state, password);
    Digest digest;
    crypto_auth_hmacsha256_final(&state, digest.data());
    return digest;
}

std::size_t VerifiedPasswords::Hash::operator()(const Digest& digest) const {
    std::size_t hash = 0;
    std::memcpy(&hash, digest.data(), sizeof hash);
    return hash;
}

std::optional<VerifiedPasswords::Entry> VerifiedPasswords::find(const Digest& digest, std::int64_t now) {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(digest);
    if (found == entries_.end()) return std::nullopt;
    if (isWithin(found->second.verified, now, goodForMilliseconds)) return found->second;
    entries_.erase(found);
    return std::nullopt;
}

void VerifiedPasswords::put(const Digest& digest, const Entry& entry) {
    const std::lock_guard lock(mutex_);
    if (entries_.size() >= most && !entries_.contains(digest)) makeRoom(entry.asked);
    entries_[digest] = entry;
}

void VerifiedPasswords::makeRoom(std::int64_t now) {
    std::erase_if(entries_,
                  [&](const auto& each) { return !isWithin(each.second.verified, now, goodForMilliseconds); });
    if (entries_.size() >= most) entries_.erase(entries_.begin());
}

void VerifiedPasswords::forget(const Digest& digest) {
    const std::lock_guard lock(mutex_);
    entries_.erase(digest);
}

std::size_t VerifiedPasswords::size() const {
    const std::lock_guard lock(mutex_);
    return entries_.size();
}

} // namespace auth_basic
