// SPDX-License-Identifier: Apache-2.0
// The log of the server: the journal, with fields, or standard error. One line each, whatever is in it.
#pragma once

#include "host/journal.h"
#include "http/log.h"

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
    void access(std::string_view line, std::string_view requestId, std::string_view user) noexcept override;

private:
    std::atomic<int> least_;
    const bool journal_;
    Poco::AutoPtr<Poco::Channel> lines_;
    Poco::AutoPtr<Poco::Channel> requests_;
};

} // namespace portico::host
