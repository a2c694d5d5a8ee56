// SPDX-License-Identifier: Apache-2.0
// Entity tags and dates of assets.
#include "http/assets/validators.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace portico::http {

namespace {

constexpr std::time_t oldest = 631152000; // 1990-01-01: earlier than any web page

bool isPast(const timespec& time, std::time_t now) noexcept { return time.tv_sec >= oldest && time.tv_sec < now; }

// Archives and images usually have whole seconds.
bool isOfAClock(const timespec& time, std::time_t now) noexcept { return isPast(time, now) && time.tv_nsec != 0; }

void appendHex(std::string& to, std::uint64_t number) {
    std::array<char, 16> text{};
    to.append(text.data(), std::to_chars(text.data(), text.data() + text.size(), number, 16).ptr);
}

void appendTime(std::string& to, const timespec& time) {
    appendHex(to, static_cast<std::uint64_t>(time.tv_sec) * 1000000000u + static_cast<std::uint64_t>(time.tv_nsec));
}

// "187a3c5f2b1d9e00-4e20", followed by the time of the last change if the modification time may come from an archive.
std::string tagOfTimes(const PlainFile& file) {
    const std::time_t now = std::time(nullptr);
    const bool alone = isOfAClock(file.modified, now);
    if (!alone && !isOfAClock(file.changed, now)) return {};
    std::string tag;
    appendTime(tag, file.modified);
    tag += '-';
    appendHex(tag, file.size);
    if (alone) return tag;
    tag += '-';
    appendTime(tag, file.changed);
    return tag;
}

// Empty if it cannot be read, or is shorter than it was.
std::string hashOfContent(const PlainFile& file) {
    std::array<unsigned char, 16> hash{};
    std::array<unsigned char, 16384> piece;
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, hash.size());
    for (std::uint64_t done = 0; done < file.size;) {
        const std::size_t most = std::min<std::uint64_t>(piece.size(), file.size - done);
        const ssize_t got = ::pread(file.file->get(), piece.data(), most, static_cast<off_t>(done));
        if (got <= 0) return {};
        crypto_generichash_update(&state, piece.data(), static_cast<std::size_t>(got));
        done += static_cast<std::uint64_t>(got);
    }
    crypto_generichash_final(&state, hash.data(), hash.size());
    std::array<char, sodium_base64_ENCODED_LEN(16, sodium_base64_VARIANT_URLSAFE_NO_PADDING)> text{};
    return sodium_bin2base64(text.data(), text.size(), hash.data(), hash.size(),
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

} // namespace

std::time_t dateOf(const PlainFile& file, std::time_t now) noexcept {
    return isPast(file.modified, now) ? file.modified.tv_sec : 0;
}

std::string Tags::of(const PlainFile& file) const { return file.size <= mostHashed ? hashOf(file) : tagOfTimes(file); }

Tags::State Tags::stateOf(const PlainFile& file) noexcept {
    return {file.device,           file.inode,          file.size,           file.modified.tv_sec,
            file.modified.tv_nsec, file.changed.tv_sec, file.changed.tv_nsec};
}

std::string Tags::hashOf(const PlainFile& file) const {
    const State state = stateOf(file);
    {
        const ReadLock lock(mutex_);
        if (const auto known = hashes_.find(state); known != hashes_.end()) return known->second;
    }
    // Later writes get a later change time. One more second allows for clocks of other machines, as with NFS.
    const bool settled = file.changed.tv_sec + 1 < std::time(nullptr);
    std::string hash = hashOfContent(file);
    if (!settled || hash.empty()) return hash;
    const WriteLock lock(mutex_);
    if (hashes_.size() >= mostKept) hashes_.clear();
    hashes_.emplace(state, hash);
    return hash;
}

} // namespace portico::http
