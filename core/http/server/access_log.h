// SPDX-License-Identifier: Apache-2.0
// The line that a request leaves in the access log when its answer has ended, in the form that the configuration asks for
// (log.access). Nothing that a client sends can break a line or forge another.
#pragma once

#include "http/exchange/exchange.h"

namespace portico::http {

// "off", "common", "combined" or "json".
AccessLogFormat accessLogFormat(std::string_view name);

// All of the line that is known before the answer has left. It may leave long after its exchange is over.
class AccessLine {
public:
    // `seconds`: the time of the answer, since 1970 UTC.
    AccessLine(const Exchange& x, AccessLogFormat form, std::time_t seconds);

    // Without a line end. `bytes` of the body have left; `cut`: why that is not all, in words, or empty.
    std::string ended(std::uint64_t bytes, std::string_view cut) const;

private:
    AccessLogFormat form_;
    std::chrono::steady_clock::time_point began_;
    std::string before_, after_; // the bytes
};

} // namespace portico::http
