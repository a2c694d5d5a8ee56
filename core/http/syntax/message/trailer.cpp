// SPDX-License-Identifier: Apache-2.0
// The trailer of a chunked body.
#include "http/syntax/message/trailer.h"

#include <algorithm>
#include <array>

namespace portico::http::syntax {

namespace {

constexpr auto headerOnly = std::to_array<std::string_view>({"Age",
                                                             "Authorization",
                                                             "Cache-Control",
                                                             "Connection",
                                                             "Content-Disposition",
                                                             "Content-Encoding",
                                                             "Content-Length",
                                                             "Content-Range",
                                                             "Content-Type",
                                                             "Cookie",
                                                             "Date",
                                                             "Expect",
                                                             "Expires",
                                                             "Forwarded",
                                                             "Host",
                                                             "Keep-Alive",
                                                             "Location",
                                                             "Max-Forwards",
                                                             "Origin",
                                                             "Pragma",
                                                             "Range",
                                                             "Referer",
                                                             "Retry-After",
                                                             "Set-Cookie",
                                                             "TE",
                                                             "Trailer",
                                                             "Transfer-Encoding",
                                                             "Upgrade",
                                                             "User-Agent",
                                                             "Vary",
                                                             "Via",
                                                             "WWW-Authenticate",
                                                             "X-CSRF-Token",
                                                             "X-Real-IP"});
constexpr auto headerOnlyPrefixes =
    std::to_array<std::string_view>({"Accept", "Access-Control-", "If-", "Proxy-", "Sec-", "X-Forwarded"});

} // namespace

bool mayBeInTrailer(std::string_view name) noexcept {
    return std::ranges::none_of(headerOnly, [&](std::string_view own) { return equalsIgnoreCase(name, own); }) &&
           std::ranges::none_of(headerOnlyPrefixes, [&](std::string_view prefix) {
               return equalsIgnoreCase(name.substr(0, prefix.size()), prefix);
           });
}

FieldLines::Step Trailer::next(std::string_view input) {
    const FieldLines::Step step = lines_.next(input);
    if (step.state == FieldLines::State::Field && mayBeInTrailer(step.field.name)) keep(step.field);
    isComplete_ = step.state == FieldLines::State::End;
    return step;
}

void Trailer::keep(const Field& field) {
    const std::size_t name = text_.size();
    text_.append(field.name).append(field.value);
    places_.push_back({name, name + field.name.size(), text_.size()});
}

Field Trailer::operator[](std::size_t index) const noexcept {
    const Place& place = places_[index];
    const std::string_view text = text_;
    return {text.substr(place.name, place.value - place.name), text.substr(place.value, place.end - place.value)};
}

} // namespace portico::http::syntax
