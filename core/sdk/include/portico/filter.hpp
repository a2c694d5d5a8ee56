// SPDX-License-Identifier: Apache-2.0
// The interface of a plugin that sees all requests and answers: portico_filter in abi/filter.h, which has the rules. The host calls
// it on many threads at the same time, and only the functions that the class overrides. Part of <portico/plugin.hpp>.
// The member function filter() of the plugin returns the filter's own class, not Filter&: otherwise all functions are called.
//
// Example, a filter that closes the site at a setting and marks every answer:
//
//     class Doorman final : public portico::Filter {
//     public:
//         explicit Doorman(bool isClosed) : isClosed_(isClosed) {}
//         Next request(portico::Exchange& x, portico::Rewrite&) override {
//             if (!isClosed_) return Next::Pass;
//             x.fail(503, "closed by a setting");
//             return Next::Answered;
//         }
//         void head(const portico::Exchange&, portico::Head& head) override { head.setHeader("X-Doorman", "here"); }
//
//     private:
//         bool isClosed_;
//     };
#pragma once

#include <portico/abi/filter.h>
#include <portico/exchange.hpp>

namespace portico {

// Serves a request under another path of this site.
class Rewrite {
public:
    explicit Rewrite(portico_rewrite* rewrite) noexcept : rewrite_(rewrite) {}

    // Throws Error(PORTICO_INVALID) for a target that a request must not have. A path that was read before is no longer valid.
    void to(std::string_view target) {
        if (const portico_status status = rewrite_->to(rewrite_, str(target)); status != PORTICO_OK)
            throw Error(status, "the host does not serve the target \"" + std::string(target) + '"');
    }

private:
    portico_rewrite* rewrite_;
};

// The head of an answer before it leaves. The functions that change it throw Error(PORTICO_INVALID) for what must not be sent, and
// return false, without a change, for what a filter must not change.
class Head {
public:
    explicit Head(portico_head* head) noexcept : head_(head) {}

    int status() const noexcept { return head_->status; }
    void status(int code) {
        if (head_->set_status(head_, code) != PORTICO_OK)
            throw Error(PORTICO_INVALID, "the status " + std::to_string(code) + " must not be sent");
    }

    // Without the headers that the host adds to every answer. Valid until the next change.
    std::optional<std::string_view> header(std::string_view name, std::size_t index = 0) const {
        portico_str value{};
        return head_->header(head_, str(name), index, &value) == PORTICO_OK ? std::optional(view(value)) : std::nullopt;
    }
    bool setHeader(std::string_view name, std::string_view value) {
        return may(head_->set_header(head_, str(name), str(value)), name);
    }
    bool addHeader(std::string_view name, std::string_view value) {
        return may(head_->add_header(head_, str(name), str(value)), name);
    }
    bool removeHeader(std::string_view name) { // false also if there is none
        const portico_status status = head_->remove_header(head_, str(name));
        return status != PORTICO_NOT_FOUND && may(status, name);
    }
    portico_head* get() const noexcept { return head_; }

private:
    static bool may(portico_status status, std::string_view name) {
        if (status != PORTICO_OK && status != PORTICO_DENIED)
            throw Error(status, "the host does not send the header \"" + std::string(name) + '"');
        return status == PORTICO_OK;
    }
    portico_head* head_;
};

class Filter {
public:
    virtual ~Filter() = default;
    enum class Next { Pass, Answered };
    virtual Next request(Exchange& /*x*/, Rewrite& /*rewrite*/) { return Next::Pass; }
    virtual Next admitted(Exchange& /*x*/) { return Next::Pass; }
    virtual void head(const Exchange& /*x*/, Head& /*head*/) {}
    virtual void end(const portico_request_end& /*end*/) {} // an exception is ignored
};

} // namespace portico
