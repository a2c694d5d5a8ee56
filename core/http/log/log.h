// SPDX-License-Identifier: Apache-2.0
// Where the request path writes lines for people: implemented by core/host. Called by many threads at the same time.
#pragma once

#include <portico/abi.h>

#include <string_view>

namespace portico::http {

// What a log with fields says about a refusal, beside its line. `account`: empty for a stranger.
struct Denial {
    std::string_view requestId, account, peer, rule;
};

class Log {
public:
    virtual ~Log() = default;
    // `subject`: a plugin's id or a part of the host. `level`: PORTICO_LOG_....
    virtual void write(int level, std::string_view subject, std::string_view line) noexcept = 0;
    // A request was refused: one line, already formatted and on one line, whatever a client has put into it.
    virtual void denied(int level, std::string_view line, const Denial& about) noexcept {
        write(level, about.requestId, line);
    }
    // Writes what was held back because there had just been one like it. About every second.
    virtual void flushHeldLines() noexcept {}
    // One line per request, already formatted; the rest is for a log with fields. `user`: empty for a stranger.
    virtual void access(std::string_view line, std::string_view requestId, std::string_view user) noexcept = 0;
};

} // namespace portico::http
