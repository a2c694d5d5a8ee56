// SPDX-License-Identifier: Apache-2.0
#include "redirect_map.h"

#include <portico/error.hpp>

#include <algorithm>
#include <array>

namespace filter_redirects {

namespace {

[[noreturn]] void refuse(const std::string& clause) { throw portico::Error(PORTICO_INVALID, clause); }

std::string_view nextWord(std::string_view& rest) {
    const std::size_t begin = std::min(rest.find_first_not_of(" \t\r"), rest.size());
    const std::size_t end = std::min(rest.find_first_of(" \t\r", begin), rest.size());
    const std::string_view word = rest.substr(begin, end - begin);
    rest.remove_prefix(end);
    return word;
}

int digit(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string decoded(std::string_view path) {
    std::string text;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] != '%') {
            text += path[i];
            continue;
        }
        const int high = i + 2 < path.size() ? digit(path[i + 1]) : -1;
        const int low = high < 0 ? -1 : digit(path[i + 2]);
        if (low < 0) refuse("a % is not followed by two hexadecimal digits");
        text += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return text;
}

std::string encoded(std::string_view path) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (const char c : path) {
        if (plain.find(c) != std::string_view::npos) {
            text += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        text += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return text;
}

bool endsWith(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

void checkSource(std::string_view from) {
    const bool isPath = !from.empty() && from.front() == '/' && from.find("//") == std::string_view::npos &&
                        from.find_first_of("?#\\") == std::string_view::npos;
    if (!isPath) refuse("\"" + std::string(from) + "\" is not a path of this site");
    if (from.substr(0, from.size() - 1).find('*') != std::string_view::npos ||
        (endsWith(from, "*") && !endsWith(from, "/*")))
        refuse("a * is only allowed as the last segment");
}

bool isPathHere(std::string_view to) {
    return to.substr(0, 1) == "/" && to.substr(1, 1) != "/" && to.substr(1, 1) != "\\";
}

// With a scheme and a host, which a slash ends if the rest of a path follows.
bool isAddress(std::string_view to, bool takesRest) {
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (to.substr(0, scheme.size()) != scheme) continue;
        const std::size_t end = to.find_first_of("/?#*", scheme.size());
        return to.size() > scheme.size() && end != scheme.size() && (!takesRest || to.substr(end, 1) == "/");
    }
    return false;
}

void checkDestination(std::string_view to, bool hasRest) {
    const auto isVisible = [](char c) { return c > 0x20 && c < 0x7f; };
    if (!std::all_of(to.begin(), to.end(), isVisible)) refuse("the destination must be percent-encoded");
    const bool takesRest = endsWith(to, "/*");
    if (to.substr(0, to.size() - (takesRest ? 1 : 0)).find('*') != std::string_view::npos)
        refuse("a * is only allowed behind the last slash");
    if (takesRest && !hasRest) refuse("the destination has a *, but the path has none");
    if (!isPathHere(to) && !isAddress(to, takesRest))
        refuse("\"" + std::string(to) + "\" is neither a path of this site nor an address with https or http");
}

int statusOf(std::string_view word) {
    constexpr std::array<std::string_view, 5> known = {"301", "302", "303", "307", "308"};
    if (word.empty()) return Redirect{}.status;
    if (std::find(known.begin(), known.end(), word) == known.end())
        refuse("the status is 301, 302, 303, 307 or 308, not \"" + std::string(word) + '"');
    return (word[0] - '0') * 100 + (word[1] - '0') * 10 + (word[2] - '0');
}

// A redirect to where the client already is would not end.
void checkEnd(std::string_view from, bool hasRest, std::string_view to) {
    const std::string_view path = to.substr(0, to.find_first_of("?#"));
    const bool isBelow = path.size() > from.size() && path.substr(0, from.size()) == from && path[from.size()] == '/';
    if (hasRest ? isBelow : path == from) refuse("redirects to itself");
}

} // namespace

RedirectMap::RedirectMap(std::string_view text, const std::string& name) {
    std::size_t number = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        ++number;
        try {
            if (number > mostLines) refuse("has more than " + std::to_string(mostLines) + " lines");
            if (end > longestLine) refuse("the line is longer than " + std::to_string(longestLine) + " bytes");
            add(text.substr(0, end));
        } catch (const portico::Error& error) {
            throw portico::Error(PORTICO_INVALID, name + ':' + std::to_string(number) + ": " + error.what());
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

void RedirectMap::add(std::string_view line) {
    const std::string_view from = nextWord(line);
    if (from.empty() || from.front() == '#') return;
    const std::string_view to = nextWord(line);
    const int status = statusOf(nextWord(line));
    if (!nextWord(line).empty()) refuse("has more than a path, a destination and a status");
    checkSource(from);
    const bool hasRest = endsWith(from, "/*");
    checkDestination(to, hasRest);
    std::string path = decoded(hasRest ? from.substr(0, from.size() - 2) : from);
    checkEnd(path, hasRest, to);
    const bool takesRest = endsWith(to, "/*");
    if (hasRest) longestBelow_ = std::max(longestBelow_, path.size());
    const Redirect redirect{std::string(takesRest ? to.substr(0, to.size() - 1) : to), status};
    if (!(hasRest ? below_ : exact_).emplace(std::move(path), redirect).second) refuse("the path is there twice");
}

std::optional<Redirect> RedirectMap::find(std::string_view path, std::string_view query) const {
    std::optional<Redirect> found;
    if (const auto line = exact_.find(path); line != exact_.end()) found = line->second;
    for (std::size_t slash = path.rfind('/', longestBelow_); !found && slash != std::string_view::npos;
         slash = slash == 0 ? std::string_view::npos : path.rfind('/', slash - 1)) {
        const auto line = below_.find(path.substr(0, slash));
        if (line == below_.end()) continue;
        found = line->second;
        if (endsWith(found->location, "/")) found->location += encoded(path.substr(slash + 1));
    }
    if (found && !query.empty() && found->location.find_first_of("?#") == std::string::npos)
        found->location.append("?").append(query);
    return found;
}

} // namespace filter_redirects
