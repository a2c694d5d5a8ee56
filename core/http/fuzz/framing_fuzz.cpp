// SPDX-License-Identifier: Apache-2.0
// Headers of any bytes, one a line: a body has one length or the request is refused, and it is never longer than allowed.
#include "http/framing.h"
#include "http/syntax/header_field.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace portico::http;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

// "version", then "name:value" lines.
Request read(std::string_view text) {
    Request request;
    const auto line = [&text] {
        const std::size_t end = text.find('\n');
        const std::string_view first = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        return first;
    };
    request.version = line();
    while (!text.empty()) {
        const std::string_view header = line();
        const std::size_t colon = std::min(header.find(':'), header.size());
        request.headers.push_back({header.substr(0, colon), header.substr(std::min(colon + 1, header.size()))});
    }
    return request;
}

std::size_t count(const Request& request, std::string_view name) {
    std::size_t number = 0;
    for (const HeaderView& header : request.headers) number += syntax::equalsIgnoreCase(header.name, name) ? 1 : 0;
    return number;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t most = 1000;
    const Request request = read({reinterpret_cast<const char*>(data), size});
    const Framing framing = framingOf(request, most);
    require(framing.refused == 0 || framing.refused == 400 || framing.refused == 413 || framing.refused == 501 ||
            framing.refused == 505);
    if (framing.refused != 0) return 0;
    const std::size_t lengths = count(request, "Content-Length");
    const std::size_t encodings = count(request, "Transfer-Encoding");
    require(lengths + encodings <= 1 && framing.length <= most);
    require(framing.chunked == (encodings == 1) && (lengths == 1 || framing.length == 0));
    require(!framing.chunked || request.version == "HTTP/1.1");
    for (const HeaderView& header : request.headers)
        if (syntax::equalsIgnoreCase(header.name, "Content-Length"))
            require(std::stoull(std::string(header.value)) == framing.length &&
                    header.value.find_first_not_of("0123456789") == std::string_view::npos);
    return 0;
}
