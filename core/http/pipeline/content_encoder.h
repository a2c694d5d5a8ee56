// SPDX-License-Identifier: Apache-2.0
// A whole body packed as gzip or br. Fast rather than small: a page is packed for one reader. The only file that knows zlib and
// brotli; whether a body may be packed is decided by the step compress.
#pragma once

#include "http/syntax/content_coding.h"

#include <optional>
#include <string>
#include <string_view>

namespace portico::http {

// Nothing for `Identity`, and where the result would not be shorter.
std::optional<std::string> encode(std::string_view body, syntax::Coding coding);

} // namespace portico::http
