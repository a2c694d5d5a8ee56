// SPDX-License-Identifier: Apache-2.0
// A status as an exception: what a handler throws becomes its answer, with a sentence for the client. Part of
// <portico/plugin.hpp>, whose routes catch it. Problem is the same answer with more members.
// A program gets problem details (RFC 9457) with the sentence; a browser gets the site's error page with it.
// Threads: that of the exchange. Errors: Error(PORTICO_INVALID) for a status that is not 400 to 599.
//
// Example, handlers that refuse what they cannot do:
//
//     void rename(portico::Exchange& x, bool isTaken) {
//         if (isTaken) throw portico::HttpError(409, "There is a book of this title.");
//         x.text("renamed");
//     }
//     void pay(portico::Exchange& x, std::int64_t balance) {
//         portico::Problem(402, "The balance is too low.").type("/problems/balance").member("balance", balance).answer(x);
//     }
#pragma once

#include <portico/exchange.hpp>
#include <portico/json_writer.hpp>

namespace portico {

class Problem {
public:
    // `detail` is for the client: what is wrong and what to do. Never a reason that helps an attacker, such as a name or a path.
    explicit Problem(int status, std::string_view detail = {}) : status_(status), detail_(detail) {
        if (status < 400 || status > 599) throw Error(PORTICO_INVALID, "a problem has a status from 400 to 599");
    }

    // A URI that identifies the kind of problem, and a title, which is the same for all problems of that kind.
    Problem& type(std::string_view uri, std::string_view title = {}) {
        type_ = uri, title_ = title;
        return *this;
    }
    // A further member. Throws for a name that RFC 9457 or this class uses, or that is given twice.
    Problem& member(std::string_view name, Value value) {
        for (const char* taken : {"type", "title", "status", "detail", "instance", "request_id"})
            if (name == taken)
                throw Error(PORTICO_INVALID, "the member \"" + std::string(name) + "\" has another meaning");
        if (Value(members_).find(name) != nullptr) throw Error(PORTICO_INVALID, "a member of a problem is given twice");
        members_.push_back({std::string(name), std::move(value)});
        return *this;
    }

    int status() const noexcept { return status_; }
    const std::string& detail() const noexcept { return detail_; }

    // One JSON object. A title is missing with the type "about:blank", where the status says everything.
    std::string json(std::string_view requestId) const {
        JsonWriter json;
        json.beginObject().member("type", type_);
        if (!title_.empty()) json.member("title", title_);
        json.member("status", status_);
        if (!detail_.empty()) json.member("detail", detail_);
        if (!requestId.empty()) json.member("request_id", requestId);
        for (const Member& each : members_) json.member(each.key, each.value);
        return json.endObject().text();
    }

    // Replaces what the handler has prepared, except cookies and other headers that do not describe a body. `reason` is for the
    // log, which otherwise has the detail.
    void answer(Exchange& x, std::string_view reason = {}) const {
        x.fail(status_, reason.empty() ? std::string_view(detail_) : reason);
        // The host answers and logs, unless the problem has more than the host can say.
        const bool isExplained = PORTICO_HAS_FUNCTION(x.get(), portico_exchange, set_detail) &&
                                 x.get()->set_detail(x.get(), str(detail_)) == PORTICO_OK;
        const bool isPlain = type_ == "about:blank" && title_.empty() && members_.empty();
        if (x.navigation() || (isExplained && isPlain)) return;
        x.status(status_);
        x.write(json(x.requestId()), "application/problem+json");
        x.setHeader("Cache-Control", "no-store");
    }

private:
    int status_;
    std::string detail_, type_ = "about:blank", title_;
    Value::Map members_;
};

// Thrown by a handler; what() is for the log, by default the detail.
class HttpError : public std::runtime_error {
public:
    explicit HttpError(int status, std::string_view detail = {}, const std::string& reason = {})
        : HttpError(Problem(status, detail), reason) {}
    explicit HttpError(Problem problem, const std::string& reason = {})
        : std::runtime_error(reason.empty() ? problem.detail() : reason), problem_(std::move(problem)) {}

    const Problem& problem() const noexcept { return problem_; }

private:
    Problem problem_;
};

} // namespace portico
