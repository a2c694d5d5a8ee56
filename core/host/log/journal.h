// SPDX-License-Identifier: Apache-2.0
// Writes journal entries with fields (systemd.journal-fields(7)), so that `journalctl PLUGIN=hello` finds them.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace portico::host {

// Whether standard error is connected to the journal (systemd.exec(5), JOURNAL_STREAM).
bool startedByJournal();

// `priority`: as in syslog(3). Omits fields without a value. False: the journal did not accept the entry.
bool toJournal(int priority, std::string_view message,
               std::initializer_list<std::pair<std::string_view, std::string_view>> fields) noexcept;
bool toJournal(int priority, std::string_view message,
               const std::vector<std::pair<std::string, std::string>>& fields) noexcept;

} // namespace portico::host
