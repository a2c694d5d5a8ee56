// SPDX-License-Identifier: Apache-2.0
// Any bytes as Host, Origin and Referer: a host is made of bytes of hosts, and only the very host is the same origin.
#include "http/syntax/origin.h"
#include "http/syntax/same_origin.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace portico::http::syntax;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void checkHost(std::string_view text) {
    const std::optional<Host> host = parseHost(text);
    if (!host) return;
    require(!host->name.empty() && text.find(host->name) != std::string_view::npos);
    require(host->name.find_first_of(std::string_view("@/\\?# %,\r\n\t\0", 12)) == std::string_view::npos);
    const std::string origin = "https://" + std::string(text);
    require(sameOrigin(std::nullopt, origin, text, "https") == SameOrigin::Same);
    require(sameOrigin(std::nullopt, origin, text, "http") == SameOrigin::Cross);
    require(sameOrigin(std::nullopt, std::nullopt, text, "https", origin + "/a?b") == SameOrigin::Same);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    checkHost(text);
    const bool own = sameOrigin(std::nullopt, text, "site.example", "https") == SameOrigin::Same;
    if (own) require(text.size() == 20 || (text.size() == 24 && text.ends_with(":443")));
    const bool vouched = sameOrigin(text, std::nullopt, "site.example", "https") == SameOrigin::Same;
    require(vouched == (text == "same-origin" || text == "none"));
    const std::optional<Origin> referer = originOfUrl(text);
    if (referer && !referer->opaque)
        require(parseHost(referer->host.name).has_value() || referer->host.kind == Host::Kind::IPv6);
    return 0;
}
