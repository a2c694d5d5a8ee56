// SPDX-License-Identifier: Apache-2.0
// Recognizes the same addresses as Jinja, with small checks instead of one long regular expression.
#include "engine/builtins/links.h"

#include "engine/text/unicode.h"
#include "engine/value/escape.h"

#include <algorithm>
#include <array>

namespace pages_jinja {

namespace {

bool isNumber(char c) { return c >= '0' && c <= '9'; }
bool isLatin(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The characters of a host name: letters, digits and _ of any script, and % and -.
bool isLabel(std::string_view text, std::size_t least, std::size_t most, bool withHyphen) {
    std::size_t count = 0;
    for (; !text.empty(); text.remove_prefix(widthOfFirst(text)), ++count) {
        const char32_t c = firstOf(text);
        if (!isWordCharacter(c) && c != '%' && !(withHyphen && c == '-')) return false;
    }
    return count >= least && count <= most;
}

bool areLabels(std::string_view text, std::size_t least, std::size_t most) {
    for (;;) {
        const std::size_t dot = text.find('.');
        if (!isLabel(text.substr(0, dot), least, most, true)) return false;
        if (dot == std::string_view::npos) return true;
        text.remove_prefix(dot + 1);
    }
}

bool isTopLevel(std::string_view label) {
    if (lowerCase(label.substr(0, 4)) == "xn--") return isLabel(label.substr(4), 2, 59, false);
    return label.size() >= 2 && label.size() <= 63 && std::all_of(label.begin(), label.end(), isLatin);
}

bool isBasicTopLevel(std::string_view label) {
    static constexpr std::string_view known[] = {"com", "net", "int", "edu", "gov", "org", "info", "mil"};
    return std::find(std::begin(known), std::end(known), lowerCase(label)) != std::end(known);
}

bool isIPv4(std::string_view host) {
    int parts = 0;
    for (;; ++parts) {
        const std::size_t dot = host.find('.');
        const std::string_view part = host.substr(0, dot);
        if (part.empty() || part.size() > 3 || !std::all_of(part.begin(), part.end(), isNumber)) return false;
        if (dot == std::string_view::npos) return parts == 3;
        host.remove_prefix(dot + 1);
    }
}

bool isIPv6(std::string_view host) {
    if (host.size() < 4 || host.front() != '[' || host.back() != ']') return false;
    const std::string_view inside = host.substr(1, host.size() - 2);
    const bool known = inside.find_first_not_of("0123456789abcdefABCDEF:") == std::string_view::npos;
    return known && std::count(inside.begin(), inside.end(), ':') >= 2;
}

// Splits "host:port/rest" after the scheme; false if the port is not valid.
bool hostOf(std::string_view address, std::string_view& host) {
    const std::size_t open = address.starts_with('[') ? std::min(address.find(']'), address.size()) : 0;
    const std::size_t end = std::min(address.find_first_of(":/?#", open), address.size());
    host = address.substr(0, end);
    if (end == address.size() || address[end] != ':') return true;
    const std::string_view rest = address.substr(end + 1);
    const std::string_view port = rest.substr(0, rest.find_first_of("/?#"));
    return !port.empty() && port.size() <= 5 && std::all_of(port.begin(), port.end(), isNumber);
}

bool hasNamedHost(std::string_view host, bool (*isTop)(std::string_view), std::size_t most) {
    const std::size_t dot = host.rfind('.');
    if (dot == std::string_view::npos) return most == 0 && isTop(host);
    return isTop(host.substr(dot + 1)) &&
           areLabels(host.substr(0, dot), most == 0 ? 1 : 2, most == 0 ? 1U << 20 : most);
}

bool isWebAddress(std::string_view text) {
    const std::string lower = lowerCase(text.substr(0, 8));
    const std::size_t scheme = lower.starts_with("https://") ? 8 : lower.starts_with("http://") ? 7 : 0;
    std::string_view host;
    if (scheme == 0 && lower.starts_with("www.") && hostOf(text.substr(4), host) && hasNamedHost(host, isTopLevel, 0))
        return true;
    if (scheme == 0) return hostOf(text, host) && hasNamedHost(host, isBasicTopLevel, 63);
    return hostOf(text.substr(scheme), host) && (hasNamedHost(host, isTopLevel, 0) || isIPv4(host) || isIPv6(host));
}

bool isMailAddress(std::string_view text) {
    const std::size_t at = text.rfind('@');
    if (at == std::string_view::npos || at == 0) return false;
    const std::string_view domain = text.substr(at + 1);
    const std::size_t dot = domain.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || !isLabel(domain.substr(dot + 1), 1, 1U << 20, false)) return false;
    std::string plain(domain.substr(0, dot));
    if (!isWordCharacter(firstOf(plain)) || plain.find('%') != std::string::npos) return false;
    plain.erase(std::remove(plain.begin(), plain.end(), '.'), plain.end());
    return isLabel(plain, 1, 1U << 20, true);
}

std::size_t headOf(std::string_view word) {
    std::size_t at = 0;
    for (;;) {
        const std::string_view rest = word.substr(at);
        if (rest.starts_with('(') || rest.starts_with('<'))
            at += 1;
        else if (rest.starts_with("&lt;"))
            at += 4;
        else
            return at;
    }
}

std::size_t tailOf(std::string_view word) {
    for (;;) {
        if (word.ends_with(')') || word.ends_with('>') || word.ends_with('.') || word.ends_with(','))
            word.remove_suffix(1);
        else if (word.ends_with("&gt;"))
            word.remove_suffix(4);
        else
            return word.size();
    }
}

std::size_t countOf(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size()))
        ++count;
    return count;
}

// A closing bracket whose opening bracket is inside the address belongs to it: moves the end of the address after it.
std::size_t balancedEnd(std::string_view word, std::size_t start, std::size_t end) {
    static constexpr std::pair<std::string_view, std::string_view> pairs[] = {{"(", ")"}, {"<", ">"}, {"&lt;", "&gt;"}};
    for (const auto& [open, close] : pairs) {
        const std::string_view middle = word.substr(start, end - start);
        const std::size_t opened = countOf(middle, open);
        if (opened <= countOf(middle, close)) continue;
        const std::size_t most = std::min(opened, countOf(word.substr(end), close));
        for (std::size_t i = 0; i < most; ++i) end = word.find(close, end) + close.size();
    }
    return end;
}

class LinkWriter {
public:
    LinkWriter(Buffer& out, const LinkOptions& options) : out_(out), options_(options) {}

    void word(std::string_view word) {
        const std::size_t start = headOf(word);
        const std::size_t end = balancedEnd(word, start, start + tailOf(word.substr(start)));
        const std::string_view middle = word.substr(start, end - start);
        out_.append(word.substr(0, start));
        if (isWebAddress(middle))
            web(middle);
        else if (middle.starts_with("mailto:") && isMailAddress(middle.substr(7)))
            mail("", middle, middle.substr(7));
        else if (!middle.starts_with("www.") && middle.find(':') == std::string_view::npos && isMailAddress(middle))
            mail("mailto:", middle, middle);
        else if (hasScheme(middle))
            link(middle, middle);
        else
            out_.append(middle);
        out_.append(word.substr(end));
    }

private:
    bool hasScheme(std::string_view address) const {
        return std::any_of(options_.schemes.begin(), options_.schemes.end(),
                           [&](auto scheme) { return address != scheme && address.starts_with(scheme); });
    }
    void web(std::string_view address) {
        const bool isWhole = address.starts_with("https://") || address.starts_with("http://");
        open(isWhole ? "" : "https://", address);
        shown(address);
        out_.append("</a>");
    }
    void link(std::string_view address, std::string_view text) {
        open("", address);
        out_.append(text);
        out_.append("</a>");
    }
    void open(std::string_view scheme, std::string_view address) {
        out_.append("<a href=\"");
        out_.append(scheme);
        out_.append(address);
        out_.push('"');
        attribute(" rel=\"", options_.rel);
        attribute(" target=\"", options_.target);
        out_.push('>');
    }
    void attribute(std::string_view start, std::string_view value) {
        if (value.empty()) return;
        out_.append(start);
        appendEscaped(out_, value);
        out_.push('"');
    }
    void shown(std::string_view address) {
        const auto length = static_cast<std::int64_t>(lengthOf(address));
        if (!options_.trimAt || length <= *options_.trimAt) return out_.append(address);
        const std::int64_t kept =
            *options_.trimAt < 0 ? std::max<std::int64_t>(0, length + *options_.trimAt) : *options_.trimAt;
        out_.append(cut(address, 0, static_cast<std::size_t>(kept)));
        out_.append("...");
    }
    void mail(std::string_view scheme, std::string_view address, std::string_view text) {
        out_.append("<a href=\"");
        out_.append(scheme);
        out_.append(address);
        out_.append("\">");
        out_.append(text);
        out_.append("</a>");
    }

    Buffer& out_;
    const LinkOptions& options_;
};

} // namespace

void appendUrlQuoted(Buffer& out, std::string_view text, bool inQuery) {
    static constexpr std::string_view hex = "0123456789ABCDEF";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain =
            isLatin(c) || isNumber(c) || c == '_' || c == '.' || c == '-' || c == '~' || (c == '/' && !inQuery);
        if (plain) {
            out.push(c);
        } else if (c == ' ' && inQuery) {
            out.push('+');
        } else {
            out.push('%');
            out.push(hex[byte >> 4]);
            out.push(hex[byte & 15]);
        }
    }
}

bool isScheme(std::string_view text) {
    std::size_t letters = 0;
    for (; !text.empty() && text[0] != ':'; text.remove_prefix(widthOfFirst(text)), ++letters) {
        const char32_t c = firstOf(text);
        if (!isWordCharacter(c) && c != '.' && c != '+' && c != '-') return false;
    }
    return letters >= 2 && (text == ":" || text == ":/" || text == "://");
}

void appendWithLinks(Buffer& out, std::string_view text, const LinkOptions& options) {
    LinkWriter writer(out, options);
    while (!text.empty()) {
        const std::size_t blank = text.size() - trimmedLeft(text).size();
        out.append(text.substr(0, blank));
        text.remove_prefix(blank);
        std::size_t end = 0;
        while (end < text.size() && !isSpace(firstOf(text.substr(end)))) end += widthOfFirst(text.substr(end));
        if (end != 0) writer.word(text.substr(0, end));
        text.remove_prefix(end);
    }
}

} // namespace pages_jinja
