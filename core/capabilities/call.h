// SPDX-License-Identifier: Apache-2.0
// One call of a plugin's function, from start to end: recorded in the thread's call context while it runs, and in the plugin's
// statistics afterwards. Calls nest if a plugin calls another one through a table.
#pragma once

#include "capabilities/call_context.h"

#include <portico/error.hpp>

namespace portico::capabilities {

class Call {
public:
    // `function`: a string literal. Records nothing if there are no plugin statistics.
    Call(PluginStats* stats, const char* function) noexcept;
    ~Call();
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

    // PORTICO_FAILED and invalid results count as errors; denials and PORTICO_UNAVAILABLE do not.
    portico_status ended(portico_status status) noexcept;

private:
    PluginStats* stats_;
    CallContext& context_;
    PluginStats* outerStats_;
    const char* outerFunction_;
    std::int64_t outerSince_;
};

// While it exists, the plugin's function waits for something outside of plugins: a slow client, or the next event of a stream.
// This time does not count as the plugin's own.
class ExternalWait {
public:
    ExternalWait() noexcept;
    ~ExternalWait();
    ExternalWait(const ExternalWait&) = delete;
    ExternalWait& operator=(const ExternalWait&) = delete;

private:
    CallContext& context_;
    std::int64_t since_, began_;
};

} // namespace portico::capabilities
