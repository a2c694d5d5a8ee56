// SPDX-License-Identifier: Apache-2.0
// The interface through which the request path logs; core/host implements it. Called by many threads at the same time.
#pragma once

#include <portico/abi.h>

#include <string_view>

namespace portico::http {

// The additional fields of a refusal, for a log with fields. `account`: empty if anonymous. `traceId`: empty without a trace.
struct Denial {
    std::string_view requestId, account, peer, rule, traceId;
};

// The same of an answered request. `user`: empty if anonymous.
struct AccessFields {
    std::string_view requestId, user, traceId;
};

class Log {
public:
    virtual ~Log() = default;
    // `subject`: a plugin's id or a part of the host. `level`: PORTICO_LOG_....
    virtual void write(int level, std::string_view subject, std::string_view line) noexcept = 0;
    // A request was refused. The text is formatted and on one line, whatever the client sent.
    virtual void denied(int level, std::string_view line, const Denial& about) noexcept {
        write(level, about.requestId, line);
    }
    // Writes lines that were held back because they were repetitions. Called about every second.
    virtual void flushHeldLines() noexcept {}
    // One formatted line per request; the other parameters are for a log with fields.
    virtual void access(std::string_view line, const AccessFields& about) noexcept = 0;
};

} // namespace portico::http
