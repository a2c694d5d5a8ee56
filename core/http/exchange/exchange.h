// SPDX-License-Identifier: Apache-2.0
// One request and its answer: the thing that travels through the pipeline. Each step fills in its part; the order of the
// members is the order of the steps. Belongs to one thread.
#pragma once

#include "capabilities/call_context.h"
#include "http/exchange/access_recheck.h"
#include "http/exchange/answer.h"
#include "http/exchange/answer_stream.h"
#include "http/exchange/body_reader.h"
#include "http/exchange/part_reader.h"
#include "http/exchange/request.h"
#include "http/generation/snapshot.h"
#include "http/syntax/cookies.h"
#include "http/syntax/form.h"
#include "http/syntax/same_origin.h"

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
    std::array<std::byte, 2048> space; // most requests need no more
    std::pmr::monotonic_buffer_resource memory{space.data(), space.size()};

    // admit
    std::string path;         // canonical, decoded
    std::string_view query;   // as it was sent
    std::string pathAndQuery; // as it was sent: what to come back to
    bool isOutside = false;   // of the path of server.public_url
    bool navigation = false;  // a person's browser wants a page

    // Who made the browser send it; Same also if no browser did. Step guard, which knows the session, turns Unknown into Same where a
    // good CSRF token came along.
    syntax::SameOrigin origin = syntax::SameOrigin::Unknown;

    // route
    const Target* target = nullptr;
    Parameters parameters;

    // receive
    std::optional<std::string> body; // one that was too large to be waited for

    // identify, or receive before it reads what a stranger may not send
    bool identified = false, authWasAsked = false;
    std::optional<portico_user> user; // in `memory`
    std::string_view session;
    std::string_view account; // name of that user for the log, also if the guard has taken `user` away
    capabilities::Auth::Verdict verdict = capabilities::Auth::Verdict::Stranger;

    // As if nobody had asked: step identify asks anew. `account` stays: the log names whoever is let in no more.
    void forgetIdentity() noexcept;

    // handle, and any step that cannot go on
    Answer answer;
    LentMemory* lent = nullptr; // of the call of a plugin that runs; null: it may borrow from the exchange itself
    bool inHandler = false;     // a handler runs: only it may read and answer in pieces
    AccessRecheck access;       // while a handler runs, and what came of it
    AnswerStream stream;        // if it has begun, it is how `answer` leaves
    bool notMultipart = false;  // and its handler asked for parts
    std::unique_ptr<PartReader> parts; // it holds a buffer

    // May it change something (RFC 9110 section 9.2.1)?
    bool isUnsafe() const noexcept;

    // What a visitor must pass on the way to `target`: the guard of the route, and those of pages.guards for the route and for this
    // path, which the route may have by a pattern.
    std::array<const GuardRule*, 3> guards() const noexcept;

    // The value number `index` of the header of that name.
    std::optional<std::string_view> header(std::string_view name, std::size_t index = 0) const noexcept;

    // The whole body, from receive on; nothing of one that the handler reads itself.
    std::string_view wholeBody() const noexcept;

    // The body for a handler that reads it, from its begin at the first call.
    BodyReader& bodyReader();

    // Bytes that the body may have.
    std::size_t mostBody() const noexcept;

    // What was wrong with a body that a handler read, or 0: a status.
    int bodyFault() const noexcept;
    std::string_view bodyFaultReason() const noexcept; // for the log

    // Query and cookies, by admit, and the form, if the body is one, by receive; they refuse the request if one is malformed or
    // beyond a limit: what is wrong, or empty.
    std::string_view parseQueryAndCookies();
    std::string_view parseForm();
    const syntax::Form& queryFields() const noexcept { return queryFields_; }
    const syntax::Form& formFields() const noexcept { return formFields_; }
    const syntax::Cookies& cookies() const noexcept { return cookies_; }

    // The CSRF token for this session, made at the first call; for whoever has none, for the pre-session cookie.
    std::string_view csrfToken();
    bool isCsrfToken(std::string_view token) const;

    // Of a visitor without a session, after csrfToken(); else empty.
    std::string_view preSession() const noexcept { return preSession_; }

private:
    std::string csrfOwner(std::string_view preSession) const;
    std::string_view parseCookieLine();

    std::optional<BodyReader> bodyReader_;
    syntax::Form queryFields_, formFields_;
    syntax::Cookies cookies_;
    std::string cookieLine_; // several Cookie headers, as one (RFC 9113 section 8.2.3)
    std::string csrfToken_;
    std::string preSession_;
};

} // namespace portico::http
