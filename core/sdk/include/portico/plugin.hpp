// SPDX-License-Identifier: Apache-2.0
// The one header for plugins in C++17 and later: everything of <portico/abi.h>, with exceptions, std::string_view and classes.
// Header-only; nothing but the standard library. The rules of abi.h hold; what it says is not said again here.
//
//     class Hello : public portico::Plugin {
//     public:
//         explicit Hello(portico::Host host) {
//             get("/hello", "public", "Greets.", [greeting = std::string(host.setting("greeting"))](portico::Exchange& x) {
//                 x.text(greeting);
//             });
//         }
//     };
//     PORTICO_PLUGIN(Hello, {
//         "id": "hello", "version": "1.0.0", "summary": "Says hello.", "provides": ["portico.routes/1"],
//         "settings": {"greeting": {"type": "string", "default": "Hello!", "help": "What the page says."}}
//     });
//
// The class of a plugin derives from Plugin and has a constructor that takes a Host: it reads settings there and throws if one
// is bad. It provides a capability by having a member function of that name:
//     portico::Users& users();   portico::Sessions& sessions();   portico::Auth& auth();   portico::Pages& pages();
//     portico::Backup& backup();
// and routes by get, post and route in its constructor. Everything that throws is caught before the border.
#pragma once

#include <portico/exchange.hpp>
#include <portico/host.hpp>

#include <deque>
#include <functional>
#include <memory>

namespace portico {

// Who sends this request: portico_auth of abi.h.
class Auth {
public:
    virtual ~Auth() = default;
    struct Identity {
        User user;
        std::string session;
    };
    enum class Verdict { Known, Stranger, Invalid };
    // Known: `who` is filled. Throw for anything that is neither yes nor no: guarded routes then answer 503.
    virtual Verdict identify(Exchange& x, Identity& who) = 0;
    virtual void challenge(Exchange& x) = 0;
    virtual std::string_view loginPath() { return {}; }
    virtual std::string_view logoutPath() { return {}; }
};

// Page name and data into bytes: portico_pages of abi.h.
struct Page {
    std::string_view name, path, guard;
    std::string_view fault{};
};

class Pages {
public:
    virtual ~Pages() = default;
    using Take = std::function<bool(const Page&)>;
    using Write = std::function<void(std::string_view)>;
    virtual void list(const Take& take) = 0;
    virtual bool render(std::string_view page, const portico_value& data,
                        const Write& write) = 0; // false: no such page
};

// A copy of all that the plugin keeps, and back: portico_backup of abi.h. Called on a plugin that is not started.
class Backup {
public:
    virtual ~Backup() = default;
    virtual void save(const std::string& folder) = 0;
    virtual void load(const std::string& folder) = 0;
};

// What every plugin derives from: its routes, and the two moments of its life.
class Plugin {
public:
    Plugin() = default;
    Plugin(const Plugin&) = delete;
    Plugin& operator=(const Plugin&) = delete;
    virtual ~Plugin() = default;

    virtual void start() {} // open stores, ask the Host for needed capabilities; throw to refuse
    virtual void stop() {}  // no request is inside any more; join what start began

    const portico_route* route(std::size_t index) const noexcept {
        return index < routes_.size() ? &routes_[index].c : nullptr;
    }

protected:
    using Handler = std::function<void(Exchange&)>;

    // What a route may say besides: post("/note", ...).bodyLimit(8192).
    class RouteOptions {
    public:
        explicit RouteOptions(portico_route& route) noexcept : route_(route) {}
        // Bytes that a body may have here, at most limits.body; a longer one is answered with 413.
        RouteOptions bodyLimit(std::uint64_t bytes) const noexcept {
            route_.body_limit = bytes;
            return *this;
        }

    private:
        portico_route& route_;
    };

    RouteOptions get(std::string path, std::string guard, std::string summary, Handler handler) {
        return route("GET", std::move(path), std::move(guard), std::move(summary), std::move(handler));
    }
    RouteOptions post(std::string path, std::string guard, std::string summary, Handler handler,
                      std::uint32_t flags = 0) {
        return route("POST", std::move(path), std::move(guard), std::move(summary), std::move(handler), flags);
    }
    RouteOptions route(std::string method, std::string path, std::string guard, std::string summary, Handler handler,
                       std::uint32_t flags = 0) {
        routes_.push_back(
            {std::move(method), std::move(path), std::move(guard), std::move(summary), std::move(handler), {}});
        Route& r = routes_.back();
        r.c = {sizeof(portico_route), flags, str(r.method), str(r.path), str(r.guard), str(r.summary), &r, handle, 0};
        return RouteOptions(r.c);
    }

private:
    struct Route {
        std::string method, path, guard, summary;
        Handler handler;
        portico_route c;
    };
    static portico_status handle(void*, const portico_route* route, portico_exchange* x, portico_error* why) noexcept {
        return guarded(why, [&] {
            Exchange exchange(x);
            static_cast<const Route*>(route->ctx)->handler(exchange);
            return PORTICO_OK;
        });
    }
    std::deque<Route> routes_; // a deque: the C structs point into their own element
};

} // namespace portico

#include <portico/tables.hpp>

// Ends a plugin's source: the manifest (JSON as it is, see abi.h) and the entry. Once in a plugin.
#define PORTICO_PLUGIN(Type, ...)                                                                                      \
    PORTICO_MANIFEST(__VA_ARGS__);                                                                                     \
    PORTICO_AS_DECLARED_(Type, Users, users, PORTICO_USERS, PORTICO_AS_TEXT_(__VA_ARGS__));                            \
    PORTICO_AS_DECLARED_(Type, Sessions, sessions, PORTICO_SESSIONS, PORTICO_AS_TEXT_(__VA_ARGS__));                   \
    PORTICO_AS_DECLARED_(Type, Auth, auth, PORTICO_AUTH, PORTICO_AS_TEXT_(__VA_ARGS__));                               \
    PORTICO_AS_DECLARED_(Type, Pages, pages, PORTICO_PAGES, PORTICO_AS_TEXT_(__VA_ARGS__));                            \
    PORTICO_AS_DECLARED_(Type, Backup, backup, PORTICO_BACKUP, PORTICO_AS_TEXT_(__VA_ARGS__));                         \
    PORTICO_ENTRY = portico::detail::Entry<Type>::table

#define PORTICO_AS_TEXT_(...) #__VA_ARGS__ // behind a macro, so that macros in the manifest are what they stand for

// What the class can do and what its manifest says are the same.
#define PORTICO_AS_DECLARED_(Type, Capability, function, id, manifest)                                                 \
    static_assert(portico::detail::provides(manifest, id) || !portico::detail::Has##Capability<Type>::value,           \
                  #Type " has " #function "(), and its manifest does not list " id " in \"provides\"");                \
    static_assert(!portico::detail::provides(manifest, id) || portico::detail::Has##Capability<Type>::value,           \
                  "the manifest of " #Type " provides " id ", and there is no public member function " #function "()")
