// SPDX-License-Identifier: Apache-2.0
// Text of a client in a line of a log.
#include "http/log/log_text.h"

namespace portico::http {

void appendEscaped(std::string& out, std::string_view raw, std::size_t most) {
    constexpr std::string_view hex = "0123456789abcdef";
    for (const char c : raw.substr(0, most)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\')
            out += c;
        else
            (out += "\\x").append({hex[byte >> 4], hex[byte & 15]});
    }
}

void appendQuoted(std::string& out, std::string_view raw, std::size_t most) {
    out += '"';
    appendEscaped(out, raw, most);
    out += '"';
}

} // namespace portico::http
