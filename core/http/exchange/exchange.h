// SPDX-License-Identifier: Apache-2.0
// One request and its answer, as they travel through the pipeline. Each step fills in its part; the members are in the order of
// the steps. Belongs to one thread.
#pragma once

#include "capabilities/call_context.h"
#include "http/exchange/access_recheck.h"
#include "http/exchange/answer.h"
#include "http/exchange/answer_stream.h"
#include "http/exchange/body_reader.h"
#include "http/exchange/part_reader.h"
#include "http/exchange/request.h"
#include "http/generation/snapshot.h"
#include "http/syntax/fields/cookies.h"
#include "http/syntax/form/form.h"
#include "http/syntax/url/same_origin.h"

#include <array>
#include <chrono>
#include <memory_resource>
#include <optional>

namespace portico::http {

class Exchange {
public:
    Exchange(const Snapshot& serving, const Request& received, std::string_view name)
        : snapshot(serving), request(received), id(name) {}
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;

    const Snapshot& snapshot;
    const Request& request;
    const std::string_view id;
    const std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
    capabilities::RequestScope requestScope{id, request.target, request.peer, snapshot.number};
    std::array<std::byte, 2048> space; // enough for most requests
    std::pmr::monotonic_buffer_resource memory{space.data(), space.size()};

    // admit
    std::string path;         // canonical, decoded
    std::string_view query;   // as sent
    std::string pathAndQuery; // as sent; used to return to this request
    bool isOutside = false;   // outside of the base path
    bool navigation = false;  // a person's browser requests a page

    // Serves another path, and another query if `target` has one: for a filter, before the step route. `target` follows the rules for
    // a target in a request; false, without a change, if it does not.
    bool rewrite(std::string_view target);
    std::string_view sentPath; // the path before the first rewrite, in `memory`; empty: there was none

    // The origin of a browser's request; Same if no browser sent it. The step guard, which knows the session, changes Unknown to
    // Same if there is a valid CSRF token.
    syntax::SameOrigin origin = syntax::SameOrigin::Unknown;

    // route
    const Target* target = nullptr;
    Parameters parameters;

    // receive
    std::optional<std::string> body; // a body that was too large to be buffered by the wire

    // identify, or receive before it reads a body that an anonymous client may not send
    bool identified = false, authWasAsked = false;
    std::optional<portico_user> user; // in `memory`
    std::string_view session;
    std::string_view account; // name of that user for the log, kept even if the guard has removed `user`
    capabilities::Auth::Verdict verdict = capabilities::Auth::Verdict::Stranger;
    const capabilities::Auth* identifiedBy = nullptr; // the auth plugin that knows the user

    // Resets the identification, so that identify runs again. `account` remains, so that the log names a user who has lost
    // access.
    void forgetIdentity() noexcept;

    // handle, and any step that fails
    Answer answer;
    LentMemory* lent = nullptr; // memory lent in the current plugin call; null: plugins borrow from the exchange itself
    bool inHandler = false;     // a handler runs: only it may read and answer in pieces
    AccessRecheck access;       // used while a handler runs
    AnswerStream stream;        // if it has begun, `answer` is streamed
    bool notMultipart = false;  // the handler asked for parts, but the body is not multipart
    std::unique_ptr<PartReader> parts; // allocated only if needed, because it holds a buffer

    // head: of a streamed answer, too
    void (*beforeHead)(Exchange& x) = nullptr; // called before a streamed answer begins; a failure prevents that
    int unfilteredStatus = 0;                  // the status before a filter changed the head; 0: not filtered
    bool headHasFailed = false;                // a filter failed: no answer but an error may be sent

    // True if the method may change something (RFC 9110 section 9.2.1).
    bool isUnsafe() const noexcept;

    // The guards that a visitor must pass to reach `target`: the guard of the route, and those in pages.guards for the route, for
    // this path, which may match the route's pattern, and for the path as sent.
    std::array<const GuardRule*, 4> guards() const noexcept;

    // The value number `index` of the header of that name.
    std::optional<std::string_view> header(std::string_view name, std::size_t index = 0) const noexcept;

    // The trace that a valid header traceparent names, or empty. For the log: not verified.
    std::string_view traceId() const noexcept;

    // The subject of log lines about this request: "request ID", with "trace ID" if there is one.
    std::string logSubject() const;

    // Asks the client at the first call.
    const wire::TlsDetails& tlsDetails();

    // The whole body, from receive on; empty if the handler reads it itself.
    std::string_view wholeBody() const noexcept;

    // The body for a handler that reads it; the first call begins at its start.
    BodyReader& bodyReader();

    // The maximum size of the body in bytes.
    std::size_t mostBody() const noexcept;

    // The status for the fault of a body that a handler read, or 0.
    int bodyFault() const noexcept;
    std::string_view bodyFaultReason() const noexcept; // for the log

    // Query and cookies are parsed by admit, and the form, if the body is one, by receive. They refuse the request if it is
    // malformed or exceeds a limit. Returns the reason, or empty.
    std::string_view parseQueryAndCookies();
    std::string_view parseForm();
    const syntax::Form& queryFields() const noexcept { return queryFields_; }
    const syntax::Form& formFields() const noexcept { return formFields_; }
    const syntax::Cookies& cookies() const noexcept { return cookies_; }

    // The CSRF token for this session, or without one for the pre-session cookie. Created at the first call.
    std::string_view csrfToken();
    bool isCsrfToken(std::string_view token) const;

    // For a visitor without a session, after csrfToken(); otherwise empty.
    std::string_view preSession() const noexcept { return preSession_; }

private:
    const GuardRule* pathGuard(std::string_view asked) const noexcept;
    std::optional<syntax::Form> parsedQuery(std::string_view text, std::string_view* wrong) const;
    std::string csrfOwner(std::string_view preSession) const;
    std::string_view parseCookieLine();

    std::optional<wire::TlsDetails> tlsDetails_;
    std::optional<BodyReader> bodyReader_;
    syntax::Form queryFields_, formFields_;
    syntax::Cookies cookies_;
    std::string cookieLine_; // several Cookie headers, joined (RFC 9113 section 8.2.3)
    std::string csrfToken_;
    std::string preSession_;
};

} // namespace portico::http
