// SPDX-License-Identifier: Apache-2.0
// One call of a plugin's function, from its begin to its end: it is on the thread's seat meanwhile, and in the plugin's account
// afterwards. Calls nest: a plugin calls another one through a table.
#pragma once

#include "capabilities/seat.h"

#include <portico/error.hpp>

namespace portico::capabilities {

class Call {
public:
    // `function`: a literal. Without an account nothing is written down.
    Call(Account* account, const char* function) noexcept;
    ~Call();
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

    // PORTICO_FAILED, and what a plugin must not answer, are errors; a "no" and an "I am busy" are answers.
    portico_status ended(portico_status status) noexcept;

private:
    Account* account_;
    Seat& seat_;
    Account* outerAccount_;
    const char* outerFunction_;
    std::int64_t outerSince_;
};

// While it lives, the plugin's function waits for somebody who is no plugin: a client that reads slowly, or the next event of a stream. That is
// not its own time.
class Waiting {
public:
    Waiting() noexcept;
    ~Waiting();
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;

private:
    Seat& seat_;
    std::int64_t since_, began_;
};

} // namespace portico::capabilities
