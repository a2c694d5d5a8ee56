// SPDX-License-Identifier: Apache-2.0
// A clock that ticks in every browser that shows it: server-sent events, read by a script in the plugin's own assets. A stream
// occupies a thread of the server until its reader leaves; limits.streams bounds their number.
#include <portico/event_stream.hpp>
#include <portico/plugin.hpp>

#include <ctime>

namespace {

// "2027-01-15 08:00:00" (UTC)
std::string utc(std::chrono::milliseconds since1970) {
    const std::time_t seconds = since1970.count() / 1000;
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char text[32];
    return std::string(text, std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &parts));
}

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
    std::string now() const { return utc(host_.now()); }

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
