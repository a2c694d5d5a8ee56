// SPDX-License-Identifier: Apache-2.0
// "Authorization: Basic ...", read strictly (RFC 7617): canonical base64 of UTF-8 text, a name and a password, nothing else.
// It reads bytes of strangers, so it never throws.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace auth_basic {

struct BasicCredentials {
    std::string name;
    std::string password;
};

// Is this the scheme of the field's value, in any case?
bool isBasic(std::string_view authorization);

// What stands behind the scheme; empty if it is not exactly as it should be.
std::optional<BasicCredentials> basicCredentials(std::string_view authorization);

} // namespace auth_basic
