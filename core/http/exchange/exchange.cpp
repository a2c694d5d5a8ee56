// SPDX-License-Identifier: Apache-2.0
// One request and its answer.
#include "http/exchange/exchange.h"

#include "http/exchange/pre_session.h"
#include "http/syntax/fields/media_type.h"
#include "http/syntax/fields/traceparent.h"
#include "http/syntax/message/header_field.h"
#include "http/syntax/url/path.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>

namespace portico::http {

// Strict: a method beyond the standard ones is unsafe, even if its definition says otherwise, as for PROPFIND.
bool Exchange::isUnsafe() const noexcept {
    return request.method != "GET" && request.method != "HEAD" && request.method != "OPTIONS";
}

const GuardRule* Exchange::pathGuard(std::string_view asked) const noexcept {
    while (asked.size() > 1 && asked.back() == '/') asked.remove_suffix(1); // {rest*} matches "/a/" as well as "/a"
    const auto found = snapshot.pathGuards.find(asked);
    return found == snapshot.pathGuards.end() ? &target->extraGuard : &found->second;
}

std::array<const GuardRule*, 4> Exchange::guards() const noexcept {
    return {&target->guard, &target->extraGuard, pathGuard(path), pathGuard(sentPath.empty() ? path : sentPath)};
}

std::optional<std::string_view> Exchange::header(std::string_view name, std::size_t index) const noexcept {
    for (const HeaderView& header : request.headers)
        if (syntax::equalsIgnoreCase(header.name, name) && index-- == 0) return header.value;
    return std::nullopt;
}

// A second header makes both invalid.
std::string_view Exchange::traceId() const noexcept {
    const auto value = header("traceparent");
    if (!value || header("traceparent", 1)) return {};
    const auto trace = syntax::parseTraceparent(*value);
    return trace ? trace->traceId : std::string_view();
}

std::string Exchange::logSubject() const {
    std::string subject = std::string("request ").append(id);
    if (const std::string_view trace = traceId(); !trace.empty()) subject.append(" trace ").append(trace);
    return subject;
}

const wire::TlsDetails& Exchange::tlsDetails() {
    if (!tlsDetails_) tlsDetails_ = request.client != nullptr ? request.client->tlsDetails() : wire::TlsDetails();
    return *tlsDetails_;
}

void Exchange::forgetIdentity() noexcept {
    identified = false;
    user.reset();
    session = {};
    verdict = capabilities::Auth::Verdict::Stranger;
    identifiedBy = nullptr;
}

std::string_view Exchange::wholeBody() const noexcept {
    if (body) return *body;
    return target != nullptr && target->takesPieces ? std::string_view() : request.body;
}

BodyReader& Exchange::bodyReader() {
    if (bodyReader_) return *bodyReader_;
    if (!target->takesPieces) return bodyReader_.emplace(wholeBody(), nullptr, SIZE_MAX);
    Client* client = request.bodyPending ? request.client : nullptr;
    return bodyReader_.emplace(request.body, client, mostBody());
}

std::size_t Exchange::mostBody() const noexcept {
    const std::size_t most = target->takesPieces ? snapshot.limits.upload : snapshot.limits.body;
    return target->bodyLimit == 0 ? most : std::min<std::size_t>(most, target->bodyLimit);
}

int Exchange::bodyFault() const noexcept {
    if (bodyReader_ && bodyReader_->fault() != 0) return bodyReader_->fault();
    return parts ? parts->fault() : 0;
}

std::string_view Exchange::bodyFaultReason() const noexcept {
    if (parts && !parts->reason().empty()) return parts->reason();
    return "the body is malformed, too long or too slow, or too many bodies are being read";
}

namespace {

syntax::FormLimits formLimits(const Limits& limits) noexcept {
    return {limits.formFields, limits.formNameBytes, limits.formValueBytes};
}

} // namespace

std::optional<syntax::Form> Exchange::parsedQuery(std::string_view text, std::string_view* wrong) const {
    return text.empty() ? syntax::Form() : syntax::parseForm(text, formLimits(snapshot.limits), wrong);
}

std::string_view Exchange::parseQueryAndCookies() {
    std::string_view wrong;
    auto fields = parsedQuery(query, &wrong);
    if (!fields) return wrong;
    queryFields_ = std::move(*fields);
    return parseCookieLine();
}

bool Exchange::rewrite(std::string_view to) {
    const std::string_view kept = copyInto(memory, to); // the query is a view of it
    syntax::RequestTarget parsed = syntax::parseTarget(kept, snapshot.limits.target);
    if (!parsed.ok() || parsed.form != syntax::RequestTarget::Form::Origin) return false;
    if (kept.find('?') != std::string_view::npos) {
        auto fields = parsedQuery(parsed.query, nullptr);
        if (!fields) return false;
        query = parsed.query;
        queryFields_ = std::move(*fields);
    }
    if (sentPath.empty()) sentPath = copyInto(memory, path);
    path = std::move(parsed.path);
    return true;
}

std::string_view Exchange::parseForm() {
    if (wholeBody().empty() || !syntax::isUrlencodedForm(header("Content-Type").value_or(""))) return {};
    std::string_view wrong;
    auto fields = syntax::parseForm(wholeBody(), formLimits(snapshot.limits), &wrong);
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
    auto cookies = syntax::parseCookies(line, {.bytes = line.size()}, &wrong); // the wire has limited the head
    if (!cookies) return wrong;
    cookies_ = std::move(*cookies);
    return {};
}

namespace {

// Maximum age of a token without a session. With a session, tokens end with it. A form that was open for longer is shown again,
// filled in.
constexpr std::int64_t mostTokenAge = std::int64_t{24} * 3600;

} // namespace

// The prefixes distinguish sessions from pre-sessions with the same value. A token created before a login by HTTP Basic, which
// has no session, is invalid after it.
std::string Exchange::csrfOwner(std::string_view preSession) const {
    if (!session.empty()) return std::string("session ").append(session);
    std::string owner = std::string("pre-session ").append(preSession);
    if (user) owner.append(" ").append(view(user->id));
    return owner;
}

std::string_view Exchange::csrfToken() {
    if (!csrfToken_.empty()) return csrfToken_;
    if (session.empty()) {
        const auto sent = sentPreSession(*this);
        preSession_ = sent ? std::string(*sent) : newPreSession();
    }
    csrfToken_ = snapshot.csrf.token(csrfOwner(preSession_), std::time(nullptr));
    return csrfToken_;
}

bool Exchange::isCsrfToken(std::string_view token) const {
    const auto sent = sentPreSession(*this);
    if (session.empty() && !sent) return false;
    const auto made = snapshot.csrf.madeAt(token, csrfOwner(sent.value_or("")));
    // A clock that was set back does not extend the life of a token.
    return made && (!session.empty() || std::abs(std::time(nullptr) - *made) <= mostTokenAge);
}

} // namespace portico::http
