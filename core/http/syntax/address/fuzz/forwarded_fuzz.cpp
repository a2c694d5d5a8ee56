// SPDX-License-Identifier: Apache-2.0
// Any bytes as ranges and as headers of proxies: what a client writes before the part of a trusted proxy changes nothing, and
// without a trusted peer nothing is believed.
#include "http/syntax/address/forwarded.h"

#include <cstdint>
#include <cstdlib>
#include <vector>

using namespace portico::http::syntax;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void checkRange(std::string_view text) {
    const auto address = parseIpAddress(text);
    if (address) {
        require(parseIpAddress(address->text()) == address);
        require(AddressRange::parse(text).value().contains(address->text()));
    }
    if (const auto range = AddressRange::parse(text)) require(range->contains(text.substr(0, text.find('/'))));
}

ForwardedClient client(ForwardedStyle style, std::string_view peer, const std::string& list) {
    const std::vector<AddressRange> trusted = {AddressRange::parse("10.0.0.0/8").value()};
    const std::vector<Field> fields = {{"Forwarded", list}, {"X-Forwarded-For", list}};
    return clientOf(peer, trusted, style, fields);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    checkRange(text);
    for (const auto style : {ForwardedStyle::Forwarded, ForwardedStyle::XForwarded}) {
        const bool rfc = style == ForwardedStyle::Forwarded;
        require(client(style, "192.0.2.1", text).address == "192.0.2.1");
        const ForwardedClient read = client(style, "10.0.0.1", text);
        require(parseIpAddress(read.address).has_value() || (read.address == unknownClient && !read.named));
        require(!read.loopback); // its proxy is on another machine
        const std::string proxy = rfc ? ", for=\"[2001:db8::1]\";proto=https;host=\"a\"" : ", 2001:db8::1";
        require(client(style, "10.0.0.1", text + proxy).address == "2001:db8::1");
        const std::string two = rfc ? ", for=192.0.2.7, for=10.0.0.2" : ", 192.0.2.7, 10.0.0.2";
        require(client(style, "10.0.0.1", text + two).address == "192.0.2.7");
    }
    return 0;
}
