// SPDX-License-Identifier: Apache-2.0
// The host as seen by a plugin: settings, log, clock, folders, password hashing, TTL store, tasks, metrics and needed
// capabilities.
// Part of <portico/plugin.hpp>. A Host is a pointer: copy it freely; it is valid until the plugin's destructor returns.
// The host calls the plugin's constructor and start() one at a time, and the plugin may call these functions on any thread.
//
// Example, a plugin that counts visits in memory that survives a reload:
//
//     class Counter {
//     public:
//         explicit Counter(portico::Host host) : host_(host), most_(host.integer("most")) {
//             if (most_ < 1) throw portico::Error(PORTICO_INVALID, "plugins.counter.most must be at least 1");
//         }
//         bool isNew(std::string_view visitor) const {
//             return host_.state().count(visitor, 1, std::chrono::hours(24)) <= most_;
//         }
//
//     private:
//         portico::Host host_;
//         std::int64_t most_;
//     };
#pragma once

#include <portico/metrics.hpp>
#include <portico/passwords.hpp>
#include <portico/providers.hpp>
#include <portico/settings.hpp>
#include <portico/state.hpp>
#include <portico/tasks.hpp>

#include <charconv>
#include <chrono>
#include <optional>
#include <vector>

namespace portico {

// Why this instance of the plugin exists: PORTICO_PURPOSE_... in abi/host.h.
enum class Purpose : std::uint64_t {
    Serve = PORTICO_PURPOSE_SERVE,
    Trial = PORTICO_PURPOSE_TRIAL,
    Command = PORTICO_PURPOSE_COMMAND,
    Backup = PORTICO_PURPOSE_BACKUP
};

class Host {
public:
    explicit Host(const portico_host* host) noexcept : h_(host) {}

    void debug(std::string_view line) const noexcept { h_->log(h_, PORTICO_LOG_DEBUG, str(line)); }
    void info(std::string_view line) const noexcept { h_->log(h_, PORTICO_LOG_INFO, str(line)); }
    void warning(std::string_view line) const noexcept { h_->log(h_, PORTICO_LOG_WARNING, str(line)); }
    void error(std::string_view line) const noexcept { h_->log(h_, PORTICO_LOG_ERROR, str(line)); }

    // The value of a setting that the manifest declares, as text; the host has checked its type. Throws Error for any other
    // name, and for a table or a list of tables, which have no text.
    std::string_view setting(std::string_view name) const {
        portico_str value{};
        const portico_status status = h_->setting(h_, str(name), &value);
        if (status == PORTICO_UNSUPPORTED)
            throw Error(PORTICO_FAILED, "the setting \"" + std::string(name) + "\" is a table; read it with value()");
        if (status != PORTICO_OK) throw notDeclared(name);
        return view(value);
    }
    // The same for every type: host.setting<double>("ratio"), host.setting<std::vector<std::int64_t>>("ports").
    template <class T>
    T setting(std::string_view name) const {
        return value(name).as<T>();
    }
    // For tables and lists of tables: host.value("smtp").field("port").
    SettingValue value(std::string_view name) const {
        if (!PORTICO_HAS_FUNCTION(h_, portico_host, setting_value))
            throw Error(PORTICO_UNSUPPORTED, "this host has no typed settings");
        portico_value value{};
        if (h_->setting_value(h_, str(name), &value) != PORTICO_OK) throw notDeclared(name);
        return {std::string(name), value};
    }
    // For settings of type integer, size (in bytes) or duration (in seconds).
    std::int64_t integer(std::string_view name) const {
        const std::string_view text = setting(name);
        std::int64_t number = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
        if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size())
            throw isNot(name, "number", "\"integer\", \"size\" or \"duration\"");
        return number;
    }
    bool boolean(std::string_view name) const {
        const std::string_view text = setting(name);
        if (text != "true" && text != "false") throw isNot(name, "boolean", "\"boolean\"");
        return text == "true";
    }
    std::chrono::seconds duration(std::string_view name) const { return std::chrono::seconds(integer(name)); }
    std::vector<std::string> list(std::string_view name) const { return lines(setting(name)); }

    // Time since 1970-01-01 UTC. Never use the system clock: tests set this one.
    std::chrono::milliseconds now() const noexcept { return std::chrono::milliseconds(h_->now(h_)); }
    std::int64_t nowSeconds() const noexcept { return h_->now(h_) / 1000; }

    std::string stateDirectory() const { return std::string(view(h_->state_directory(h_))); }
    std::vector<std::string> pageDirectories() const { return lines(view(h_->page_directories(h_))); }
    // The guard of pages that declare none: "public", "user" or "role:NAME". "public" from a host without pages.default_access.
    std::string defaultAccess() const {
        return PORTICO_HAS(h_, portico_host, default_access) ? std::string(view(h_->default_access(h_))) : "public";
    }

    // Other values than those of Purpose are possible: compare with Purpose::Serve.
    Purpose purpose() const noexcept {
        return PORTICO_HAS(h_, portico_host, purpose) ? static_cast<Purpose>(h_->purpose) : Purpose::Serve;
    }
    // Whether this instance is in the server. Only there may start() begin work that nobody asked for: timers, mail, threads.
    bool isServing() const noexcept { return purpose() == Purpose::Serve; }

    // server.public_url, without a slash at its end; empty if it is not configured. See site_url.hpp.
    std::string_view publicUrl() const noexcept {
        return PORTICO_HAS(h_, portico_host, public_url) ? view(h_->public_url) : std::string_view();
    }

    // The provider of a capability in "needs" of the manifest; available from start() on. Throws Error otherwise.
    UsersProvider users() const { return UsersProvider(capability(PORTICO_USERS)); }
    SessionsProvider sessions() const { return SessionsProvider(capability(PORTICO_SESSIONS)); }
    // The same of one plugin: usersOf("users_archive") if the manifest needs "portico.users/1@users_archive".
    UsersProvider usersOf(std::string_view plugin) const {
        return UsersProvider(capability((std::string(PORTICO_USERS "@") += plugin).c_str()));
    }
    portico_provider capability(const char* id) const {
        portico_provider provider{};
        const portico_status status = h_->capability(h_, id, &provider);
        if (status == PORTICO_OK) return provider;
        if (status == PORTICO_UNAVAILABLE)
            throw Error(PORTICO_FAILED,
                        std::string(id) + " is available from start() on; get it there, not in the constructor");
        throw Error(PORTICO_FAILED, std::string("the manifest does not need ") + id + "; add it to its \"needs\"");
    }
    // The provider of a capability in "wants" of the manifest, or nothing; from start() on.
    std::optional<portico_provider> wanted(const char* id) const {
        portico_provider provider{};
        const portico_status status = h_->capability(h_, id, &provider);
        if (status == PORTICO_OK) return provider;
        if (status == PORTICO_NOT_FOUND) return std::nullopt;
        throw Error(PORTICO_FAILED, std::string(id) + " is known from start() on; ask there, not in the constructor");
    }

    Passwords passwords() const {
        const void* table = h_->service(h_, PORTICO_PASSWORDS);
        if (table == nullptr) throw Error(PORTICO_UNSUPPORTED, "this host has no " PORTICO_PASSWORDS);
        return Passwords(static_cast<const portico_passwords*>(table));
    }
    Metrics metrics() const {
        const void* table = h_->service(h_, PORTICO_METRICS);
        if (table == nullptr) throw Error(PORTICO_UNSUPPORTED, "this host has no " PORTICO_METRICS);
        return Metrics(static_cast<const portico_metrics*>(table));
    }
    State state() const {
        const void* table = h_->service(h_, PORTICO_STATE);
        if (table == nullptr) throw Error(PORTICO_UNSUPPORTED, "this host has no " PORTICO_STATE);
        return State(static_cast<const portico_state*>(table));
    }
    Tasks tasks() const {
        const void* table = h_->service(h_, PORTICO_TASKS);
        if (table == nullptr) throw Error(PORTICO_UNSUPPORTED, "this host has no " PORTICO_TASKS);
        return Tasks(static_cast<const portico_tasks*>(table));
    }
    const portico_host* get() const noexcept { return h_; }

private:
    static Error notDeclared(std::string_view name) {
        return Error(PORTICO_FAILED, "the manifest declares no setting \"" + std::string(name) + "\"");
    }
    // The message does not contain the value: it may be a secret.
    static Error isNot(std::string_view name, const char* what, const char* types) {
        return Error(PORTICO_FAILED, "the setting \"" + std::string(name) + "\" is not a " + what +
                                         "; its type in the manifest must be " + types);
    }
    static std::vector<std::string> lines(std::string_view text) {
        std::vector<std::string> all;
        while (!text.empty()) {
            const std::size_t end = text.find('\n');
            all.emplace_back(text.substr(0, end));
            text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        }
        return all;
    }
    const portico_host* h_;
};

} // namespace portico
