// SPDX-License-Identifier: Apache-2.0
// Any bytes as a Cookie header: our cookie is found after any neighboring cookie, and only if it occurs once.
#include "http/syntax/fields/cookies.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace portico::http::syntax;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view header(reinterpret_cast<const char*>(data), size);
    const std::optional<Cookies> cookies = parseCookies(header, {4096, 32});
    if (!cookies) return 0;
    require(cookies->all().size() <= 32);
    for (const NamedValue& cookie : cookies->all()) {
        require(!cookie.name.empty() && cookie.name.find_first_of("=;") == std::string_view::npos);
        require(cookie.value.find(';') == std::string_view::npos);
        require(cookies->find(cookie.name).has_value() == (cookies->count(cookie.name) == 1));
    }
    const std::string with = std::string(header) + "; __Host-sid=ours";
    const std::optional<Cookies> ours = parseCookies(with, {8192, 64});
    const std::size_t before = cookies->count("__Host-sid");
    require(ours && ours->count("__Host-sid") == before + 1 && ours->at("__Host-sid", before) == "ours");
    return 0;
}
