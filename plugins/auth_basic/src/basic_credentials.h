// SPDX-License-Identifier: Apache-2.0
// "Authorization: Basic ..." (RFC 7617), parsed strictly: canonical base64 of UTF-8 text with exactly a name and a password.
// Parses untrusted input, so it never throws.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace auth_basic {

struct BasicCredentials {
    std::string name;
    std::string password;
};

// True if the field value has this scheme, in any case.
bool isBasic(std::string_view authorization);

// The credentials after the scheme; empty if they are not in exactly the expected form.
std::optional<BasicCredentials> basicCredentials(std::string_view authorization);

} // namespace auth_basic
