// SPDX-License-Identifier: Apache-2.0
// A guest book that everybody can read and logged-in users can sign. Shows a form that other sites cannot submit, a needed
// capability (users), data in the plugin's state directory, a counter, and an invalid setting that prevents the server from starting.
#include "entries.h"

#include <portico/plugin.hpp>

namespace guestbook {

class Guestbook : public portico::Plugin {
public:
    explicit Guestbook(portico::Host host)
        : host_(host),
          longest_(host.integer("longest")),
          entries_(host.stateDirectory() + "/entries"),
          written_(host.metrics().counter("entries", "Entries written.")) {
        get("/guestbook", "public", "Shows the guest book.", [this](portico::Exchange& x) { show(x); });
        post("/guestbook", "user", "Signs the guest book.", [this](portico::Exchange& x) { write(x); });
    }

    void start() override { users_.emplace(host_.users()); }

private:
    void show(portico::Exchange& x, std::string_view error = {}) {
        portico::Value::List entries;
        for (const Entry& entry : entries_.newest(50)) {
            const auto user = users_->get(entry.userId); // the current name; nothing if the user was deleted
            entries.push_back(portico::Value::Map{{"name", user ? user->name : "Somebody"}, {"text", entry.text}});
        }
        x.render("guestbook", {{"entries", entries}, {"error", error}});
    }

    // The host has already checked that a logged-in user sends this, and from this site.
    void write(portico::Exchange& x) {
        const std::string_view text = x.form("text").value_or("");
        if (text.empty() || text.size() > static_cast<std::size_t>(longest_)) {
            x.status(422);
            return show(x, "Please write between 1 and " + std::to_string(longest_) + " characters.");
        }
        entries_.add({x.user()->id, std::string(text)});
        written_.add();
        x.redirect("/guestbook");
    }

    portico::Host host_;
    std::int64_t longest_;
    Entries entries_;
    portico::Counter written_;
    std::optional<portico::UsersProvider> users_;
};

} // namespace guestbook

PORTICO_PLUGIN(guestbook::Guestbook, {
    "id": "guestbook",
    "version": "1.0.0",
    "summary": "A guest book for logged-in users.",
    "provides": ["portico.routes/1"],
    "needs": ["portico.users/1"],
    "settings": {
        "longest": {"type": "integer", "default": 500, "min": 1, "max": 10000, "help": "Maximum length of an entry in bytes."}
    }
});
