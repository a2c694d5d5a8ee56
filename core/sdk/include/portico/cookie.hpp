// SPDX-License-Identifier: Apache-2.0
// A cookie of a plugin: its name and attributes, once for reading, setting and removing it. Not part of <portico/plugin.hpp>.
// The defaults are safe: HttpOnly, SameSite=Lax, the path of the site, no Domain, over TLS Secure and a name that other hosts
// cannot set. A cookie belongs to its visitor, who can read and change its value: sign it, or store only an identifier.
// Threads: a Cookie is immutable after it was built; get, set and remove belong to the thread of the exchange.
// Errors: the functions that build a cookie, and set, throw Error(PORTICO_INVALID).
//
// Example:
//
//     class Theme {
//     public:
//         std::string_view of(const portico::Exchange& x) const { return cookie_.get(x).value_or("light"); }
//         void choose(portico::Exchange& x, std::string_view theme) const { cookie_.set(x, theme); }
//         void forget(portico::Exchange& x) const { cookie_.remove(x); }
//
//     private:
//         portico::Cookie cookie_ = portico::Cookie("theme").lifetime(std::chrono::hours(24 * 365));
//     };
#pragma once

#include <portico/exchange.hpp>
#include <portico/field_text.hpp>

namespace portico {

enum class SameSite {
    Lax,    // not sent with forms and pictures of other sites
    Strict, // also not sent if a visitor follows a link from another site
    None    // sent with every request; browsers accept it only over TLS
};

class Cookie {
public:
    static constexpr std::size_t longest = 4096; // bytes of name and value, as in RFC 6265bis
    static constexpr std::chrono::seconds longestLifetime{400l * 24 * 60 * 60}; // browsers shorten a longer one to this

    // `name` is a token without a prefix: the host name rules "__Host-" and "__Secure-" are applied by name().
    explicit Cookie(std::string_view name) : name_(name) {
        if (!isToken(name) || name.size() > 256) throw invalid("the name of a cookie is not a token");
        if (beginsIgnoreCase(name, "__Host-") || beginsIgnoreCase(name, "__Secure-"))
            throw invalid("the name of a cookie begins with a prefix, which name() adds");
    }

    // How long the browser keeps it, from one second to `longestLifetime`. Without: until the browser is closed.
    Cookie lifetime(std::chrono::seconds time) const {
        if (time.count() < 1 || time > longestLifetime)
            throw invalid("the lifetime of a cookie is not 1 s to 400 days");
        Cookie changed(*this);
        changed.lifetime_ = time;
        return changed;
    }
    // Only for requests of this path of the site and below: "/shop". Such a cookie cannot have the prefix "__Host-".
    Cookie path(std::string_view below) const {
        if (below.empty() || below.front() != '/' || !isAttribute(below)) throw invalid("the path of a cookie is bad");
        Cookie changed(*this);
        changed.path_ = below;
        return changed;
    }
    Cookie sameSite(SameSite rule) const {
        Cookie changed(*this);
        changed.sameSite_ = rule;
        return changed;
    }
    // For cookies that are no secret: scripts of the page may read and change it.
    Cookie forScripts() const {
        Cookie changed(*this);
        changed.isForScripts_ = true;
        return changed;
    }

    // The name in the browser. Over TLS, "__Host-" in front if the cookie is for the whole host, otherwise "__Secure-":
    // browsers accept it only over TLS, and with "__Host-" only from this host, so that no sibling host can plant one.
    std::string name(const Exchange& x) const {
        if (!x.secure()) return name_;
        return (pathFor(x) == "/" ? "__Host-" : "__Secure-") + name_;
    }

    // The value that the visitor sent. A cookie that occurs twice is ambiguous and counts as absent.
    std::optional<std::string_view> get(const Exchange& x) const {
        const std::string name = this->name(x);
        return x.cookie(name, 1) ? std::nullopt : x.cookie(name);
    }

    // `value`: visible ASCII without quotation mark, comma, semicolon and backslash; encode anything else.
    void set(Exchange& x, std::string_view value) const {
        if (!isValue(value)) throw invalid("the value of a cookie has a byte that it must not have");
        const std::string name = this->name(x);
        if (name.size() + value.size() > longest) throw invalid("a cookie is longer than 4096 bytes");
        std::string attributes;
        if (lifetime_.count() != 0) attributes = "; Max-Age=" + std::to_string(lifetime_.count());
        send(x, name, value, attributes);
    }
    void remove(Exchange& x) const { send(x, name(x), "", "; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT"); }

private:
    static Error invalid(const char* why) { return Error(PORTICO_INVALID, why); }
    static bool isVisible(std::string_view text, std::string_view except) noexcept {
        for (const char c : text)
            if (c < 0x21 || c > 0x7e || except.find(c) != std::string_view::npos) return false;
        return true;
    }
    static bool isValue(std::string_view text) noexcept { return isVisible(text, "\",;\\"); }
    static bool isAttribute(std::string_view text) noexcept { return text.size() <= 1024 && isVisible(text, ";"); }

    // Below a base path "/app" the path is "/app", which also covers "/app/".
    std::string pathFor(const Exchange& x) const {
        if (path_ != "/") return x.url(path_);
        return x.base().empty() ? "/" : std::string(x.base());
    }
    void send(Exchange& x, const std::string& name, std::string_view value, const std::string& lifetime) const {
        if (sameSite_ == SameSite::None && !x.secure()) throw invalid("a cookie with SameSite=None needs TLS");
        std::string line = name;
        line.append("=").append(value).append(lifetime).append("; Path=").append(pathFor(x));
        if (!isForScripts_) line += "; HttpOnly";
        line += sameSite_ == SameSite::Lax      ? "; SameSite=Lax"
                : sameSite_ == SameSite::Strict ? "; SameSite=Strict"
                                                : "; SameSite=None";
        if (x.secure()) line += "; Secure";
        x.addHeader("Set-Cookie", line);
    }

    std::string name_;
    std::string path_ = "/";
    std::chrono::seconds lifetime_{0};
    SameSite sameSite_ = SameSite::Lax;
    bool isForScripts_ = false;
};

} // namespace portico
