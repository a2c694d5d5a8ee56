// SPDX-License-Identifier: Apache-2.0
// A guest book that everybody can read and logged-in users can sign. Shows a form that other sites cannot submit, a needed
// capability (users), data in the plugin's state directory, a counter, and an invalid setting that prevents the server from starting.
#include "entries.h"

#include <portico/form_reader.hpp>
#include <portico/plugin.hpp>

namespace guestbook {

class Guestbook : public portico::Plugin {
public:
    explicit Guestbook(portico::Host host)
        : host_(host),
          longest_(static_cast<std::size_t>(host.integer("longest"))),
          entries_(host.stateDirectory() + "/entries"),
          written_(host.metrics().counter("entries", "Entries written.")) {
        get("/guestbook", "public", "Shows the guest book.", [this](portico::Exchange& x) { show(x); });
        post("/guestbook", "user", "Signs the guest book.", [this](portico::Exchange& x) { write(x); });
    }

    void start() override { users_.emplace(host_.users()); }

private:
    void show(portico::Exchange& x, const portico::Value::Map& faults = {}) {
        portico::Value::List entries;
        for (const Entry& entry : entries_.newest(50)) {
            const auto user = users_->get(entry.userId); // the current name; nothing if the user was deleted
            entries.push_back(portico::Value::Map{{"name", user ? user->name : "Somebody"}, {"text", entry.text}});
        }
        x.render("guestbook", {{"entries", entries}, {"faults", faults}});
    }

    // The host has already checked that a logged-in user sends this, and from this site.
    void write(portico::Exchange& x) {
        portico::FormReader form(x);
        const std::string_view text = form.lines("text", {1, longest_});
        if (!form.isGood()) {
            x.status(422);
            return show(x, form.faults());
        }
        entries_.add({x.user()->id, std::string(text)});
        written_.add();
        x.redirect("/guestbook");
    }

    portico::Host host_;
    std::size_t longest_;
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
        "longest": {"type": "integer", "default": 500, "min": 1, "max": 10000, "help": "Maximum length of an entry in characters."}
    }
});
