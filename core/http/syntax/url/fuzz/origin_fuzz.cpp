// SPDX-License-Identifier: Apache-2.0
// Any bytes as Host, Origin and Sec-Fetch-Site: a host contains only valid bytes, and only the identical host is the same origin.
#include "http/syntax/url/origin.h"
#include "http/syntax/url/same_origin.h"

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
    require(sameOrigin(std::nullopt, origin, {text, "https", {}}) == SameOrigin::Same);
    require(sameOrigin(std::nullopt, origin, {text, "http", {}}) == SameOrigin::Foreign);
    require(sameOrigin("same-origin", origin, {text, "http", {}}) == SameOrigin::Same);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    checkHost(text);
    const bool own = sameOrigin(std::nullopt, text, {"site.example", "https", {}}) == SameOrigin::Same;
    if (own) { // "https://site.example", perhaps with the root's dot and the port that https has anyway
        std::string_view rest = text.substr(20);
        if (rest.starts_with('.')) rest.remove_prefix(1);
        require(rest.empty() || rest == ":443");
    }
    const bool vouched = sameOrigin(text, std::nullopt, {"site.example", "https", {}}) == SameOrigin::Same;
    require(vouched == (text == "same-origin"));
    const bool foreign = sameOrigin(text, std::nullopt, {"site.example", "https", {}}) == SameOrigin::Foreign;
    require(foreign == (text != "same-origin" && text != "none"));
    if (sameOrigin("same-origin", text, {"site.example", "https", {}}) == SameOrigin::Same)
        require(text == "null" || isHostOf(*parseOrigin(text), "site.example"));
    return 0;
}
