// SPDX-License-Identifier: Apache-2.0
// Cache validators (RFC 9110 sections 8.8 and 13): a handler states the version of what it answers; if the client already has
// it, the answer is 304 without a body, and a change of another version is refused with 412. Not part of <portico/plugin.hpp>.
// Threads: that of the exchange. Errors: Error(PORTICO_INVALID) for a tag with bytes that it must not have.
//
// Example, a handler that renders only for clients without this version, and one that changes only the version that was read:
//
//     void show(portico::Exchange& x, const std::string& revision, const std::string& text) {
//         if (portico::answerUnchanged(x, {portico::weakTag(revision), 0})) return;
//         x.text(text);
//     }
//     void change(portico::Exchange& x, const std::string& revision) {
//         if (portico::answerUnchanged(x, {portico::strongTag(revision), 0})) return; // 412: If-Match names another one
//         x.text("changed");
//     }
#pragma once

#include <portico/exchange.hpp>
#include <portico/field_text.hpp>
#include <portico/http_date.hpp>

namespace portico {

// The version of an answer. Two versions must not have the same tag. A date alone tells versions of the same second not apart.
struct Validators {
    std::string etag;          // of weakTag or strongTag; empty: none
    std::int64_t modified = 0; // seconds since 1970; 0: unknown
};

// A tag of visible bytes without a quotation mark, such as a revision or a hash in hexadecimal. Weak: the same content, perhaps
// other bytes; right for most handlers, because the host compresses only answers whose tag is weak. Strong: the same bytes.
inline std::string strongTag(std::string_view opaque) {
    for (const char c : opaque)
        if (static_cast<unsigned char>(c) < 0x21 || c == '"' || c == '\x7f')
            throw Error(PORTICO_INVALID, "an entity tag has a byte that it must not have");
    return '"' + std::string(opaque) + '"';
}
inline std::string weakTag(std::string_view opaque) { return "W/" + strongTag(opaque); }

namespace detail {

struct EntityTag {
    bool isWeak;
    std::string_view opaque; // with its quotes
};

// Removes a tag from the front of `rest`. Commas and backslashes are ordinary bytes in it.
inline std::optional<EntityTag> takeTag(std::string_view& rest) noexcept {
    const bool isWeak = rest.substr(0, 2) == "W/";
    const std::size_t open = isWeak ? 2 : 0;
    const std::size_t close = rest.find('"', open + 1);
    if (rest.substr(open, 1) != "\"" || close == std::string_view::npos) return std::nullopt;
    const std::string_view opaque = rest.substr(open, close + 1 - open);
    for (const char c : opaque)
        if (static_cast<unsigned char>(c) < 0x21 || c == '\x7f') return std::nullopt;
    rest.remove_prefix(close + 1);
    return EntityTag{isWeak, opaque};
}

// Whether the list, or "*", names the tag. A malformed list names nothing.
inline bool namesTag(std::string_view list, std::string_view etag, bool isStrong) noexcept {
    if (trimmed(list) == "*") return true;
    const std::optional<EntityTag> own = takeTag(etag);
    bool isNamed = false;
    while (!(list = trimmed(list)).empty()) {
        if (list.front() != ',') {
            const std::optional<EntityTag> tag = takeTag(list);
            if (!tag) return false;
            isNamed = isNamed || (own && tag->opaque == own->opaque && !(isStrong && (tag->isWeak || own->isWeak)));
            list = trimmed(list);
        }
        if (!list.empty() && list.front() != ',') return false;
        list.remove_prefix(list.empty() ? 0 : 1);
    }
    return isNamed;
}

} // namespace detail

enum class Precondition {
    Holds,       // answer as without conditions
    NotModified, // 304
    Failed,      // 412
};

// What the conditions of the request say about this version, in the order of section 13.2.2. Does not answer.
inline Precondition checkPreconditions(const Exchange& x, const Validators& now) {
    const auto header = [&x](const char* name) { // one list, if the field is repeated
        std::optional<std::string> list;
        for (std::size_t at = 0; const auto line = x.header(name, at); ++at)
            list = list ? *list + ", " + std::string(*line) : std::string(*line);
        return list;
    };
    const auto changedSince = [&](const char* name) -> std::optional<bool> {
        const auto date = x.header(name);
        const auto since = date && now.modified != 0 ? parseHttpDate(*date, now.modified) : std::nullopt;
        return since ? std::optional<bool>(now.modified > *since) : std::nullopt;
    };
    const bool isRead = x.method() == "GET" || x.method() == "HEAD";
    if (const auto list = header("If-Match")) {
        if (!detail::namesTag(*list, now.etag, true)) return Precondition::Failed;
    } else if (changedSince("If-Unmodified-Since").value_or(false)) {
        return Precondition::Failed;
    }
    if (const auto list = header("If-None-Match")) {
        if (!detail::namesTag(*list, now.etag, false)) return Precondition::Holds;
        return isRead ? Precondition::NotModified : Precondition::Failed;
    }
    return isRead && !changedSince("If-Modified-Since").value_or(true) ? Precondition::NotModified
                                                                       : Precondition::Holds;
}

// States the version. True if that answered the request, with 304 or 412: the handler returns. Call it before anything else of
// the answer. `cacheControl` replaces the host's "no-store", with which no client would keep an answer; the default lets the
// client keep it for itself and ask each time.
inline bool answerUnchanged(Exchange& x, const Validators& now, std::string_view cacheControl = "private, no-cache") {
    const Precondition precondition = checkPreconditions(x, now);
    if (precondition == Precondition::Failed) return x.fail(412, "a condition of the request does not hold"), true;
    if (!now.etag.empty()) x.setHeader("ETag", now.etag);
    if (now.modified != 0) x.setHeader("Last-Modified", formatHttpDate(now.modified));
    x.setHeader("Cache-Control", cacheControl);
    if (precondition == Precondition::NotModified) x.status(304);
    return precondition == Precondition::NotModified;
}

} // namespace portico
