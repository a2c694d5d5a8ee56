// SPDX-License-Identifier: Apache-2.0
// The line that a request leaves in the access log.
#include "http/access_log.h"

#include "http/respond.h"
#include "http/syntax/json_string.h"

#include <array>
#include <chrono>
#include <ctime>

namespace portico::http {

namespace {

// Printable ASCII as it is, everything else and what could end a quotation as \xHH: the escape of Apache's and nginx's logs.
void escaped(std::string& out, std::string_view raw, std::size_t most) {
    constexpr std::string_view hex = "0123456789abcdef";
    for (const char c : raw.substr(0, most)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\')
            out += c;
        else
            (out += "\\x").append({hex[byte >> 4], hex[byte & 15]});
    }
}

void quoted(std::string& out, std::string_view raw) {
    out += " \"";
    escaped(out, raw.empty() ? "-" : raw, 2048);
    out += '"';
}

// A column of its own: a space in a name would move all that follow.
void userColumn(std::string& out, const Exchange& x) {
    const std::string_view name = x.user ? view(x.user->name) : std::string_view();
    std::string column;
    escaped(column, name.empty() ? "-" : name, 128);
    for (const char c : column) c == ' ' ? out += "\\x20" : out += c;
}

// Of the body, as sent.
std::uint64_t bytesOf(const Exchange& x) {
    if (x.stream.begun()) return x.stream.bytes();
    return hasBody(x) ? x.answer.contentLength() : 0;
}

// [24/Nov/2026:02:00:00 +0000]
void commonTime(std::string& out, std::time_t seconds) {
    std::tm utc{};
    ::gmtime_r(&seconds, &utc);
    constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::array<char, 64> text{};
    const int length = std::snprintf(text.data(), text.size(), " [%02d/%s/%d:%02d:%02d:%02d +0000]", utc.tm_mday,
                                     months[static_cast<std::size_t>(utc.tm_mon)], utc.tm_year + 1900, utc.tm_hour,
                                     utc.tm_min, utc.tm_sec);
    out.append(text.data(), static_cast<std::size_t>(length));
}

std::string common(const Exchange& x, std::time_t seconds) {
    std::string line(x.request.peer);
    line += " - ";
    userColumn(line, x);
    commonTime(line, seconds);
    line += " \"";
    escaped(line, x.request.method, 32);
    line += ' ';
    escaped(line, x.request.target, 2048);
    line += ' ';
    escaped(line, x.request.version, 16);
    line += "\" " + std::to_string(x.answer.status) + ' ';
    line += bytesOf(x) == 0 ? "-" : std::to_string(bytesOf(x));
    return line;
}

std::string combined(const Exchange& x, std::time_t seconds) {
    std::string line = common(x, seconds);
    quoted(line, x.header("Referer").value_or(""));
    quoted(line, x.header("User-Agent").value_or(""));
    return line;
}

std::string json(const Exchange& x, std::time_t seconds) {
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - x.began);
    std::string line = "{\"time\":" + std::to_string(seconds) + ",\"peer\":" + syntax::jsonString(x.request.peer) +
                       ",\"user\":" + (x.user ? syntax::jsonString(view(x.user->name)) : "null") +
                       ",\"method\":" + syntax::jsonString(x.request.method) +
                       ",\"target\":" + syntax::jsonString(x.request.target) +
                       ",\"status\":" + std::to_string(x.answer.status) + ",\"bytes\":" + std::to_string(bytesOf(x)) +
                       ",\"microseconds\":" + std::to_string(took.count()) + ",\"id\":" + syntax::jsonString(x.id);
    if (const auto agent = x.header("User-Agent")) line += ",\"agent\":" + syntax::jsonString(agent->substr(0, 512));
    return line + '}';
}

} // namespace

AccessForm accessForm(std::string_view name) {
    if (name == "common") return AccessForm::Common;
    if (name == "combined") return AccessForm::Combined;
    return name == "json" ? AccessForm::Json : AccessForm::Off;
}

std::string accessLine(const Exchange& x, AccessForm form, std::time_t seconds) {
    switch (form) {
    case AccessForm::Common: return common(x, seconds);
    case AccessForm::Combined: return combined(x, seconds);
    case AccessForm::Json: return json(x, seconds);
    case AccessForm::Off: break;
    }
    return {};
}

} // namespace portico::http
