// SPDX-License-Identifier: Apache-2.0
// Any bytes as a request target: an accepted path has one spelling and survives a round trip.
#include "http/syntax/url/path.h"

#include "base/percent.h"
#include "base/utf8.h"

#include <cstdint>
#include <cstdlib>

using namespace portico::http::syntax;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

std::string encodedPath(std::string_view path) {
    std::string out;
    for (const char c : path) out += c == '/' ? "/" : portico::base::percentEncode({&c, 1});
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view target(reinterpret_cast<const char*>(data), size);
    const RequestTarget parsed = parseTarget(target);
    require(parsed.ok() == (parsed.status == 0) && parsed.ok() == !parsed.path.empty());
    if (!parsed.ok()) return 0;
    const std::string& path = parsed.path;
    require(path.front() == '/' && path.size() <= size + 1 && portico::base::isUtf8(path) &&
            !portico::base::hasControl(path));
    for (const char* bad : {"//", "/./", "/../", "\\"}) require(path.find(bad) == std::string::npos);
    require(!path.ends_with("/.") && !path.ends_with("/.."));
    require(parsed.pathAndQuery.starts_with('/') && !parsed.pathAndQuery.starts_with("//"));
    require(parseTarget(encodedPath(path), SIZE_MAX).path == path);
    require(parseTarget(parsed.pathAndQuery).path == path);
    const std::string based = "/B" + std::string(parsed.pathAndQuery);
    const RequestTarget below = parseTarget(based, SIZE_MAX, "/B");
    require(below.ok() && below.path == path && below.query == parsed.query &&
            below.pathAndQuery == parsed.pathAndQuery);
    require(parsed.pathAndQuery.starts_with("/B") || parseTarget(parsed.pathAndQuery, SIZE_MAX, "/B").status == 404);
    return 0;
}
