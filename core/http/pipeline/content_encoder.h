// SPDX-License-Identifier: Apache-2.0
// Compresses a whole body with gzip or br. Optimized for speed, because a page is compressed for one reader. The only file that
// uses zlib and brotli; the step compress decides whether a body may be compressed.
#pragma once

#include "http/syntax/fields/content_coding.h"

#include <optional>
#include <string>
#include <string_view>

namespace portico::http {

// Nothing for `Identity`, or if the result would not be shorter.
std::optional<std::string> encode(std::string_view body, syntax::Coding coding);

} // namespace portico::http
