// SPDX-License-Identifier: Apache-2.0
// One request and its answer.
#include "http/exchange.h"

#include "http/syntax/header_field.h"
#include "http/syntax/media_type.h"

namespace portico::http {

std::optional<std::string_view> Exchange::header(std::string_view name, std::size_t index) const noexcept {
    for (const HeaderView& header : request.headers)
        if (syntax::equalsIgnoreCase(header.name, name) && index-- == 0) return header.value;
    return std::nullopt;
}

std::string_view Exchange::wholeBody() const noexcept {
    if (body) return *body;
    return target != nullptr && target->takesPieces ? std::string_view() : request.body;
}

BodyReader& Exchange::bodyReader() {
    if (bodyReader_) return *bodyReader_;
    if (!target->takesPieces) return bodyReader_.emplace(wholeBody(), nullptr, SIZE_MAX);
    Client* client = request.bodyPending ? request.client : nullptr;
    return bodyReader_.emplace(request.body, client, generation.limits.upload);
}

int Exchange::bodyFault() const noexcept {
    if (bodyReader_ && bodyReader_->fault() != 0) return bodyReader_->fault();
    return parts ? parts->fault() : 0;
}

namespace {

syntax::FormLimits formLimits(const Limits& limits) noexcept {
    return {limits.formFields, limits.formNameBytes, limits.formValueBytes};
}

} // namespace

std::string_view Exchange::parseQueryAndCookies() {
    std::string_view wrong;
    if (!query.empty()) {
        auto fields = syntax::parseForm(query, formLimits(generation.limits), &wrong);
        if (!fields) return wrong;
        queryFields_ = std::move(*fields);
    }
    return parseCookieLine();
}

std::string_view Exchange::parseForm() {
    if (wholeBody().empty() || !syntax::isUrlencodedForm(header("Content-Type").value_or(""))) return {};
    std::string_view wrong;
    auto fields = syntax::parseForm(wholeBody(), formLimits(generation.limits), &wrong);
    if (!fields) return wrong;
    formFields_ = std::move(*fields);
    return {};
}

std::string_view Exchange::parseCookieLine() {
    std::string_view line = header("Cookie").value_or("");
    for (std::size_t i = 1; const auto more = header("Cookie", i); ++i) {
        if (cookieLine_.empty()) cookieLine_ = line;
        line = cookieLine_.append("; ").append(*more);
    }
    std::string_view wrong;
    auto cookies = syntax::parseCookies(line, {.bytes = line.size()}, &wrong); // the wire has bounded the head
    if (!cookies) return wrong;
    cookies_ = std::move(*cookies);
    return {};
}

std::string_view Exchange::csrfToken() {
    if (csrfToken_.empty()) csrfToken_ = generation.csrf.token(session);
    return csrfToken_;
}

} // namespace portico::http
