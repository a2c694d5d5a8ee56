// SPDX-License-Identifier: Apache-2.0
// The length of a request body. First collects all fields, then checks them, so that a possible request smuggling is a 400
// whatever else is wrong.
#include "http/syntax/message/message_framing.h"

#include "base/byte_set.h"

#include <charconv>

namespace portico::http::syntax {

namespace {

struct Said {
    std::size_t lengths = 0, transferCodings = 0;
    std::string_view length, transferCoding; // the last one of each
    bool coded = false;                      // Content-Encoding
    bool expects = false, expectsOther = false;
};

// Compared by length first: few other fields of a usual request have one of these lengths, so that most are never compared.
Said gather(std::span<const Field> fields) noexcept {
    Said said;
    for (const auto& [name, value] : fields) {
        if (name.size() == 14 && equalsIgnoreCase(name, "Content-Length")) {
            ++said.lengths;
            said.length = value;
        } else if (name.size() == 17 && equalsIgnoreCase(name, "Transfer-Encoding")) {
            ++said.transferCodings;
            said.transferCoding = value;
        } else if (name.size() == 16 && equalsIgnoreCase(name, "Content-Encoding")) {
            said.coded |= !equalsIgnoreCase(value, "identity");
        } else if (name.size() == 6 && equalsIgnoreCase(name, "Expect")) {
            (equalsIgnoreCase(value, "100-continue") ? said.expects : said.expectsOther) = true;
        }
    }
    return said;
}

// Digits only: no sign, space, hexadecimal or list.
bool parseLength(std::string_view text, std::size_t& length) noexcept {
    if (text.empty() || !base::digitBytes.hasAll(text)) return false;
    return std::from_chars(text.data(), text.data() + text.size(), length).ec == std::errc();
}

constexpr MessageFraming refuse(int status, std::string_view reason) noexcept {
    return {status, reason, false, 0, false};
}

bool alwaysHasBody(std::string_view method) noexcept {
    return method == "POST" || method == "PUT" || method == "PATCH";
}

} // namespace

MessageFraming framingOf(std::span<const Field> fields, std::string_view version, std::string_view method,
                         std::size_t most) noexcept {
    const bool old = version == "HTTP/1.0";
    if (!old && version != "HTTP/1.1") return refuse(505, "an HTTP version other than 1.0 and 1.1");
    const Said said = gather(fields);
    MessageFraming framing;
    if (said.lengths + said.transferCodings > 1)
        return refuse(400, "Content-Length or Transfer-Encoding twice, or both");
    if (said.lengths == 1 && !parseLength(said.length, framing.length))
        return refuse(400, "Content-Length is not a number");
    if (said.transferCodings == 1) {
        if (old) return refuse(400, "Transfer-Encoding in HTTP/1.0");
        if (!equalsIgnoreCase(said.transferCoding, "chunked"))
            return refuse(501, "a transfer coding other than chunked");
        framing.chunked = true;
    }
    if (old && said.lengths == 0 && alwaysHasBody(method)) return refuse(411, "HTTP/1.0 with a body of unknown length");
    if (framing.length > most) return refuse(413, "the body is longer than its limit");
    if (said.coded) return refuse(415, "a body with a content coding");
    if (said.expectsOther) return refuse(417, "an expectation other than 100-continue");
    framing.expectContinue = said.expects && !old && framing.hasBody(); // HTTP/1.0 has no 100 (RFC 9110 section 10.1.1)
    return framing;
}

} // namespace portico::http::syntax
