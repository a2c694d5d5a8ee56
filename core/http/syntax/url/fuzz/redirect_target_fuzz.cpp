// SPDX-License-Identifier: Apache-2.0
// Any bytes as a redirect target: a local target is never another site for a browser (URL standard).
#include "http/syntax/url/redirect_target.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

using namespace portico::http::syntax;

namespace {

// What the URL parser of browsers does to its input before it looks for a host.
std::string asBrowsersRead(std::string_view target) {
    while (!target.empty() && static_cast<unsigned char>(target.front()) <= ' ') target.remove_prefix(1);
    std::string read;
    for (const char c : target)
        if (c != '\t' && c != '\n' && c != '\r') read += c == '\\' ? '/' : c;
    return read;
}

// The path with "." and ".." taken away, "%2e" read as a dot: the URL standard's path of a reference against http://site/.
std::string resolved(std::string_view path) {
    std::vector<std::string_view> segments;
    for (std::size_t at = 1; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        const std::string_view segment = path.substr(at, end - at);
        std::string dots(segment);
        for (std::size_t i = 0; (i = dots.find('%', i)) != std::string::npos && dots.size() - i > 2; ++i)
            if (dots[i + 1] == '2' && (dots[i + 2] == 'e' || dots[i + 2] == 'E')) dots.replace(i, 3, ".");
        if (dots == ".." && !segments.empty())
            segments.pop_back();
        else if (dots != "." && dots != "..")
            segments.push_back(segment);
        at = end + 1;
    }
    std::string out;
    for (const std::string_view segment : segments) out.append("/").append(segment);
    return out.empty() ? "/" : out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view target(reinterpret_cast<const char*>(data), size);
    if (!isLocalTarget(target)) return 0;
    const std::string read = asBrowsersRead(target);
    if (read != target || !read.starts_with('/') || read.starts_with("//")) std::abort();
    // Wherever dots lead, the target is on this site, and remains so if the result is resolved once more.
    const std::string place = resolved(std::string_view(read).substr(0, read.find_first_of("?#")));
    if (!place.starts_with('/') || place.starts_with("//") || place.find('\\') != std::string::npos) std::abort();
    return 0;
}
