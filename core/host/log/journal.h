// SPDX-License-Identifier: Apache-2.0
// Entries of the journal with fields (systemd.journal-fields(7)), so that `journalctl PLUGIN=hello` finds them.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace portico::host {

// Is standard error connected to the journal (systemd.exec(5), JOURNAL_STREAM)?
bool startedByJournal();

// `priority`: of syslog(3). A field without a value is left out. False: the journal did not take it.
bool toJournal(int priority, std::string_view message,
               std::initializer_list<std::pair<std::string_view, std::string_view>> fields) noexcept;
bool toJournal(int priority, std::string_view message,
               const std::vector<std::pair<std::string, std::string>>& fields) noexcept;

} // namespace portico::host
