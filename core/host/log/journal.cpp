// SPDX-License-Identifier: Apache-2.0
// Writes journal entries with fields.
#include "host/log/journal.h"

#include <systemd/sd-journal.h>

#include <cstdlib>
#include <string>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>
#include <vector>

namespace portico::host {

bool startedByJournal() {
    const char* stream = std::getenv("JOURNAL_STREAM");
    struct stat about {};
    if (stream == nullptr || ::fstat(STDERR_FILENO, &about) != 0) return false;
    return stream == std::to_string(about.st_dev) + ":" + std::to_string(about.st_ino); // no longer true after 2>file
}

namespace {

template <class Fields>
bool send(int priority, std::string_view message, const Fields& fields) noexcept {
    try {
        std::vector<std::string> texts{"PRIORITY=" + std::to_string(priority), "SYSLOG_IDENTIFIER=portico"};
        texts.push_back(std::string("MESSAGE=").append(message));
        for (const auto& [name, value] : fields)
            if (!value.empty()) texts.push_back(std::string(name).append("=").append(value));
        std::vector<iovec> parts;
        for (std::string& text : texts) parts.push_back({text.data(), text.size()});
        return ::sd_journal_sendv(parts.data(), static_cast<int>(parts.size())) == 0;
    } catch (...) { // no memory for an entry
        return false;
    }
}

} // namespace

bool toJournal(int priority, std::string_view message,
               std::initializer_list<std::pair<std::string_view, std::string_view>> fields) noexcept {
    return send(priority, message, fields);
}

bool toJournal(int priority, std::string_view message,
               const std::vector<std::pair<std::string, std::string>>& fields) noexcept {
    return send(priority, message, fields);
}

} // namespace portico::host
