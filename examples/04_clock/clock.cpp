// SPDX-License-Identifier: Apache-2.0
// A clock that ticks in every browser that shows it: server-sent events, read by a script in the plugin's own assets. A stream
// occupies a thread of the server until its reader leaves; limits.streams bounds their number.
#include <portico/event_stream.hpp>
#include <portico/http_date.hpp>
#include <portico/plugin.hpp>

namespace {

class Clock : public portico::Plugin {
public:
    explicit Clock(portico::Host host) : host_(host), tick_(host.integer("tick")) {
        get("/clock", "public", "Shows the time.", [this](portico::Exchange& x) {
            x.render("clock", {{"time", now()}});
        });
        get("/clock/ticks", "public", "Streams the time.", [this](portico::Exchange& x) { tick(x); });
    }

private:
    void tick(portico::Exchange& x) {
        portico::EventStream stream(x);
        do stream.send(now());
        while (stream.pause(tick_));
    }
    std::string now() const { return portico::formatHttpDate(host_.nowSeconds()); }

    portico::Host host_;
    std::chrono::milliseconds tick_;
};

} // namespace

PORTICO_PLUGIN(Clock, {
    "id": "clock",
    "version": "1.0.0",
    "summary": "Shows the time and keeps it current.",
    "provides": ["portico.routes/1"],
    "settings": {
        "tick": {"type": "integer", "default": 1000, "min": 10, "max": 60000,
                 "help": "Milliseconds between two ticks."}
    }
});
