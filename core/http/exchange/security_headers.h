// SPDX-License-Identifier: Apache-2.0
// The security headers of every answer (OWASP ASVS 5.0 chapter 3.4): a plugin may set its own value for one of them, but none is
// ever missing.
#pragma once

#include "http/exchange/answer.h"

namespace portico::http {

// The value of an answer that sets none; empty if it is none of these headers, or Strict-Transport-Security.
std::string_view securityHeaderDefault(std::string_view name) noexcept;

// Appends the headers that `answer` does not set itself. `hsts`: the value of Strict-Transport-Security for answers over TLS, or
// empty.
void securityHeaders(std::string& out, const Answer& answer, std::string_view hsts);

} // namespace portico::http
