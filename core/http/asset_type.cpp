// SPDX-License-Identifier: Apache-2.0
// What the name of a static file says about it.
#include "http/asset_type.h"

#include "http/syntax/byte_set.h"
#include "http/syntax/header_field.h"

#include <algorithm>
#include <array>

namespace portico::http {

namespace {

struct Kind {
    std::string_view extension, contentType;
    bool packed = false;
};

constexpr std::array<Kind, 37> kinds = {{
    {"css", "text/css; charset=utf-8"},
    {"js", "text/javascript; charset=utf-8"},
    {"mjs", "text/javascript; charset=utf-8"},
    {"svg", "image/svg+xml"},
    {"png", "image/png", true},
    {"jpg", "image/jpeg", true},
    {"jpeg", "image/jpeg", true},
    {"gif", "image/gif", true},
    {"webp", "image/webp", true},
    {"avif", "image/avif", true},
    {"ico", "image/x-icon"},
    {"woff2", "font/woff2", true},
    {"woff", "font/woff", true},
    {"ttf", "font/ttf"},
    {"otf", "font/otf"},
    {"json", "application/json"},
    {"map", "application/json"},
    {"webmanifest", "application/manifest+json"},
    {"html", "text/html; charset=utf-8"},
    {"htm", "text/html; charset=utf-8"},
    {"xml", "application/xml"},
    {"txt", "text/plain; charset=utf-8"},
    {"md", "text/markdown; charset=utf-8"},
    {"csv", "text/csv; charset=utf-8"},
    {"ics", "text/calendar; charset=utf-8"},
    {"vtt", "text/vtt; charset=utf-8"},
    {"pdf", "application/pdf"},
    {"wasm", "application/wasm"},
    {"mp3", "audio/mpeg", true},
    {"ogg", "audio/ogg", true},
    {"mp4", "video/mp4", true},
    {"webm", "video/webm", true},
    {"zip", "application/zip", true},
    {"gz", "application/gzip", true},
    {"br", "application/octet-stream", true},
    {"xz", "application/x-xz", true},
    {"zst", "application/zstd", true},
}};
constexpr Kind unknown = {"", "application/octet-stream"};

constexpr syntax::ByteSet hexLetters = syntax::ByteSet().withRange('a', 'f');
constexpr syntax::ByteSet hexBytes = syntax::digitBytes.withRange('a', 'f');

const Kind& kindOf(std::string_view name) noexcept {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos) return unknown;
    const auto* const known = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& kind) {
        return syntax::equalsIgnoreCase(kind.extension, name.substr(dot + 1));
    });
    return known != kinds.end() ? *known : unknown;
}

bool isHash(std::string_view text) noexcept {
    return text.size() >= 8 && text.size() <= 64 && hexBytes.hasAll(text) && !syntax::digitBytes.hasAll(text) &&
           !hexLetters.hasAll(text);
}

} // namespace

std::string_view contentTypeOf(std::string_view name) noexcept { return kindOf(name).contentType; }

bool isPacked(std::string_view name) noexcept { return kindOf(name).packed; }

bool isFingerprinted(std::string_view name) noexcept {
    const std::string_view file = name.substr(name.rfind('/') + 1); // npos + 1 is 0: all of it
    const std::size_t last = file.rfind('.');
    if (last == std::string_view::npos || last == 0) return false;
    const std::string_view extension = file.substr(last + 1);
    if (extension.empty() || !syntax::alphanumericBytes.hasAll(extension)) return false;
    const std::size_t dot = file.rfind('.', last - 1);
    return dot != std::string_view::npos && dot > 0 && isHash(file.substr(dot + 1, last - dot - 1));
}

} // namespace portico::http
