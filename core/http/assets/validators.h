// SPDX-License-Identifier: Apache-2.0
// Entity tag and date of an asset, which distinguish its versions. Different content never has the same validator; in doubt there
// is none. A modification time alone is not enough: archives and reproducible images give all files the same one, and a file may
// change twice within a second.
#pragma once

#include "base/mutex.h"
#include "http/assets/plain_file.h"

#include <map>
#include <string>
#include <tuple>

namespace portico::http {

// The tags of the files in one folder. Any thread.
class Tags {
public:
    static constexpr std::uint64_t mostHashed = 1u << 20; // bytes

    // Strong, without quotes; empty if none is possible. Up to `mostHashed` it is a hash of the content and the same on every
    // server; for a larger file it is made of its times, if a clock set them.
    std::string of(const PlainFile& file) const;

private:
    // Metadata that changes with every write after the second of the previous one.
    using State = std::tuple<dev_t, ino_t, std::uint64_t, std::time_t, long, std::time_t, long>;
    static constexpr std::size_t mostKept = 4096;

    static State stateOf(const PlainFile& file) noexcept;
    std::string hashOf(const PlainFile& file) const;

    mutable SharedMutex mutex_;
    mutable std::map<State, std::string> hashes_ PORTICO_GUARDED_BY(mutex_);
};

// For Last-Modified and conditions with dates. 0 if there is none: the time is before 1990 (as in images with a fixed time), in
// the future, or in the current second, in which the file may change again.
std::time_t dateOf(const PlainFile& file, std::time_t now) noexcept;

} // namespace portico::http
