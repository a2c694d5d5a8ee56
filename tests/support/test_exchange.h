// SPDX-License-Identifier: Apache-2.0
// A portico_exchange for tests of plugins: the test fills in a request, hands get() to the plugin, and reads the answer.
// It records and judges nothing but what abi.h promises: a later status, render or fail replaces an earlier one.
#pragma once

#include <portico/exchange.hpp>

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

    // ---- the request: fill in before get() -----------------------------------------------------------------------------
    std::string method, target, path, peer = "127.0.0.1", requestId = "test", body, session;
    Fields headers, cookies, queryFields, formFields, parameters;
    std::uint32_t flags = PORTICO_EXCHANGE_LOOPBACK | PORTICO_EXCHANGE_OWN_FORM;
    std::optional<User> user;

    portico_exchange* get(); // for a table of the ABI
    Exchange view() { return Exchange(get()); }

    // ---- the answer ---------------------------------------------------------------------------------------------------------
    int status = 200;
    Fields answerHeaders;
    std::string answerBody;
    std::string page;    // what render was told, or empty
    Value::Map data;     // of the page
    bool failed = false; // fail was the last word
    std::string reason;  // of fail
    bool challenged = false;

    std::optional<std::string> answerHeader(std::string_view name) const; // the first of that name
    std::size_t countHeaders(std::string_view name) const;
    std::string text(std::string_view key) const;               // a text of the page's data; empty if there is none
    std::vector<std::string> texts(std::string_view key) const; // a list of texts of the page's data

private:
    const Value* value(std::string_view key) const;
    void fillIn();

    portico_exchange c_{};
    portico_user user_{};
};

} // namespace portico::test
