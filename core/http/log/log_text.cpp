// SPDX-License-Identifier: Apache-2.0
// Text from a client in a log line.
#include "http/log/log_text.h"

namespace portico::http {

void appendEscaped(std::string& out, std::string_view raw, std::size_t most) {
    constexpr std::string_view hex = "0123456789abcdef";
    const std::size_t end = out.size() + most;
    for (const char c : raw) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isPlain = byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\';
        if (out.size() + (isPlain ? 1 : 4) > end) return;
        if (isPlain)
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
