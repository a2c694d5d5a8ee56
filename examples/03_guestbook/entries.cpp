// SPDX-License-Identifier: Apache-2.0
// Stores guest book entries. A line is "USER-ID TEXT"; line breaks in the text become spaces.
#include "entries.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace guestbook {

void Entries::add(const Entry& entry) {
    std::string line = entry.userId + ' ' + entry.text;
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    const std::lock_guard lock(mutex_);
    std::ofstream file(file_, std::ios::app);
    file << line << std::endl;
    if (!file) throw std::runtime_error("cannot write " + file_);
}

std::vector<Entry> Entries::newest(std::size_t most) const {
    const std::lock_guard lock(mutex_);
    std::ifstream file(file_);
    std::vector<Entry> all;
    for (std::string line; std::getline(file, line);) {
        const std::size_t blank = line.find(' ');
        if (blank != std::string::npos) all.push_back({line.substr(0, blank), line.substr(blank + 1)});
    }
    std::reverse(all.begin(), all.end());
    if (all.size() > most) all.resize(most);
    return all;
}

} // namespace guestbook
