// SPDX-License-Identifier: Apache-2.0
#include "credential.h"

#include <algorithm>

namespace auth_apikey {

namespace {

constexpr std::string_view prefix = "pk_", scheme = "bearer";
constexpr std::size_t keyDigits = 43; // of 32 bytes

bool isDigit(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool isBearer(std::string_view word) {
    return std::equal(word.begin(), word.end(), scheme.begin(), scheme.end(),
                      [](char a, char b) { return a == b || a == b - 'a' + 'A'; });
}

} // namespace

bool isApiKey(std::string_view text) {
    return text.size() == prefix.size() + keyDigits && text.substr(0, prefix.size()) == prefix &&
           std::all_of(text.begin() + prefix.size(), text.end(), isDigit);
}

std::optional<std::string_view> keyInAuthorization(std::string_view value) {
    const std::size_t end = std::min(value.find(' '), value.size());
    if (!isBearer(value.substr(0, end))) return std::nullopt;
    // 1*SP between scheme and token (RFC 9110, 11.4).
    const std::string_view token = value.substr(std::min(value.find_first_not_of(' ', end), value.size()));
    return token.substr(0, prefix.size()) == prefix ? std::optional(token) : std::nullopt;
}

// A key beside a second Authorization is ambiguous, whatever the other one contains and whichever comes first.
Credential credentialOf(const portico::Exchange& x) {
    Credential found;
    std::size_t keys = 0, authorizations = 0;
    const auto take = [&](std::string_view key) { found = {Credential::Kind::Key, key}, ++keys; };
    while (const auto value = x.header("Authorization", authorizations)) {
        if (const auto key = keyInAuthorization(*value)) take(*key);
        ++authorizations;
    }
    const bool isBesideAnother = keys != 0 && authorizations > 1;
    for (std::size_t i = 0; const auto value = x.header(headerName, i); ++i) take(*value);
    if (isBesideAnother || keys > 1) return {Credential::Kind::Ambiguous, {}};
    return found;
}

} // namespace auth_apikey
