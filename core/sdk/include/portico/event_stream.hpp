// SPDX-License-Identifier: Apache-2.0
// Server-sent events (HTML standard, section 9.2): an answer that goes on, for JavaScript's EventSource. Not part of
// <portico/plugin.hpp>: who wants it includes it too.
//
//     get("/news", "user", "Tells what is new.", [this](portico::Exchange& x) {
//         portico::EventStream stream(x);
//         while (stream.pause(std::chrono::seconds(1))) stream.send(newest());
//     });
//
// Whatever cannot be sent throws Error, as Exchange::flush does; let it pass. A browser comes back by itself after the end.
#pragma once

#include <portico/exchange.hpp>

namespace portico {

class EventStream {
public:
    // Sends the head of the answer.
    explicit EventStream(const Exchange& x) : x_(x) {
        x_.setHeader("Content-Type", "text/event-stream"); // always UTF-8
        x_.flush();
    }

    // The id of the last event that a browser got before its connection broke; empty: none.
    std::string_view lastId() const { return x_.header("Last-Event-ID").value_or(std::string_view()); }

    // An event: `data` may have several lines. `event` is its name ("message" if empty), `id` what lastId gives later.
    void send(std::string_view data, std::string_view event = {}, std::string_view id = {}) {
        std::string text;
        if (!event.empty()) line(text, "event: ", event);
        if (!id.empty()) line(text, "id: ", id);
        for (;;) {
            const std::size_t end = data.find_first_of("\r\n");
            line(text, "data: ", data.substr(0, end));
            if (end == std::string_view::npos) break;
            data.remove_prefix(end + (data.substr(end, 2) == "\r\n" ? 2 : 1));
        }
        sendNow(text + '\n');
    }

    // How long a browser waits before it comes back.
    void retry(std::chrono::milliseconds time) { sendNow("retry: " + std::to_string(time.count()) + "\n\n"); }

    // A comment: nothing happens in the browser, but the connection lives, and one that is dead is noticed.
    void heartbeat() { sendNow(":\n\n"); }

    // Waits for the next event, with heartbeats; false: come to an end.
    bool pause(std::chrono::milliseconds time, std::chrono::milliseconds beat = std::chrono::seconds(15)) {
        for (; time > beat; time -= beat) {
            if (!x_.pause(beat)) return false;
            heartbeat();
        }
        return x_.pause(time);
    }

private:
    // A line end in it would begin a line of its own; an id with a NUL is ignored by browsers.
    static void line(std::string& text, std::string_view field, std::string_view value) {
        if (value.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos && field != "data: ")
            throw Error(PORTICO_INVALID, "the name or the id of an event has a line end or a NUL in it");
        text.append(field).append(value).append("\n");
    }
    void sendNow(std::string_view text) {
        x_.write(text);
        x_.flush();
    }

    Exchange x_; // a view of it
};

} // namespace portico
