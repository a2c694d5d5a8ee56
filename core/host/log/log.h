// SPDX-License-Identifier: Apache-2.0
// The log of the server: the journal, with fields, or standard error. One line each, whatever is in it. Warnings and errors about requests
// are held to one a second of each kind.
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
    // `least`: "debug", "info", "warning", "error" or "nothing". `journal`: entries of the journal, with fields; what it does not
    // take goes to standard error, which it reads too.
    ServerLog(const std::string& least, bool journal);

    // From any thread.
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
    RepeatFilter repeatFilter_; // last: it writes in its end
};

} // namespace portico::host
