// SPDX-License-Identifier: Apache-2.0
// One request and its answer, as a handler sees it. Part of <portico/plugin.hpp>.
// An Exchange and every string_view that it gives live until the handler returns; it belongs to the thread of the handler.
#pragma once

#include <portico/user.hpp>
#include <portico/value.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace portico {

class Exchange {
public:
    explicit Exchange(portico_exchange* x) noexcept : x_(x) {}

    // ---- the request -------------------------------------------------------------------------------------------------
    std::string_view method() const noexcept { return view(x_->method); }
    std::string_view path() const noexcept { return view(x_->path); }     // canonical, decoded
    std::string_view target() const noexcept { return view(x_->target); } // path and query as they were sent
    std::string_view peer() const noexcept { return view(x_->peer); }     // the client's address
    std::string_view requestId() const noexcept { return view(x_->request_id); }
    std::string_view body() const noexcept { return view(x_->body); }
    bool secure() const noexcept { return (x_->flags & PORTICO_EXCHANGE_SECURE) != 0; }
    bool loopback() const noexcept { return (x_->flags & PORTICO_EXCHANGE_LOOPBACK) != 0; }
    bool navigation() const noexcept { return (x_->flags & PORTICO_EXCHANGE_NAVIGATION) != 0; } // a person's browser
    bool ownForm() const noexcept { return (x_->flags & PORTICO_EXCHANGE_OWN_FORM) != 0; }      // no foreign site's

    // Who sent it; empty for a stranger. A route with the guard "user" always has one.
    std::optional<User> user() const { return x_->user ? std::optional<User>(userFrom(*x_->user)) : std::nullopt; }
    std::string_view session() const noexcept { return view(x_->session); }

    // The value number `index` of that name, if there is one.
    using Found = std::optional<std::string_view>;
    Found header(std::string_view name, std::size_t index = 0) const { return find(x_->header, name, index); }
    Found cookie(std::string_view name, std::size_t index = 0) const { return find(x_->cookie, name, index); }
    Found query(std::string_view name, std::size_t index = 0) const { return find(x_->query, name, index); }
    Found form(std::string_view name, std::size_t index = 0) const { return find(x_->form, name, index); }
    std::string_view parameter(std::string_view name) const { // {name} of the route's path; empty if there is none
        portico_str value{};
        return x_->parameter(x_, str(name), &value) == PORTICO_OK ? view(value) : std::string_view();
    }

    // ---- the answer: these throw Error for input that may not be sent ------------------------------------------------------
    void status(int code) { check(x_->set_status(x_, code), "this status"); }
    void setHeader(std::string_view name, std::string_view value) {
        check(x_->set_header(x_, str(name), str(value)), "this header");
    }
    void addHeader(std::string_view name, std::string_view value) {
        check(x_->add_header(x_, str(name), str(value)), "this header");
    }
    void write(std::string_view bytes) { check(x_->write(x_, str(bytes)), "the body"); }
    void write(std::string_view bytes, std::string_view contentType) {
        setHeader("Content-Type", contentType);
        write(bytes);
    }
    void text(std::string_view bytes) { write(bytes, "text/plain; charset=utf-8"); }
    void json(std::string_view bytes) { write(bytes, "application/json"); }

    // Page `page` made of `data`: see portico_exchange.render.
    void render(std::string_view page, const Value::Map& data = {}) {
        check(x_->render(x_, str(page), BorrowedValue(data).get()), "this page");
    }
    void redirect(std::string_view path) { check(x_->redirect(x_, str(path)), "a redirect"); }
    void fail(int code, std::string_view reason) { check(x_->fail(x_, code, str(reason)), "this status"); }
    void challenge() { check(x_->challenge(x_), "a challenge"); }

    portico_exchange* get() const noexcept { return x_; }

private:
    using Finder = portico_status (*)(const portico_exchange*, portico_str, std::size_t, portico_str*);
    Found find(Finder finder, std::string_view name, std::size_t index) const {
        portico_str value{};
        return finder(x_, str(name), index, &value) == PORTICO_OK ? Found(view(value)) : std::nullopt;
    }
    static void check(portico_status status, const char* what) {
        if (status != PORTICO_OK) throw Error(status, std::string("the host does not send ") + what);
    }
    portico_exchange* x_;
};

} // namespace portico
