// SPDX-License-Identifier: Apache-2.0
// The log of the server: standard error, or the journal behind it. One line each, whatever is in it.
#pragma once

#include "http/log.h"

#include <Poco/AutoPtr.h>
#include <Poco/Channel.h>

#include <atomic>
#include <string>

namespace portico::host {

class ServerLog final : public http::Log {
public:
    // `least`: "debug", "info", "warning", "error" or "nothing". `journal`: lines begin with a syslog priority and no time.
    ServerLog(const std::string& least, bool journal);

    // From any thread.
    void setLeast(const std::string& least) noexcept;

    void write(int level, std::string_view subject, std::string_view line) noexcept override;
    void access(std::string_view line) noexcept override;

private:
    std::atomic<int> least_;
    Poco::AutoPtr<Poco::Channel> lines_;
    Poco::AutoPtr<Poco::Channel> requests_;
};

// Is standard error connected to the journal (systemd.exec(5), JOURNAL_STREAM)?
bool startedByJournal();

} // namespace portico::host
