// SPDX-License-Identifier: Apache-2.0
// The header for plugins in C++17 and later: wraps <portico/abi.h> in exceptions, std::string_view and classes. Header-only;
// needs only the standard library. The rules of abi/base.h and the lifecycle in abi/plugin.h apply and are not repeated here: the
// constructor is create, start() and stop() are start and stop, the destructor is destroy; handlers run on many threads at once.
//
// Example:
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
// The class of a plugin derives from Plugin and has a constructor that takes a Host. The constructor reads settings, throws if
// one is bad, and declares routes with get, post and route. For each other capability the class has a member function:
//     portico::Users& users();   portico::Sessions& sessions();   portico::Auth& auth();   portico::Pages& pages();
//     portico::Backup& backup();
//     Own& filter();     Own: the class of the filter itself, derived from portico::Filter (filter.hpp)
// Exceptions are caught before they reach the ABI boundary. HttpError becomes the answer, Error a status (abi/routes.h).
#pragma once

#include <portico/auth.hpp>
#include <portico/backup.hpp>
#include <portico/exchange.hpp>
#include <portico/filter.hpp>
#include <portico/host.hpp>
#include <portico/http_error.hpp>
#include <portico/ip_network.hpp>
#include <portico/pages.hpp>
#include <portico/path_prefix.hpp>

#include <deque>
#include <functional>
#include <memory>

namespace portico {

// The base class of every plugin: its routes and lifecycle.
class Plugin {
public:
    Plugin() = default;
    Plugin(const Plugin&) = delete;
    Plugin& operator=(const Plugin&) = delete;
    virtual ~Plugin() = default;

    virtual void start() {} // open stores, get needed capabilities from the Host; throw to refuse
    virtual void stop() {}  // no request is inside the plugin any more; join threads that start() created

    // The table of a capability of the plugin's own, or nullptr: see capability.hpp.
    virtual const void* ownCapability(std::string_view /*id*/) const noexcept { return nullptr; }

    const portico_route* route(std::size_t index) const noexcept {
        return index < routes_.size() ? &routes_[index].c : nullptr;
    }
    bool hasRoutes() const noexcept { return mayHaveNoRoutes_ || !routes_.empty(); }

protected:
    using Handler = std::function<void(Exchange&)>;

    // Optional properties of a route: post("/note", ...).bodyLimit(8192).
    class RouteOptions {
    public:
        explicit RouteOptions(portico_route& route) noexcept : route_(route) {}
        // Maximum size of a body, in bytes; limits.body or limits.upload applies in any case. A longer one is answered with 413.
        RouteOptions bodyLimit(std::uint64_t bytes) const noexcept {
            route_.body_limit = bytes;
            return *this;
        }

    private:
        portico_route& route_;
    };

    // Call it in the constructor if settings decide whether there are routes: otherwise a plugin that lists portico.routes/1 and
    // has none is refused, because its author forgot them.
    void mayHaveNoRoutes() noexcept { mayHaveNoRoutes_ = true; }

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
        return exceptionBarrier(why, [&] {
            Exchange exchange(x);
            try {
                static_cast<const Route*>(route->ctx)->handler(exchange);
            } catch (const HttpError& error) {
                error.problem().answer(exchange, error.what()); // throws if the head of the answer has been sent
            }
            return PORTICO_OK;
        });
    }
    bool mayHaveNoRoutes_ = false;
    std::deque<Route> routes_; // a deque, because each C struct points into its own element, which must not move
};

} // namespace portico

#include <portico/tables.hpp>

// Defines the manifest (unquoted JSON, see abi/plugin.h) and the entry of a plugin. Use it once, at the end of a source file.
#define PORTICO_PLUGIN(Type, ...)                                                                                      \
    PORTICO_MANIFEST(__VA_ARGS__);                                                                                     \
    PORTICO_AS_DECLARED_(Type, Users, users, PORTICO_USERS, PORTICO_AS_TEXT_(__VA_ARGS__));                            \
    PORTICO_AS_DECLARED_(Type, Sessions, sessions, PORTICO_SESSIONS, PORTICO_AS_TEXT_(__VA_ARGS__));                   \
    PORTICO_AS_DECLARED_(Type, Auth, auth, PORTICO_AUTH, PORTICO_AS_TEXT_(__VA_ARGS__));                               \
    PORTICO_AS_DECLARED_(Type, Pages, pages, PORTICO_PAGES, PORTICO_AS_TEXT_(__VA_ARGS__));                            \
    PORTICO_AS_DECLARED_(Type, Backup, backup, PORTICO_BACKUP, PORTICO_AS_TEXT_(__VA_ARGS__));                         \
    PORTICO_AS_DECLARED_(Type, Filter, filter, PORTICO_FILTER, PORTICO_AS_TEXT_(__VA_ARGS__));                         \
    PORTICO_ENTRY = portico::detail::Entry<Type>::table

#define PORTICO_AS_TEXT_(...) #__VA_ARGS__ // a separate macro, so that macros in the manifest are expanded

// Checks that the class has exactly the capabilities that its manifest lists.
#define PORTICO_AS_DECLARED_(Type, Capability, function, id, manifest)                                                 \
    static_assert(portico::detail::provides(manifest, id) || !portico::detail::Has##Capability<Type>::value,           \
                  #Type " has " #function "(), but its manifest does not list " id " in \"provides\"");                \
    static_assert(!portico::detail::provides(manifest, id) || portico::detail::Has##Capability<Type>::value,           \
                  "the manifest of " #Type " provides " id ", but there is no public member function " #function "()")
