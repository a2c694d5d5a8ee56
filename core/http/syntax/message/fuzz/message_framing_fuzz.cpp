// SPDX-License-Identifier: Apache-2.0
// Headers of any bytes, one per line: a body has one length within the limit, or the request is refused.
#include "http/syntax/message/message_framing.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

using namespace portico::http::syntax;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

std::string_view takeLine(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

std::vector<Field> readFields(std::string_view text) {
    std::vector<Field> fields;
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        const std::size_t colon = std::min(line.find(':'), line.size());
        fields.push_back({line.substr(0, colon), line.substr(std::min(colon + 1, line.size()))});
    }
    return fields;
}

std::size_t count(const std::vector<Field>& fields, std::string_view name) {
    return static_cast<std::size_t>(std::count_if(
        fields.begin(), fields.end(), [&](const Field& field) { return equalsIgnoreCase(field.name, name); }));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t most = 1000;
    constexpr std::array statuses = {0, 400, 411, 413, 415, 417, 501, 505};
    std::string_view text(reinterpret_cast<const char*>(data), size); // version, method, then "name:value" lines
    const std::string_view version = takeLine(text);
    const std::string_view method = takeLine(text);
    const std::vector<Field> fields = readFields(text);
    const MessageFraming framing = framingOf(fields, version, method, most);
    require(std::find(statuses.begin(), statuses.end(), framing.refused) != statuses.end());
    require((framing.refused != 0) == !framing.reason.empty());
    if (framing.refused != 0) return 0;
    const std::size_t lengths = count(fields, "Content-Length");
    const std::size_t codings = count(fields, "Transfer-Encoding");
    require(lengths + codings <= 1 && framing.length <= most);
    require(framing.chunked == (codings == 1) && (lengths == 1 || framing.length == 0));
    require(version == "HTTP/1.1" || (version == "HTTP/1.0" && !framing.chunked && !framing.expectContinue));
    require(!framing.expectContinue || (framing.hasBody() && count(fields, "Expect") > 0));
    for (const Field& field : fields)
        if (equalsIgnoreCase(field.name, "Content-Length"))
            require(std::stoull(std::string(field.value)) == framing.length &&
                    field.value.find_first_not_of("0123456789") == std::string_view::npos);
    return 0;
}
