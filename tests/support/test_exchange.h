// SPDX-License-Identifier: Apache-2.0
// A portico_exchange for tests of plugins: the test fills in a request, passes get() to the plugin, and reads the answer. It
// records calls and enforces only what portico/abi/exchange.h promises: a later status, render or fail replaces an earlier one.
#pragma once

#include <portico/exchange.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace portico::test {

class TestExchange {
public:
    using Fields = std::vector<std::pair<std::string, std::string>>;

    explicit TestExchange(std::string method = "GET", std::string target = "/");
    TestExchange(const TestExchange&) = delete;
    TestExchange& operator=(const TestExchange&) = delete;

    // The request: fill in before get().
    std::string method, target, path, peer = "127.0.0.1", requestId = "test", body, session, base;
    Fields headers, cookies, queryFields, formFields, trailers, parameters;
    std::uint32_t port = 50000;                                         // of the client
    std::string tlsVersion, tlsCipher, certificate, certificateSubject; // empty: no TLS
    std::uint32_t flags = PORTICO_EXCHANGE_LOOPBACK | PORTICO_EXCHANGE_OWN_FORM;
    std::optional<User> user;

    // A body or an answer in pieces.
    struct Part {
        std::string name, content;
        std::optional<std::string> filename; // of a file
        std::string contentType;
    };
    std::vector<Part> parts;           // of a form with files; without any, the body is none
    std::size_t pieceSize = 16384;     // bytes that one call reads, at most
    bool bodyIsCutOff = false;         // reading the end of the body or of the last part fails
    bool streamIsFree = true;          // if false, the first flush finds limits.streams reached
    std::size_t pausesUntilGone = 100; // then the client disconnects

    portico_exchange* get(); // for a table of the ABI
    Exchange view() { return Exchange(get()); }

    // The answer.
    int status = 200;
    Fields answerHeaders;
    std::string answerBody;
    std::string page;    // the page passed to render, or empty
    Value::Map data;     // of the page
    bool failed = false; // fail was called last
    std::string reason;  // of fail
    std::string detail;  // of set_detail
    bool challenged = false;
    std::vector<std::string> pieces; // what each flush sent; the rest is `answerBody`
    std::chrono::milliseconds paused{0};
    bool begun() const noexcept { return !pieces.empty(); } // the head has been sent and cannot change

    std::optional<std::string> answerHeader(std::string_view name) const; // the first of that name
    std::size_t countHeaders(std::string_view name) const;
    std::string text(std::string_view key) const;               // a text of the page's data; empty if there is none
    std::vector<std::string> texts(std::string_view key) const; // a list of texts of the page's data

private:
    const Value* value(std::string_view key) const;
    void fillIn();
    static void addPieces(portico_exchange& c);
    portico_status read(const std::string& from, char* buffer, std::size_t size, std::size_t* got);

    std::size_t readUpTo_ = 0; // bytes of the body, or of the part
    std::size_t nextPart_ = 0;

    portico_exchange c_{};
    portico_user user_{};
};

} // namespace portico::test
