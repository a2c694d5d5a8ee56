// SPDX-License-Identifier: Apache-2.0
// Step: compresses the body, except where its compressed length could reveal a secret (BREACH): only answers that anyone could
// get are compressed. docs/decisions/0010-compression-and-breach.md has the reason.
#include "http/pipeline/content_encoder.h"
#include "http/pipeline/pipeline.h"
#include "http/syntax/fields/etag.h"
#include "http/syntax/fields/media_type.h"
#include "http/syntax/message/header_field.h"

#include <algorithm>
#include <array>

namespace portico::http {

namespace {

bool is(const Answer::Field& field, std::string_view name) { return syntax::equalsIgnoreCase(field.name, name); }

std::string_view valueOf(const Answer& answer, std::string_view name) {
    for (const Answer::Field& field : answer.fields())
        if (is(field, name)) return field.value;
    return {};
}

// An answer that anyone could get contains nobody's secret: the request has no credentials, and the answer sets none. A body may
// contain credentials, so only requests without one qualify.
bool isSameForAllVisitors(const Exchange& x) {
    return (x.request.method == "GET" || x.request.method == "HEAD") && !x.user && x.session.empty() &&
           !x.header("Cookie") && !x.header("Authorization") && !x.answer.has("Set-Cookie");
}

bool isText(std::string_view contentType) {
    constexpr std::array<std::string_view, 3> known = {"application/json", "application/javascript", "application/xml"};
    const auto type = syntax::parseMediaType(contentType);
    if (!type) return false;
    if (syntax::equalsIgnoreCase(type->type, "text")) return !type->is("text/event-stream");
    return type->subtype.ends_with("+xml") || type->subtype.ends_with("+json") ||
           std::any_of(known.begin(), known.end(), [&](std::string_view one) { return type->is(one); });
}

// A strong tag and ranges refer to exactly these bytes; no-transform forbids a change.
bool mayChange(const Answer& answer) {
    const auto tag = syntax::parseEntityTag(valueOf(answer, "ETag"));
    return !(answer.has("ETag") && !(tag && tag->weak)) && !answer.has("Content-Encoding") &&
           std::none_of(answer.fields().begin(), answer.fields().end(), [](const Answer::Field& field) {
               return is(field, "Cache-Control") && syntax::listHas(field.value, "no-transform");
           });
}

// Compresses even if it saves little, if the client accepts nothing else.
bool isWorthCompressing(const Exchange& x, const syntax::CodingOrder& codings) {
    const Compression& wanted = x.snapshot.compression;
    return wanted.enabled && x.answer.status == 200 && x.answer.pieces.empty() &&
           (x.answer.body.size() >= wanted.least || !codings.takes(syntax::Coding::Identity)) &&
           isText(valueOf(x.answer, "Content-Type"));
}

void pack(Exchange& x, const syntax::CodingOrder& codings) {
    if (!isWorthCompressing(x, codings) || !mayChange(x.answer) || !isSameForAllVisitors(x)) return;
    x.answer.add("Vary", "Accept-Encoding");
    if (codings.size() == 0) return;
    std::optional<std::string> packed = encode(x.answer.body, *codings.begin());
    if (!packed) return;
    x.answer.set("Content-Encoding", syntax::nameOf(*codings.begin()));
    x.answer.body = std::move(*packed);
}

// RFC 9110 section 12.5.3: if the client refuses identity, it gets a 406 for a page as for an asset. A POST has already taken
// effect, so its answer is sent anyway.
bool refusesAsItIs(const Exchange& x, const syntax::CodingOrder& codings) {
    return !codings.takes(syntax::Coding::Identity) && (x.request.method == "GET" || x.request.method == "HEAD") &&
           x.answer.status == 200 && !x.answer.has("Content-Encoding");
}

} // namespace

void compress(Exchange& x) {
    const auto accepted = x.header("Accept-Encoding");
    const syntax::CodingOrder codings = syntax::codingsFor(accepted);
    pack(x, codings);
    if (!accepted || !refusesAsItIs(x, codings)) return;
    x.answer.fail(406, "the client accepts no available coding of the page");
    x.answer.add("Vary", "Accept-Encoding");
    render(x);
}

} // namespace portico::http
