// SPDX-License-Identifier: Apache-2.0
// What the name of a static file says about it: its type, whether it is packed already, whether it can ever change.
#pragma once

#include <string_view>

namespace portico::http {

// The Content-Type for a file name, by its extension in any case; application/octet-stream for unknown ones.
std::string_view contentTypeOf(std::string_view name) noexcept;

// Pictures, films, fonts and archives: packing them once more gains nothing, so that nobody looks for it.
bool isPacked(std::string_view name) noexcept;

// NAME.HASH.EXTENSION, as bundlers write it: "site.3f9a1b2c.css". HASH is 8 to 64 lowercase hexadecimal digits with both a letter
// and a digit among them (20260101 is a date, "defaced" is a word); EXTENSION has letters and digits only. What has another content
// has another name, so that a browser never needs to ask again.
bool isFingerprinted(std::string_view name) noexcept;

} // namespace portico::http
