// SPDX-License-Identifier: Apache-2.0
// The server's log: the journal, with fields, or standard error. Every message is one line, whatever it contains. Warnings and
// errors about requests are limited to one per second of each kind.
#pragma once

#include "host/log/journal.h"
#include "host/log/repeat_filter.h"
#include "http/log/log.h"

#include <Poco/AutoPtr.h>
#include <Poco/Channel.h>

#include <atomic>
#include <string>

namespace portico::host {

class ServerLog final : public http::Log {
public:
    // `least`: "debug", "info", "warning", "error" or "nothing". `journal`: write journal entries with fields; what the journal
    // does not accept goes to standard error, which it also reads.
    ServerLog(const std::string& least, bool journal);

    // May be called on any thread.
    void setLeast(const std::string& least) noexcept;

    void write(int level, std::string_view subject, std::string_view line) noexcept override;
    void denied(int level, std::string_view line, const http::Denial& about) noexcept override;
    void flushHeldLines() noexcept override;
    void access(std::string_view line, std::string_view requestId, std::string_view user) noexcept override;

private:
    void put(const LogLine& line) noexcept;

    std::atomic<int> least_;
    const bool journal_;
    Poco::AutoPtr<Poco::Channel> lines_;
    Poco::AutoPtr<Poco::Channel> requests_;
    RepeatFilter repeatFilter_; // last member, because its destructor writes
};

} // namespace portico::host
