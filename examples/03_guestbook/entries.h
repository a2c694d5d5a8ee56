// SPDX-License-Identifier: Apache-2.0
// What was written into the guest book, kept in a file of one line for each entry. Knows nothing of HTTP; many threads may
// use it at the same time.
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

namespace guestbook {

struct Entry {
    std::string userId; // [A-Za-z0-9._@-], so without a blank
    std::string text;
};

class Entries {
public:
    explicit Entries(std::string file) : file_(std::move(file)) {}

    void add(const Entry& entry); // throws std::runtime_error if it cannot be kept
    std::vector<Entry> newest(std::size_t most) const;

private:
    std::string file_;
    mutable std::mutex mutex_;
};

} // namespace guestbook
