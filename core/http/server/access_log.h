// SPDX-License-Identifier: Apache-2.0
// The access log line of a request, written when its answer has ended, in the format of log.access. Text from a client can
// neither break the line nor forge another one.
#pragma once

#include "http/exchange/exchange.h"

namespace portico::http {

// "off", "common", "combined" or "json".
AccessLogFormat accessLogFormat(std::string_view name);

// The parts of the line that are known before the answer has been sent, which may be long after the exchange has ended.
class AccessLine {
public:
    // `seconds`: the time of the answer, since 1970 UTC.
    AccessLine(const Exchange& x, AccessLogFormat form, std::time_t seconds);

    // Without a line end. `bytes`: the part of the body that was sent; `cut`: why it is not all, in words, or empty.
    std::string ended(std::uint64_t bytes, std::string_view cut) const;

private:
    AccessLogFormat form_;
    std::chrono::steady_clock::time_point began_;
    std::string before_, after_; // the line before and after the number of bytes
};

} // namespace portico::http
