// SPDX-License-Identifier: Apache-2.0
#include "host/services/ttl_store.h"

#include <portico/error.hpp>

#include <charconv>

namespace portico::host {

namespace {

constexpr std::size_t longestKey = 256;
constexpr std::size_t longestValue = 64 * 1024;
constexpr std::int64_t longestLife = 400LL * 24 * 3600;
constexpr std::size_t entryCost = 128; // approximate, of the map

bool isLife(std::int64_t seconds) { return seconds >= 1 && seconds <= longestLife; }
bool isKey(std::string_view key) { return !key.empty() && key.size() <= longestKey; }

TtlStore& of(void* ctx) { return *static_cast<TtlStore*>(ctx); }

portico_status put(void* ctx, portico_str key, portico_str value, std::int64_t seconds) noexcept {
    return exceptionBarrier(nullptr,
                            [&] { return of(ctx).put(view(key), view(value), seconds, TtlStore::If::Always); });
}
portico_status add(void* ctx, portico_str key, portico_str value, std::int64_t seconds) noexcept {
    return exceptionBarrier(nullptr,
                            [&] { return of(ctx).put(view(key), view(value), seconds, TtlStore::If::Absent); });
}
portico_status replace(void* ctx, portico_str key, portico_str before, portico_str value,
                       std::int64_t seconds) noexcept {
    return exceptionBarrier(
        nullptr, [&] { return of(ctx).put(view(key), view(value), seconds, TtlStore::If::Same, view(before)); });
}
portico_status get(void* ctx, portico_str key, const portico_sink* out) noexcept {
    return exceptionBarrier(nullptr, [&] {
        std::string value;
        const portico_status status = of(ctx).get(view(key), value);
        return status == PORTICO_OK ? out->write(out->ctx, str(value)) : status;
    });
}
portico_status remove(void* ctx, portico_str key) noexcept {
    return exceptionBarrier(nullptr, [&] { return of(ctx).remove(view(key)), PORTICO_OK; });
}
portico_status count(void* ctx, portico_str key, std::int64_t amount, std::int64_t seconds,
                     std::int64_t* sum) noexcept {
    return exceptionBarrier(nullptr, [&] { return of(ctx).count(view(key), amount, seconds, *sum); });
}
portico_status list(void* ctx, portico_str prefix, const portico_state_sink* out) noexcept {
    return exceptionBarrier(nullptr, [&] {
        for (const auto& [key, value] : of(ctx).list(view(prefix)))
            if (const portico_status status = out->take(out->ctx, str(key), str(value)); status != PORTICO_OK)
                return status;
        return PORTICO_OK;
    });
}

} // namespace

TtlStore::TtlStore(std::size_t most, Clock clock)
    : most_(most),
      clock_(std::move(clock)),
      table_{sizeof(portico_state), 0,         this,         host::put,   host::add,
             host::replace,         host::get, host::remove, host::count, host::list} {}

void TtlStore::limit(std::size_t most) {
    const MutexLock lock(mutex_);
    most_ = most;
}

std::size_t TtlStore::bytes() {
    const MutexLock lock(mutex_);
    return bytes_;
}

portico_status TtlStore::put(std::string_view key, std::string_view value, std::int64_t seconds, If when,
                             std::string_view before) {
    if (!isKey(key) || value.size() > longestValue || !isLife(seconds)) return PORTICO_INVALID;
    const MutexLock lock(mutex_);
    const std::int64_t now = clock_();
    const auto there = alive(key, now);
    if (when == If::Absent && there != values_.end()) return PORTICO_EXISTS;
    if (when == If::Same && (there == values_.end() || there->second.bytes != before)) return PORTICO_NOT_FOUND;
    return set(key, value, now + seconds * 1000, now);
}

portico_status TtlStore::get(std::string_view key, std::string& value) {
    const MutexLock lock(mutex_);
    const auto there = alive(key, clock_());
    if (there == values_.end()) return PORTICO_NOT_FOUND;
    value = there->second.bytes;
    return PORTICO_OK;
}

void TtlStore::remove(std::string_view key) {
    const MutexLock lock(mutex_);
    if (const auto there = values_.find(key); there != values_.end()) erase(there);
}

portico_status TtlStore::count(std::string_view key, std::int64_t amount, std::int64_t seconds, std::int64_t& sum) {
    if (!isKey(key) || !isLife(seconds)) return PORTICO_INVALID;
    const MutexLock lock(mutex_);
    const std::int64_t now = clock_();
    const auto there = alive(key, now);
    std::int64_t before = 0;
    if (there != values_.end()) {
        const std::string& text = there->second.bytes;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), before);
        if (error != std::errc() || end != text.data() + text.size()) return PORTICO_INVALID;
    }
    std::int64_t after = 0;
    if (__builtin_add_overflow(before, amount, &after)) return PORTICO_INVALID;
    const std::int64_t expires = there != values_.end() ? there->second.expires : now + seconds * 1000;
    const portico_status status = set(key, std::to_string(after), expires, now);
    if (status == PORTICO_OK) sum = after;
    return status;
}

std::map<std::string, std::string> TtlStore::list(std::string_view prefix) {
    const MutexLock lock(mutex_);
    const std::int64_t now = clock_();
    std::map<std::string, std::string> all;
    for (auto at = values_.lower_bound(prefix); at != values_.end() && at->first.starts_with(prefix); ++at)
        if (at->second.expires > now) all.emplace_hint(all.end(), at->first, at->second.bytes);
    return all;
}

TtlStore::Values::iterator TtlStore::alive(std::string_view key, std::int64_t now) {
    const auto there = values_.find(key);
    if (there == values_.end() || there->second.expires > now) return there;
    erase(there);
    return values_.end();
}

void TtlStore::erase(Values::iterator value) {
    bytes_ -= value->first.size() + value->second.bytes.size() + entryCost;
    values_.erase(value);
}

// Removes expired entries when space is needed, at most once a second: a full store must not be searched for each request.
bool TtlStore::makeRoom(std::size_t bytes, std::int64_t now) {
    if (bytes_ + bytes <= most_) return true;
    if (now - swept_ < 1000) return false;
    swept_ = now;
    for (auto at = values_.begin(); at != values_.end();) {
        const auto one = at++;
        if (one->second.expires <= now) erase(one);
    }
    return bytes_ + bytes <= most_;
}

portico_status TtlStore::set(std::string_view key, std::string_view value, std::int64_t expires, std::int64_t now) {
    const auto there = values_.find(key);
    const std::size_t before = there == values_.end() ? 0 : there->second.bytes.size();
    const std::size_t grows = value.size() + (there == values_.end() ? key.size() + entryCost : 0);
    if (grows > before && !makeRoom(grows - before, now)) return PORTICO_UNAVAILABLE;
    if (there == values_.end())
        values_.emplace(key, Value{std::string(value), expires});
    else
        there->second = {std::string(value), expires};
    bytes_ += grows;
    bytes_ -= before;
    return PORTICO_OK;
}

} // namespace portico::host
