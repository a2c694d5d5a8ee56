// SPDX-License-Identifier: Apache-2.0
// Server-sent events (HTML standard, section 9.2): a streamed answer for JavaScript's EventSource. Not part of
// <portico/plugin.hpp>; include it in addition.
//
// Example, a handler that sends the time every second:
//
//     void tick(portico::Exchange& x, const portico::Host& host) {
//         portico::EventStream stream(x);
//         do stream.send(std::to_string(host.nowSeconds()));
//         while (stream.pause(std::chrono::seconds(1)));
//     }
//
// Like Exchange::flush, every function that sends throws Error if it cannot send; do not catch it. After the end of the answer
// the browser reconnects automatically.
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

    // The id of the last event that the browser received before its connection broke; empty if none.
    std::string_view lastId() const { return x_.header("Last-Event-ID").value_or(std::string_view()); }

    // Sends an event. `data` may have several lines. `event` is its name ("message" if empty); lastId() returns `id` after a
    // reconnect. Throws Error if `event` or `id` contains a line end or a NUL.
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

    // Sets how long the browser waits before it reconnects.
    void retry(std::chrono::milliseconds time) { sendNow("retry: " + std::to_string(time.count()) + "\n\n"); }

    // Sends a comment, which browsers ignore. It keeps the connection open and reveals a dead one.
    void heartbeat() { sendNow(":\n\n"); }

    // Waits for `time` and sends a heartbeat after each `beat`. False: end the answer.
    bool pause(std::chrono::milliseconds time, std::chrono::milliseconds beat = std::chrono::seconds(15)) {
        for (; time > beat; time -= beat) {
            if (!x_.pause(beat)) return false;
            heartbeat();
        }
        return x_.pause(time);
    }

private:
    // A line end in a field would begin another field; browsers ignore an id with a NUL.
    static void line(std::string& text, std::string_view field, std::string_view value) {
        if (value.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos && field != "data: ")
            throw Error(PORTICO_INVALID, "the name or the id of an event contains a line end or a NUL");
        text.append(field).append(value).append("\n");
    }
    void sendNow(std::string_view text) {
        x_.write(text);
        x_.flush();
    }

    Exchange x_; // a copy refers to the same exchange
};

} // namespace portico
