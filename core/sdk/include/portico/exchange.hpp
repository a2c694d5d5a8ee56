// SPDX-License-Identifier: Apache-2.0
// One request and its answer, as a handler sees it. Part of <portico/plugin.hpp>.
// An Exchange and every string_view that it returns are valid until the handler returns, and only on the handler's thread.
//
// Example, a handler:
//
//     void greet(portico::Exchange& x) {
//         const std::string_view name = x.query("name").value_or("stranger");
//         if (name.size() > 100) throw portico::Error(PORTICO_INVALID, "a name of more than 100 bytes");
//         x.render("greeting", {{"name", std::string(name)}, {"known", x.user().has_value()}});
//     }
#pragma once

#include <portico/fields.hpp>
#include <portico/user.hpp>
#include <portico/value.hpp>

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portico {

class Exchange {
public:
    explicit Exchange(portico_exchange* x) noexcept : x_(x) {}

    // The request.
    std::string_view method() const noexcept { return view(x_->method); }
    std::string_view path() const noexcept { return view(x_->path); }     // canonical, decoded
    std::string_view target() const noexcept { return view(x_->target); } // path and query as sent, without base()
    std::string_view peer() const noexcept { return view(x_->peer); }     // the client's address
    // A path of the site with the base path in front: "/app/books" for "/books" if the site is "https://example.org/app". Use it
    // for URLs in a body; redirect() and a Location header take the path itself.
    std::string url(std::string_view path) const { return std::string(view(x_->base)).append(path); }
    std::string_view base() const noexcept { return view(x_->base); }
    std::string_view requestId() const noexcept { return view(x_->request_id); }
    std::string_view body() const noexcept { return view(x_->body); }
    bool secure() const noexcept { return (x_->flags & PORTICO_EXCHANGE_SECURE) != 0; }
    bool loopback() const noexcept { return (x_->flags & PORTICO_EXCHANGE_LOOPBACK) != 0; }
    // A browser requests a page.
    bool navigation() const noexcept { return (x_->flags & PORTICO_EXCHANGE_NAVIGATION) != 0; }
    bool ownForm() const noexcept { return (x_->flags & PORTICO_EXCHANGE_OWN_FORM) != 0; } // not sent by a foreign site
    bool foreign() const noexcept { return (x_->flags & PORTICO_EXCHANGE_FOREIGN) != 0; }  // sent by a foreign site

    // The sender; empty if the sender is anonymous. A route with the guard "user" always has one.
    std::optional<User> user() const { return x_->user ? std::optional<User>(userFrom(*x_->user)) : std::nullopt; }
    std::string_view session() const noexcept { return view(x_->session); }

    // The value at `index`, counted from 0, among the values with this name, if it exists.
    using Found = std::optional<std::string_view>;
    Found header(std::string_view name, std::size_t index = 0) const { return find(x_->header, name, index); }
    Found cookie(std::string_view name, std::size_t index = 0) const { return find(x_->cookie, name, index); }
    Found query(std::string_view name, std::size_t index = 0) const { return find(x_->query, name, index); }
    Found form(std::string_view name, std::size_t index = 0) const { return find(x_->form, name, index); }
    std::string_view parameter(std::string_view name) const { // {name} in the route's path; empty if there is none
        portico_str value{};
        return x_->parameter(x_, str(name), &value) == PORTICO_OK ? view(value) : std::string_view();
    }

    // All of them in the order received: for (const auto [name, value] : x.headers()) ...
    FieldRange headers() const noexcept { return {x_, x_->header_at}; }
    FieldRange cookies() const noexcept { return {x_, x_->cookie_at}; }
    FieldRange query() const noexcept { return {x_, x_->query_at}; }
    FieldRange form() const noexcept { return {x_, x_->form_at}; }
    // Of a chunked body; empty until the body has been read to its end.
    FieldRange trailers() const noexcept { return {x_, x_->trailer_at}; }

    // The client's port, and TLS: see portico_connection.
    portico_connection connection() const {
        portico_connection c{sizeof(portico_connection), 0, {}, {}, {}, {}};
        if (const portico_status status = x_->connection(x_, &c); status != PORTICO_OK)
            throw Error(status, "the host does not describe the connection");
        return c;
    }

    // The answer: these throw Error for input that must not be sent.
    void status(int code) { check(x_->set_status(x_, code), "the status", std::to_string(code)); }
    void setHeader(std::string_view name, std::string_view value) {
        check(x_->set_header(x_, str(name), str(value)), "the header", name);
    }
    void addHeader(std::string_view name, std::string_view value) {
        check(x_->add_header(x_, str(name), str(value)), "the header", name);
    }
    void write(std::string_view bytes) { check(x_->write(x_, str(bytes)), "the body"); }
    void write(std::string_view bytes, std::string_view contentType) {
        setHeader("Content-Type", contentType);
        write(bytes);
    }
    void text(std::string_view bytes) { write(bytes, "text/plain; charset=utf-8"); }
    void json(std::string_view bytes) { write(bytes, "application/json"); }

    // Answers with page `page`, rendered with `data`: see portico_exchange.render.
    void render(std::string_view page, const Value::Map& data = {}) {
        check(x_->render(x_, str(page), BorrowedValue(data).get()), "the page", page);
    }
    // Redirects to a path of this site. For another site, use status(303) and setHeader("Location", ...).
    void redirect(std::string_view path) {
        check(x_->redirect(x_, str(path)), "a redirect to", path, "; a path of this site begins with one slash");
    }
    // Redirects to a path supplied by the client, such as `next` of a login; to "/" if it is not a path of this site.
    void redirectBack(std::string_view place) {
        if (x_->redirect(x_, str(place)) != PORTICO_OK) redirect("/");
    }
    void fail(int code, std::string_view reason) {
        check(x_->fail(x_, code, str(reason)), "the status", std::to_string(code));
    }
    // The same, with a sentence for the client: at most 1000 bytes of UTF-8 without control characters.
    void fail(int code, std::string_view reason, std::string_view detail) {
        fail(code, reason);
        if (PORTICO_HAS_FUNCTION(x_, portico_exchange, set_detail))
            check(x_->set_detail(x_, str(detail)), "the detail", detail);
    }
    void challenge() { check(x_->challenge(x_), "a challenge"); }

    // Streaming: see flush, pause, read_body and next_part in abi/exchange.h.
    // These throw Error if the exchange cannot continue. Do not catch it: it becomes the right answer, or truncates a begun one.
    void flush() { check(x_->flush(x_), "a piece"); }
    bool clientGone() const noexcept { return x_->client_gone(x_) != 0; }
    bool pause(std::chrono::milliseconds time) { // false: end the answer
        return x_->pause(x_, static_cast<std::uint32_t>(time.count())) == PORTICO_OK;
    }

    // Reads the next bytes of the body; returns their number, 0 at the end.
    std::size_t readBody(char* buffer, std::size_t size) { return read(x_->read_body, buffer, size); }
    // Reads the whole body and calls `take(std::string_view)` for each piece.
    template <class Take>
    void readBody(Take&& take) {
        readAll(x_->read_body, take);
    }

    // A part of a multipart form; valid until the next call of nextPart().
    class Part {
    public:
        std::string_view name() const noexcept { return view(c_.name); }
        bool isFile() const noexcept { return (c_.flags & PORTICO_PART_FILE) != 0; }
        std::string_view filename() const noexcept { return view(c_.filename); } // for display only, never open it
        std::string_view contentType() const noexcept { return view(c_.content_type); }

        std::size_t read(char* buffer, std::size_t size) { return x_->read(x_->x_->read_part, buffer, size); }
        template <class Take>
        void read(Take&& take) {
            x_->readAll(x_->x_->read_part, take);
        }

    private:
        friend class Exchange;
        explicit Part(Exchange* x) noexcept : x_(x) {}
        Exchange* x_;
        portico_part c_{sizeof(portico_part), 0, {}, {}, {}};
    };
    // while (auto part = x.nextPart()) ...
    std::optional<Part> nextPart() {
        Part part(this);
        const portico_status status = x_->next_part(x_, &part.c_);
        if (status == PORTICO_NOT_FOUND) return std::nullopt;
        if (status != PORTICO_OK) throw Error(status, "the body cannot be read as multipart/form-data");
        return part;
    }

    portico_exchange* get() const noexcept { return x_; }

private:
    using Finder = portico_status (*)(const portico_exchange*, portico_str, std::size_t, portico_str*);
    Found find(Finder finder, std::string_view name, std::size_t index) const {
        portico_str value{};
        return finder(x_, str(name), index, &value) == PORTICO_OK ? Found(view(value)) : std::nullopt;
    }
    using Reader = portico_status (*)(portico_exchange*, char*, std::size_t, std::size_t*);
    std::size_t read(Reader reader, char* buffer, std::size_t size) {
        std::size_t got = 0;
        const portico_status status = reader(x_, buffer, size, &got);
        if (status != PORTICO_OK) throw Error(status, "the body cannot be read");
        return got;
    }
    template <class Take>
    void readAll(Reader reader, Take& take) {
        std::array<char, 16384> buffer;
        while (const std::size_t got = read(reader, buffer.data(), buffer.size()))
            take(std::string_view(buffer.data(), got));
    }
    static void check(portico_status status, const char* what) {
        if (status != PORTICO_OK) throw Error(status, std::string("the host does not send ") + what);
    }
    static void check(portico_status status, const char* what, std::string_view which, const char* rule = "") {
        if (status != PORTICO_OK)
            throw Error(status,
                        std::string("the host does not send ") + what + " \"" + std::string(which) + '"' + rule);
    }
    portico_exchange* x_;
};

} // namespace portico
