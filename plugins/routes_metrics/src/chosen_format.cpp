// SPDX-License-Identifier: Apache-2.0
#include "chosen_format.h"

#include <algorithm>
#include <cstddef>

namespace routes_metrics {

namespace {

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is(std::string_view text, std::string_view name) noexcept {
    return std::equal(text.begin(), text.end(), name.begin(), name.end(), [](char a, char b) { return lower(a) == b; });
}

std::string_view trimmed(std::string_view text) noexcept {
    const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
    return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

// Removes and returns the text before the next `separator`.
std::string_view next(std::string_view& rest, char separator) noexcept {
    const std::size_t end = std::min(rest.find(separator), rest.size());
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return trimmed(part);
}

std::string_view unquoted(std::string_view value) noexcept {
    const bool isQuoted = value.size() >= 2 && value.front() == '"' && value.back() == '"';
    return isQuoted ? value.substr(1, value.size() - 2) : value;
}

// In thousandths; -1 if it is malformed. "1", "0.5", "1.000".
int quality(std::string_view text) noexcept {
    if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return -1;
    if (text.size() > 1 && text[1] != '.') return -1;
    int thousandths = 0;
    for (std::size_t i = 2; i < 5; ++i) {
        const char digit = i < text.size() ? text[i] : '0';
        if (digit < '0' || digit > '9') return -1;
        thousandths = thousandths * 10 + (digit - '0');
    }
    if (text[0] == '0') return thousandths;
    return thousandths == 0 ? 1000 : -1;
}

struct Element {
    std::string_view type, version;
    int quality = 1000; // 0: not wanted
};

Element parse(std::string_view text) noexcept {
    Element element{next(text, ';'), {}};
    while (!text.empty()) {
        std::string_view value = next(text, ';');
        const std::string_view name = next(value, '=');
        if (is(name, "q")) element.quality = std::max(quality(trimmed(value)), 0);
        if (is(name, "version")) element.version = unquoted(trimmed(value));
    }
    return element;
}

} // namespace

bool wantsOpenMetrics(std::string_view accept) noexcept {
    int open = 0, plain = 0;
    while (!accept.empty()) {
        const Element element = parse(next(accept, ','));
        if (is(element.type, "application/openmetrics-text") && (element.version.empty() || element.version == "1.0.0"))
            open = std::max(open, element.quality);
        if (is(element.type, "text/plain")) plain = std::max(plain, element.quality);
    }
    return open > 0 && open >= plain;
}

} // namespace routes_metrics
