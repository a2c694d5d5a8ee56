// SPDX-License-Identifier: Apache-2.0
// The answer of an exchange while it is being created.
#include "http/exchange/answer.h"

#include "http/syntax/message/header_field.h"

#include <algorithm>
#include <array>

#include <utility>

namespace portico::http {

namespace {

// Fields that frame the message or are written by the step respond.
constexpr std::array<std::string_view, 9> ours = {"Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive",
                                                  "Date",           "Upgrade",           "Trailer",    "TE",
                                                  "X-Request-Id"};

// Fields that describe the intended answer, in addition to Content-...: caching or redirecting an error page would be a second
// fault.
constexpr std::array<std::string_view, 6> ofTheBody = {"Accept-Ranges", "Cache-Control", "ETag",
                                                       "Expires",       "Last-Modified", "Location"};

bool describesTheBody(std::string_view name) {
    return syntax::equalsIgnoreCase(name.substr(0, 8), "Content-") ||
           std::any_of(ofTheBody.begin(), ofTheBody.end(),
                       [&](auto own) { return syntax::equalsIgnoreCase(own, name); });
}

bool sendable(std::string_view name, std::string_view value) {
    return syntax::isToken(name) && syntax::isFieldValue(value) &&
           std::none_of(ours.begin(), ours.end(), [&](auto own) { return syntax::equalsIgnoreCase(own, name); });
}

} // namespace

bool Answer::set(std::string_view name, std::string_view value) {
    if (!sendable(name, value)) return false;
    remove(name);
    fields_.push_back({std::string(name), std::string(value)});
    return true;
}

void Answer::remove(std::string_view name) {
    std::erase_if(fields_, [&](const Field& field) { return syntax::equalsIgnoreCase(field.name, name); });
}

bool Answer::add(std::string_view name, std::string_view value) {
    if (!sendable(name, value)) return false;
    fields_.push_back({std::string(name), std::string(value)});
    return true;
}

void Answer::addChallenges(const Answer& of) {
    constexpr std::string_view challenge = "WWW-Authenticate";
    for (const Field& field : of.fields_) {
        if (!syntax::equalsIgnoreCase(field.name, challenge)) continue;
        const bool isKnown = std::any_of(fields_.begin(), fields_.end(), [&](const Field& own) {
            return syntax::equalsIgnoreCase(own.name, challenge) && own.value == field.value;
        });
        if (!isKnown) fields_.push_back(field);
    }
}

bool Answer::has(std::string_view name) const noexcept {
    return std::any_of(fields_.begin(), fields_.end(),
                       [&](const Field& field) { return syntax::equalsIgnoreCase(field.name, name); });
}

std::optional<std::string_view> Answer::find(std::string_view name, std::size_t index) const noexcept {
    for (const Field& field : fields_)
        if (syntax::equalsIgnoreCase(field.name, name) && index-- == 0) return field.value;
    return std::nullopt;
}

void Answer::redirect(int code, std::string_view location) {
    status = code;
    failed = false;
    body.clear();
    pieces.clear();
    page = {};
    if (!set("Location", location)) set("Location", "/");
}

void Answer::fail(int code, std::string_view why) {
    status = code;
    failed = true;
    reason = why;
    detail = {};
    refusesForm = false;
    body.clear();
    pieces.clear();
    page = {};
    std::erase_if(fields_, [](const Field& field) { return describesTheBody(field.name); });
}

std::uint64_t Answer::contentLength() const noexcept {
    if (pieces.empty()) return taken_ + body.size();
    std::uint64_t length = 0;
    for (const wire::Piece& piece : pieces) {
        const auto* text = std::get_if<std::string>(&piece);
        length += text != nullptr ? text->size() : std::get_if<wire::FileStretch>(&piece)->length;
    }
    return length;
}

std::vector<wire::Piece> Answer::takeBody() {
    taken_ = contentLength();
    if (pieces.empty()) pieces.emplace_back(std::move(body));
    body.clear();
    return std::exchange(pieces, {});
}

} // namespace portico::http
