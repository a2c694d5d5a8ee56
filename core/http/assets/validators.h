// SPDX-License-Identifier: Apache-2.0
// By what the versions of a static file are told apart: its entity tag and its date. Never the same for other bytes; rather none.
// A time of modification alone does not do: archives and reproducible images give all files one, and a second is long.
#pragma once

#include "http/assets/plain_file.h"

#include <map>
#include <shared_mutex>
#include <string>
#include <tuple>

namespace portico::http {

// Tags of the files in one folder. Any number of threads may ask.
class Tags {
public:
    static constexpr std::uint64_t mostHashed = 1u << 20; // bytes

    // Strong, without quotes; empty: none can be had. Up to `mostHashed` it is a hash of the content, the same on every server; of a
    // longer file its times, if a clock set them.
    std::string of(const PlainFile& file) const;

private:
    // What changes with every write once the second of the write is over.
    using State = std::tuple<dev_t, ino_t, std::uint64_t, std::time_t, long, std::time_t, long>;
    static constexpr std::size_t mostKept = 4096;

    static State stateOf(const PlainFile& file) noexcept;
    std::string hashOf(const PlainFile& file) const;

    mutable std::shared_mutex mutex_;
    mutable std::map<State, std::string> hashes_;
};

// For Last-Modified and the conditions that name a date. 0: none, for the time is before 1990 (as in images that set it to nothing),
// to come, or this very second, in which there may be another version yet.
std::time_t dateOf(const PlainFile& file, std::time_t now) noexcept;

} // namespace portico::http
