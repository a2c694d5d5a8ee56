// SPDX-License-Identifier: Apache-2.0
// Properties of an asset that follow from its name.
#include "http/assets/asset_type.h"

#include "base/byte_set.h"
#include "http/syntax/message/header_field.h"

#include <algorithm>
#include <array>
#include <utility>

namespace portico::http {

namespace {

constexpr std::string_view unknownType = "application/octet-stream";

using Row = std::pair<std::string_view, std::string_view>;

constexpr std::array<Row, 85> builtIn = {{
    {"css", "text/css"},
    {"js", "text/javascript"},
    {"mjs", "text/javascript"},
    {"html", "text/html"},
    {"htm", "text/html"},
    {"xhtml", "application/xhtml+xml"},
    {"svg", "image/svg+xml"},
    {"svgz", "image/svg+xml"},
    {"png", "image/png"},
    {"apng", "image/apng"},
    {"jpg", "image/jpeg"},
    {"jpeg", "image/jpeg"},
    {"gif", "image/gif"},
    {"webp", "image/webp"},
    {"avif", "image/avif"},
    {"jxl", "image/jxl"},
    {"heic", "image/heic"},
    {"heif", "image/heif"},
    {"bmp", "image/bmp"},
    {"tif", "image/tiff"},
    {"tiff", "image/tiff"},
    {"ico", "image/x-icon"},
    {"cur", "image/x-icon"},
    {"woff2", "font/woff2"},
    {"woff", "font/woff"},
    {"ttf", "font/ttf"},
    {"otf", "font/otf"},
    {"ttc", "font/collection"},
    {"eot", "application/vnd.ms-fontobject"},
    {"json", "application/json"},
    {"map", "application/json"},
    {"geojson", "application/geo+json"},
    {"jsonld", "application/ld+json"},
    {"topojson", "application/json"},
    {"webmanifest", "application/manifest+json"},
    {"xml", "application/xml"},
    {"rss", "application/rss+xml"},
    {"atom", "application/atom+xml"},
    {"xsl", "application/xslt+xml"},
    {"yaml", "application/yaml"},
    {"yml", "application/yaml"},
    {"txt", "text/plain"},
    {"text", "text/plain"},
    {"log", "text/plain"},
    {"md", "text/markdown"},
    {"csv", "text/csv"},
    {"tsv", "text/tab-separated-values"},
    {"ics", "text/calendar"},
    {"vcf", "text/vcard"},
    {"vtt", "text/vtt"},
    {"srt", "application/x-subrip"},
    {"pdf", "application/pdf"},
    {"epub", "application/epub+zip"},
    {"wasm", "application/wasm"},
    {"glb", "model/gltf-binary"},
    {"gltf", "model/gltf+json"},
    {"mp3", "audio/mpeg"},
    {"m4a", "audio/mp4"},
    {"aac", "audio/aac"},
    {"flac", "audio/flac"},
    {"ogg", "audio/ogg"},
    {"oga", "audio/ogg"},
    {"opus", "audio/ogg"},
    {"wav", "audio/wav"},
    {"weba", "audio/webm"},
    {"mid", "audio/midi"},
    {"m3u", "audio/mpegurl"},
    {"m3u8", "application/vnd.apple.mpegurl"},
    {"mpd", "application/dash+xml"},
    {"mp4", "video/mp4"},
    {"m4v", "video/mp4"},
    {"m4s", "video/iso.segment"},
    {"webm", "video/webm"},
    {"ogv", "video/ogg"},
    {"mov", "video/quicktime"},
    {"mkv", "video/matroska"},
    {"ts", "video/mp2t"},
    {"zip", "application/zip"},
    {"gz", "application/gzip"},
    {"br", unknownType},
    {"bz2", "application/x-bzip2"},
    {"xz", "application/x-xz"},
    {"zst", "application/zstd"},
    {"7z", "application/x-7z-compressed"},
    {"tar", "application/x-tar"},
}};

// Files without an extension, mostly below /.well-known/. assets.types adds others.
constexpr std::array<Row, 9> builtInNames = {{
    {"apple-app-site-association", "application/json"},
    {"openid-configuration", "application/json"},
    {"oauth-authorization-server", "application/json"},
    {"oauth-protected-resource", "application/json"},
    {"jwks", "application/jwk-set+json"},
    {"webfinger", "application/jrd+json"},
    {"host-meta", "application/xrd+xml"},
    {"nodeinfo", "application/json"},
    {"gpc", "application/json"},
}};

// Types whose data is compressed. Listed one by one below "audio/", "font/" and the like, because others there are uncompressed.
constexpr auto packedTypes = std::to_array<std::string_view>({"image/png",
                                                              "image/apng",
                                                              "image/jpeg",
                                                              "image/gif",
                                                              "image/webp",
                                                              "image/avif",
                                                              "image/jxl",
                                                              "image/heic",
                                                              "image/heif",
                                                              "image/jp2",
                                                              "audio/mpeg",
                                                              "audio/mp4",
                                                              "audio/aac",
                                                              "audio/flac",
                                                              "audio/ogg",
                                                              "audio/webm",
                                                              "font/woff",
                                                              "font/woff2",
                                                              "application/zip",
                                                              "application/gzip",
                                                              "application/x-bzip2",
                                                              "application/x-xz",
                                                              "application/zstd",
                                                              "application/x-7z-compressed",
                                                              "application/vnd.rar",
                                                              "application/x-rar-compressed",
                                                              "application/java-archive",
                                                              "application/vnd.android.package-archive",
                                                              "application/vnd.debian.binary-package",
                                                              "application/x-debian-package",
                                                              "application/x-redhat-package-manager",
                                                              "application/x-rpm"});

bool isPackedType(std::string_view type) noexcept {
    type = type.substr(0, type.find(';'));
    return type.starts_with("video/") || type.ends_with("+zip") ||
           type.starts_with("application/vnd.openxmlformats-officedocument.") ||
           type.starts_with("application/vnd.oasis.opendocument.") ||
           std::ranges::find(packedTypes, type) != packedTypes.end();
}

std::string withCharset(std::string_view type) {
    const bool says = type.find("charset") != std::string_view::npos;
    return std::string(type) + (type.starts_with("text/") && !says ? "; charset=utf-8" : "");
}

constexpr base::ByteSet hexLetters = base::ByteSet().withRange('a', 'f');
constexpr base::ByteSet hexBytes = base::digitBytes.withRange('a', 'f');

bool isHash(std::string_view text) noexcept {
    return text.size() >= 8 && text.size() <= 64 && hexBytes.hasAll(text) && !base::digitBytes.hasAll(text) &&
           !hexLetters.hasAll(text);
}

} // namespace

AssetTypes::AssetTypes(const Table& own, const Table& systems) {
    for (const auto& [extension, type] : systems) put(extension, type);
    for (const auto& [extension, type] : builtIn) put(extension, type);
    for (const auto& [name, type] : builtInNames) names_[std::string(name)] = {std::string(type), false, false};
    for (const auto& [key, type] : own) {
        names_[key] = {withCharset(type), isPackedType(type), false};
        if (key.find('.') == std::string::npos) put(syntax::inLowerCase(key), type);
    }
}

void AssetTypes::put(std::string_view key, std::string_view type) {
    // Browsers show gzip as an image only with Content-Encoding.
    const bool isPackedSvg = key == "svgz" && type.starts_with("image/svg+xml");
    extensions_[std::string(key)] = {withCharset(type), isPackedType(type) || key == "br" || isPackedSvg, isPackedSvg};
}

const AssetTypes::Kind* AssetTypes::kindOf(std::string_view name) const noexcept {
    name.remove_prefix(name.rfind('/') + 1); // npos + 1 is 0
    if (const auto known = names_.find(name); known != names_.end()) return &known->second;
    const std::size_t dot = name.rfind('.');
    std::array<char, 32> lower{};
    const std::string_view extension = dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
    if (extension.empty() || extension.size() > lower.size()) return nullptr;
    std::ranges::transform(extension, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const auto known = extensions_.find(std::string_view(lower.data(), extension.size()));
    return known != extensions_.end() ? &known->second : nullptr;
}

std::string_view AssetTypes::contentTypeOf(std::string_view name) const noexcept {
    const Kind* kind = kindOf(name);
    return kind != nullptr ? std::string_view(kind->contentType) : unknownType;
}

bool AssetTypes::isPacked(std::string_view name) const noexcept {
    const Kind* kind = kindOf(name);
    return kind != nullptr && kind->packed;
}

bool AssetTypes::isGzip(std::string_view name) const noexcept {
    const Kind* kind = kindOf(name);
    return kind != nullptr && kind->gzip;
}

bool isFingerprinted(std::string_view name) noexcept {
    const std::string_view file = name.substr(name.rfind('/') + 1); // npos + 1 is 0: all of it
    const std::size_t last = file.rfind('.');
    if (last == std::string_view::npos || last == 0) return false;
    const std::string_view extension = file.substr(last + 1);
    if (extension.empty() || !base::alphanumericBytes.hasAll(extension)) return false;
    const std::size_t dot = file.rfind('.', last - 1);
    return dot != std::string_view::npos && dot > 0 && isHash(file.substr(dot + 1, last - dot - 1));
}

} // namespace portico::http
