// SPDX-License-Identifier: Apache-2.0
// Fuzzes the parser of "Authorization: Basic" with raw bytes as the field value and as the decoded base64. Nothing may throw, and
// an accepted result must be a name without a colon and a password within the limits.
#include "basic_credentials.h"

#include <cstdlib>
#include <sodium.h>

namespace {

void check(const std::string& field) {
    const auto read = auth_basic::basicCredentials(field);
    if (!read) return;
    const bool right = auth_basic::isBasic(field) && !read->name.empty() && read->name.size() <= 254 &&
                       read->name.find(':') == std::string::npos && !read->password.empty() &&
                       read->password.size() <= 1024 && read->password.find('\0') == std::string::npos;
    if (!right) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    check(std::string(reinterpret_cast<const char*>(data), size));
    std::string text(sodium_base64_encoded_len(size, sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), data, size, sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();
    check("Basic " + text);
    return 0;
}
