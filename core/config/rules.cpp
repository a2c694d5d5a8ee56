// SPDX-License-Identifier: Apache-2.0
// The rules check only syntax. Whether an address can be bound or a folder exists is checked where it is used.
#include "config/rules.h"

#include "config/quantity.h"

#include <algorithm>

namespace portico::config {

namespace {

bool isLower(char c) { return c >= 'a' && c <= 'z'; }
bool isLetter(char c) { return isLower(c) || (c >= 'A' && c <= 'Z'); }
bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isPort(std::string_view text) {
    return !text.empty() && text.size() <= 5 && std::ranges::all_of(text, isDigit) && *parseInteger(text) <= 65535;
}

bool isIpv6(std::string_view text) {
    const auto permitted = [](char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
    };
    return text.find(':') != std::string_view::npos && std::ranges::all_of(text, permitted);
}

bool isHost(std::string_view text) {
    if (text.starts_with('[') && text.ends_with(']')) return isIpv6(text.substr(1, text.size() - 2));
    const auto permitted = [](char c) { return isLetter(c) || isDigit(c) || c == '.' || c == '-'; };
    return !text.empty() && std::ranges::all_of(text, permitted);
}

bool isUnixSocket(std::string_view text) { return text.starts_with("unix:/") && text.size() <= 5 + 107; }

bool isListenAddress(std::string_view text) {
    if (isUnixSocket(text)) return true;
    const std::size_t colon = text.rfind(':');
    return colon != std::string_view::npos && isHost(text.substr(0, colon)) && isPort(text.substr(colon + 1));
}

// "/app" or "/team/app": plain segments, so that each path has one spelling.
bool isPublicPath(std::string_view path) {
    const auto permitted = [](char c) {
        return isLetter(c) || isDigit(c) || c == '-' || c == '_' || c == '.' || c == '~';
    };
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/', 1), path.size());
        const std::string_view segment = path.substr(1, end - 1);
        if (segment.empty() || segment == "." || segment == ".." || !std::ranges::all_of(segment, permitted))
            return false;
        path.remove_prefix(end);
    }
    return true;
}

bool isPublicUrl(std::string_view text) {
    if (text.starts_with("https://"))
        text.remove_prefix(8);
    else if (text.starts_with("http://"))
        text.remove_prefix(7);
    else
        return false;
    const std::size_t slash = std::min(text.find('/'), text.size());
    const std::string_view authority = text.substr(0, slash);
    return ((isListenAddress(authority) && !isUnixSocket(authority)) || isHost(authority)) &&
           isPublicPath(text.substr(slash));
}

// An address or a network. Its numbers are checked where it is used.
bool isProxy(std::string_view text) {
    if (text == "unix") return true;
    const std::size_t slash = text.find('/');
    const std::string_view bits = slash == std::string_view::npos ? "0" : text.substr(slash + 1);
    const std::string_view address = text.substr(0, slash);
    const auto isIpv4 = [](char c) { return isDigit(c) || c == '.'; };
    return (isIpv6(address) || (!address.empty() && std::ranges::all_of(address, isIpv4))) && !bits.empty() &&
           bits.size() <= 3 && std::ranges::all_of(bits, isDigit);
}

bool isAbsolutePath(std::string_view text) { return text.starts_with('/'); }

// The name of a file in the service's credentials folder, without a path out of it.
bool isCredential(std::string_view text) {
    if (!text.starts_with("credential:")) return false;
    text.remove_prefix(11);
    const auto permitted = [](char c) { return isLetter(c) || isDigit(c) || c == '_' || c == '-' || c == '.'; };
    return !text.empty() && text.size() <= 255 && text.front() != '.' && std::ranges::all_of(text, permitted);
}

bool isCertificate(std::string_view text) { return isAbsolutePath(text) || isCredential(text); }

bool isPluginId(std::string_view text) {
    const auto permitted = [](char c) { return isLower(c) || isDigit(c) || c == '_'; };
    return !text.empty() && text.size() <= 64 && isLower(text.front()) && std::ranges::all_of(text, permitted);
}

bool isGuard(std::string_view text) {
    if (text == "public" || text == "user") return true;
    if (!text.starts_with("role:") || text.size() == 5) return false;
    const auto permitted = [](char c) { return isLetter(c) || isDigit(c) || c == '_' || c == '-'; };
    return std::ranges::all_of(text.substr(5), permitted);
}

bool isLanguage(std::string_view text) {
    const auto permitted = [](char c) { return isLetter(c) || isDigit(c) || c == '-'; };
    return text.size() >= 2 && text.size() <= 35 && isLetter(text[0]) && isLetter(text[1]) && text.back() != '-' &&
           std::ranges::all_of(text, permitted);
}

// "text/css", optionally with parameters: "text/plain; charset=iso-8859-1".
bool isMediaType(std::string_view text) {
    const auto isName = [](std::string_view name) {
        const auto permitted = [](char c) {
            return isLetter(c) || isDigit(c) || std::string_view("!#$&^_.+-").find(c) != std::string_view::npos;
        };
        return !name.empty() && std::ranges::all_of(name, permitted);
    };
    const std::size_t semicolon = std::min(text.find(';'), text.size());
    const std::string_view type = text.substr(0, semicolon);
    const std::size_t slash = type.find('/');
    const auto printable = [](char c) { return c >= ' ' && c <= '~'; };
    return text.size() <= 255 && slash != std::string_view::npos && isName(type.substr(0, slash)) &&
           isName(type.substr(slash + 1)) && std::ranges::all_of(text.substr(semicolon), printable);
}

bool isFileName(std::string_view text) {
    const auto permitted = [](char c) { return c > ' ' && c <= '~' && c != '/' && c != '\\'; };
    return !text.empty() && text.size() <= 255 && text.front() != '.' && std::ranges::all_of(text, permitted);
}

bool isMode(std::string_view text) {
    return (text.size() == 3 || (text.size() == 4 && text.front() == '0')) &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '7'; });
}

// A name that useradd accepts, or a number.
bool isUserName(std::string_view text) {
    const auto permitted = [](char c) { return isLetter(c) || isDigit(c) || c == '_' || c == '-' || c == '.'; };
    return !text.empty() && text.size() <= 32 && text.front() != '-' && std::ranges::all_of(text, permitted);
}

// As the server compares it: decoded, and without a slash at its end.
bool isPagePath(std::string_view text) {
    const bool isRoot = text == "/";
    return isRoot || (isAbsolutePath(text) && text.back() != '/' &&
                      text.find_first_of("%?#") == std::string_view::npos && text.find("//") == std::string_view::npos);
}

} // namespace

const Rule listenRule{isListenAddress,
                      "an address and a port such as \"127.0.0.1:8080\" or \"[::1]:8080\", or a Unix socket such as "
                      "\"unix:/run/portico/http.sock\""};
const Rule credentialRule{isCredential, "\"credential:\" followed by the name of a credential"};
const Rule certificateRule{isCertificate, "an absolute path, or \"credential:\" followed by the name of a credential"};
const Rule publicUrlRule{
    isPublicUrl,
    "\"http://\" or \"https://\", a host and optionally a path such as \"/app\", without a slash at the end"};
const Rule hostRule{isHost, "a host name or an address, without a port"};
const Rule proxyRule{isProxy, "an address such as \"10.0.0.1\", a network such as \"10.0.0.0/8\", or \"unix\""};
const Rule mediaTypeRule{isMediaType, "a media type such as \"text/css\""};
const Rule fileNameRule{isFileName, "an extension without its dot, such as \"css\", or the name of a file"};
const Rule modeRule{isMode, "three octal digits such as \"0660\""};
const Rule userNameRule{isUserName, "the name of a user or group, or its number"};
const Rule absolutePathRule{isAbsolutePath, "an absolute path"};
const Rule pluginIdRule{isPluginId, "the id of a plugin"};
const Rule guardRule{isGuard, "\"public\", \"user\" or \"role:NAME\""};
const Rule pagePathRule{isPagePath,
                        "a path of the site that begins with \"/\" and is written unencoded, without \"%\" or a "
                        "slash at its end"};
const Rule languageRule{isLanguage, "a language tag such as \"en\" or \"de-CH\""};

} // namespace portico::config
