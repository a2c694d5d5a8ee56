// SPDX-License-Identifier: Apache-2.0
// A log line with fields that programs can read: `order refused order=17 reason="card declined"`. Whatever a value contains, it
// cannot end the line or look like another field. Not part of <portico/plugin.hpp>.
// Threads: a LogLine belongs to one thread at a time. Errors: Error(PORTICO_INVALID) for a name that is not [a-z][a-z0-9_.]*.
// Never log passwords, tokens and cookies.
//
// Example:
//
//     void refuse(const portico::Host& host, const portico::Exchange& x, std::int64_t order, std::string_view why) {
//         host.warning(portico::LogLine("order refused").field("order", order).field("reason", why).request(x).text());
//     }
#pragma once

#include <portico/exchange.hpp>
#include <portico/json_writer.hpp>

namespace portico {

class LogLine {
public:
    static constexpr std::size_t longest = 1000; // bytes of one value; the rest is cut off

    // `event`: what happened, the same words each time; what differs goes into fields.
    explicit LogLine(std::string_view event) { append(event, false); }

    LogLine& field(std::string_view name, std::string_view value) {
        begin(name);
        append(value.substr(0, longest), true);
        return *this;
    }
    LogLine& field(std::string_view name, const char* value) { return field(name, std::string_view(value)); }
    LogLine& field(std::string_view name, bool value) { return field(name, value ? "true" : "false"); }
    template <class Number, std::enable_if_t<std::is_arithmetic_v<Number>, int> = 0>
    LogLine& field(std::string_view name, Number value) {
        return field(name, std::string_view(std::to_string(value)));
    }
    // The id of the request, as in the access log and in X-Request-Id.
    LogLine& request(const Exchange& x) { return field("request", x.requestId()); }

    const std::string& text() const noexcept { return text_; }

private:
    void begin(std::string_view name) {
        bool isName = !name.empty() && name[0] >= 'a' && name[0] <= 'z';
        for (const char c : name)
            isName = isName && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.');
        if (!isName) throw Error(PORTICO_INVALID, "the name of a log field is not [a-z][a-z0-9_.]*");
        text_.append(" ").append(name).append("=");
    }
    // A value of plain ASCII stands as it is, any other as a JSON string.
    void append(std::string_view text, bool isValue) {
        bool isPlain = !text.empty() || !isValue;
        for (const char c : text)
            isPlain = isPlain && c > (isValue ? 0x20 : 0x1f) && c < 0x7f &&
                      std::string_view("\"\\=").find(c) == std::string_view::npos;
        if (isPlain)
            text_ += text;
        else
            appendJsonString(text_, text);
    }

    std::string text_;
};

} // namespace portico
