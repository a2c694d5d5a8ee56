// SPDX-License-Identifier: Apache-2.0
// One call of a plugin's function, from its begin to its end: it is on the thread's seat meanwhile, and in the plugin's stats
// afterwards. Calls nest: a plugin calls another one through a table.
#pragma once

#include "capabilities/call_context.h"

#include <portico/error.hpp>

namespace portico::capabilities {

class Call {
public:
    // `function`: a literal. Without an stats nothing is written down.
    Call(PluginStats* stats, const char* function) noexcept;
    ~Call();
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

    // PORTICO_FAILED, and what a plugin must not answer, are errors; a "no" and an "I am busy" are answers.
    portico_status ended(portico_status status) noexcept;

private:
    PluginStats* stats_;
    CallContext& context_;
    PluginStats* outerStats_;
    const char* outerFunction_;
    std::int64_t outerSince_;
};

// While it lives, the plugin's function waits for somebody who is no plugin: a client that reads slowly, or the next event of a stream. That is
// not its own time.
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
