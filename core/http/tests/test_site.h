// SPDX-License-Identifier: Apache-2.0
// A handmade snapshot for tests of the pipeline: an auth, a pages and a routes plugin that the test controls and that record
// their calls. Requests are text, answers are parsed from the bytes for the wire. No sockets, no files.
#pragma once

#include "fake_client.h"

#include "http/exchange/exchange.h"

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace portico::http::test {

using Fields = std::vector<std::pair<std::string, std::string>>;

struct Asked {
    std::string method = "GET", target = "/";
    Fields headers{};
    std::string body{};
    std::string version = "HTTP/1.1";
    bool secure = false;
    std::uint16_t httpsPort = 0;
    int refused = 0;
    FakeClient* client = nullptr;
    bool bodyPending = false; // `client` has it
    std::size_t bodyLength = 0;
    bool localNamesOnly = false;
    const syntax::Trailer* trailer = nullptr;
    std::uint16_t peerPort = 0;
    bool withHost = true; // "Host: site.example" before `headers`
};

struct Reply {
    int status = 0;
    Fields headers;
    std::string body, reason;
    bool close = false;
    bool cutOff = false;        // a streamed answer without its end
    std::uint64_t streamed = 0; // bytes of the body of a streamed answer

    std::string header(std::string_view name) const; // all values of that name, joined with "|"
    bool hasHeader(std::string_view name) const;
    Fields headersButDate() const; // the date may differ between two answers
};

class TestSite : private Log {
public:
    using Handler = std::function<portico_status(portico_exchange*, portico_error*)>;

    TestSite();
    TestSite(const TestSite&) = delete;
    TestSite& operator=(const TestSite&) = delete;

    // How the plugins behave: set before ask().
    portico_status identified = PORTICO_NOT_FOUND; // result of identify; with PORTICO_OK it reports user and session
    std::string userName = "ada", userRoles, userScheme, userScopes, session = "session-1";
    std::uint32_t userFlags = 0;
    std::function<void(portico_exchange*)> beforeIdentified = [](portico_exchange*) {};
    // They replace the results above. The default challenge is a 303 to /login for people, otherwise a 401.
    Handler onIdentify, onChallenge;
    std::map<std::string, std::string> pages; // name -> text; "{key}" is replaced by the member of the data
    std::map<std::string, portico_status> brokenPages;
    std::string loginPath = "/login", logoutPath = "/logout";

    void route(std::string method, std::string path, std::string guard, Handler handler, std::uint32_t flags = 0,
               std::uint64_t bodyLimit = 0);
    void page(const std::string& path, const std::string& name, const std::string& guard = "public",
              const std::string& extraGuard = "public");

    // Puts another auth plugin behind the one above. `table` must outlive this object.
    void addAuth(const std::string& plugin, const portico_auth& table);

    Snapshot snapshot;

    Reply ask(const Asked& asked);
    Reply get(const std::string& target, Fields headers = {}) { return ask({"GET", target, std::move(headers)}); }
    std::vector<std::string> steps; // calls into plugins, in order
    std::string logged;             // log lines

private:
    void write(int level, std::string_view subject, std::string_view line) noexcept override;
    void access(std::string_view, const AccessFields&) noexcept override {}
    void add(const portico_route& route, const std::string& extraGuard,
             std::variant<capabilities::PluginRoute, std::string> to);

    static portico_status identify(void* self, portico_exchange* x, const portico_identity* who, portico_error* why);
    static portico_status challenge(void* self, portico_exchange* x, portico_error* why);
    static portico_status render(void* self, portico_str page, const portico_value* data, const portico_sink* out,
                                 portico_error* why);
    static portico_status handle(void* self, const portico_route* route, portico_exchange* x, portico_error* why);

    portico_auth auth_;
    portico_pages pages_;
    std::deque<std::string> texts_;
    std::deque<Handler> handlers_;
    std::deque<portico_route> routes_;
};

// Headers of a browser that opens a page, of one that sends a form of this site or of another one, and of one too old to send the
// origin.
Fields navigating();
Fields ownForm();
Fields foreignForm();
Fields oldBrowser();

} // namespace portico::http::test
