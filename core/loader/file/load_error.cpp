// SPDX-License-Identifier: Apache-2.0
// glibc's messages are stable but not guaranteed: an unrecognized one is passed on unchanged.
#include "loader/file/load_error.h"

namespace portico::loader {

namespace {

constexpr std::string_view notFound = ": cannot open shared object file";
constexpr std::string_view undefined = "undefined symbol: ";
constexpr std::string_view versionStart = "version `";
constexpr std::string_view versionEnd = "' not found";
constexpr std::string_view notMapped = "failed to map segment";

std::string_view after(std::string_view text, std::string_view mark) {
    const std::size_t at = text.find(mark);
    return at == std::string_view::npos ? std::string_view() : text.substr(at + mark.size());
}

} // namespace

std::string loadProblem(std::string_view message, const std::string& file) {
    const std::size_t missing = message.find(notFound);
    if (missing != std::string_view::npos && message.substr(0, missing) != file) {
        const std::string library(message.substr(0, missing));
        return "needs " + library + ", which is not installed; install the package that contains it (apt-file search " +
               library + " finds it)";
    }
    if (const auto symbol = after(message, undefined); !symbol.empty())
        return "uses " + std::string(symbol.substr(0, symbol.find_first_of(" ,"))) +
               ", which none of its libraries defines; link it with -Wl,--no-undefined to detect this at build time";
    if (const auto version = after(message, versionStart); message.find(versionEnd) != std::string_view::npos)
        return "was built on a newer system: it needs " + std::string(version.substr(0, version.find('\''))) +
               "; build it on this system";
    if (message.find(notMapped) != std::string_view::npos)
        return "cannot be mapped as code; is its folder on a file system mounted noexec?";
    return "cannot be loaded: " + std::string(message);
}

} // namespace portico::loader
