// SPDX-License-Identifier: Apache-2.0
// Any bytes at the beginning of a connection: a prefix never gives a different result, and an accepted address is valid.
#include "http/syntax/address/ip_address.h"
#include "http/syntax/address/proxy_header.h"

#include <cstdint>
#include <cstdlib>

using namespace portico::http::syntax;
using State = ProxyHeader::State;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void check(std::string_view bytes) {
    const ProxyHeader header = parseProxyHeader(bytes);
    require((header.state == State::Bad) == !header.reason.empty());
    if (header.state == State::NeedMore) require(bytes.size() < mostProxyHeaderV2Bytes);
    if (header.state == State::Ok) {
        require(header.consumed <= bytes.size() && header.consumed <= mostProxyHeaderV2Bytes);
        require(!header.local || !header.unknown);
        require(header.local || header.unknown ? header.source.empty() : parseIpAddress(header.source).has_value());
        require(parseProxyHeader(bytes.substr(0, header.consumed)).source == header.source);
    }
    for (std::size_t size = 0; size < bytes.size() && size < 600; ++size) {
        const State before = parseProxyHeader(bytes.substr(0, size)).state;
        require(before == State::NeedMore || before == header.state);
        if (before == State::Ok) require(size >= header.consumed);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    check(bytes);
    check("PROXY TCP4 " + bytes);
    check(std::string("\r\n\r\n\0\r\nQUIT\n\x21", 13) + bytes);
    return 0;
}
