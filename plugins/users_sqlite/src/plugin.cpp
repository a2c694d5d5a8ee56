// SPDX-License-Identifier: Apache-2.0
// Entry point of the plugin: its settings, its lifecycle, and the capabilities on one database.
#include "database_copy.h"
#include "lazy_database.h"
#include "session_store.h"
#include "user_store.h"

#include <portico/plugin.hpp>

#include <optional>

namespace users_sqlite {

class UsersSqlite : public portico::Plugin {
public:
    explicit UsersSqlite(portico::Host host)
        : host_(host),
          file_(host.setting("path")),
          busySeconds_(host.integer("busy_timeout")),
          perUser_(host.integer("sessions_per_user")) {
        if (file_.empty()) file_ = host.stateDirectory() + "/users.db";
        copy_.emplace(file_, busySeconds_);
    }

    void start() override {
        database_.emplace(file_, busySeconds_);
        openOrWarn();
        users_.emplace(host_, *database_);
        sessions_.emplace(host_, *database_, perUser_);
    }
    void stop() override {
        sessions_.reset();
        users_.reset();
        database_.reset(); // the last connection writes the WAL back into the file
    }

    portico::Users& users() { return users_.value(); }
    portico::Sessions& sessions() { return sessions_.value(); }
    portico::Backup& backup() { return copy_.value(); }

private:
    void openOrWarn() {
        try {
            database_->opened();
        } catch (const portico::Error& error) {
            if (error.status() != PORTICO_UNAVAILABLE) throw;
            host_.warning(std::string(error.what()) +
                          "; until it can be opened, nobody is identified and nobody can log in");
        }
    }

    portico::Host host_;
    std::string file_;
    std::int64_t busySeconds_;
    std::int64_t perUser_;
    std::optional<DatabaseCopy> copy_;
    std::optional<LazyDatabase> database_;
    std::optional<UserStore> users_;
    std::optional<SessionStore> sessions_;
};

} // namespace users_sqlite

PORTICO_PLUGIN(users_sqlite::UsersSqlite, {
    "id" : "users_sqlite",
    "version" : "1.0.0",
    "summary" : "Users and sessions in an SQLite file.",
    "provides" : [ "portico.users/1", "portico.sessions/1", "portico.backup/1" ],
    "settings" : {
        "path" : {
            "type" : "path",
            "default" : "",
            "help" : "The database file; if empty, users.db in the plugin's state directory."
        },
        "busy_timeout" : {
            "type" : "duration",
            "default" : "5s",
            "min" : "1s",
            "max" : "60s",
            "help" : "How long to wait while another process writes to the file."
        },
        "sessions_per_user" : {
            "type" : "integer",
            "default" : 100,
            "min" : 1,
            "max" : 10000,
            "help" : "Maximum number of live sessions per user and kind (browser, token); beyond it, a new session ends the one that was idle longest."
        }
    }
});
