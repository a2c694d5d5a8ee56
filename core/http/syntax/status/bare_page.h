// SPDX-License-Identifier: Apache-2.0
// The error page for a person if no plugin can make one, or none is called.
#pragma once

#include "http/syntax/status/status_text.h"

#include <string>

namespace portico::http::syntax {

inline constexpr std::string_view pageContentType = "text/html; charset=utf-8";

// `sentence`: what to do, as text without markup; may be empty. `home`: the path of the home page.
std::string barePage(int status, std::string_view sentence = {}, std::string_view home = "/");

} // namespace portico::http::syntax
