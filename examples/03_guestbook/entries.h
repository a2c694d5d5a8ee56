// SPDX-License-Identifier: Apache-2.0
// Guest book entries, stored in a file with one line per entry. Independent of HTTP; thread-safe.
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

namespace guestbook {

struct Entry {
    std::string userId; // [A-Za-z0-9._@-], so without spaces
    std::string text;
};

class Entries {
public:
    explicit Entries(std::string file) : file_(std::move(file)) {}

    void add(const Entry& entry); // throws std::runtime_error if it cannot be stored
    std::vector<Entry> newest(std::size_t most) const;

private:
    std::string file_;
    mutable std::mutex mutex_;
};

} // namespace guestbook
