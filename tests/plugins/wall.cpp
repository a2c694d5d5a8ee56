// SPDX-License-Identifier: Apache-2.0
// A public form: /wall shows with the page "wall" how often it was submitted.
#include <portico/plugin.hpp>

#include <atomic>

namespace {

class Wall final : public portico::Plugin {
public:
    explicit Wall(portico::Host) {
        get("/wall", "public", "Shows the wall.", [this](portico::Exchange& x) {
            x.render("wall", {{"count", std::int64_t{count_}}});
        });
        post("/wall", "public", "Writes on the wall.", [this](portico::Exchange& x) {
            ++count_;
            x.redirect("/wall");
        });
    }

private:
    std::atomic<std::int64_t> count_{0};
};

} // namespace

// clang-format off
PORTICO_PLUGIN(Wall, {"id": "wall", "version": "1.0.0", "summary": "A public form.", "provides": ["portico.routes/1"]});
