// SPDX-License-Identifier: Apache-2.0
// The access log line of a request.
#include "http/server/access_log.h"

#include "base/json_string.h"
#include "http/log/log_text.h"

#include <array>
#include <chrono>
#include <ctime>

namespace portico::http {

namespace {

// Limits the bytes from a client: a line may wait in memory until its answer has been sent.
constexpr std::size_t mostMethod = 32, mostTarget = 2048, mostVersion = 16, mostReferer = 1024, mostAgent = 512;
constexpr std::size_t mostUser = 512;

void quoted(std::string& out, std::string_view raw, std::size_t most) {
    out += ' ';
    appendQuoted(out, raw.empty() ? "-" : raw, most);
}

// A separate column: a space in a name would shift the following ones.
void userColumn(std::string& out, const Exchange& x) {
    const std::string_view name = x.user ? view(x.user->name) : std::string_view();
    std::string column;
    appendEscaped(column, name.empty() ? "-" : name, mostUser);
    for (const char c : column) c == ' ' ? out += "\\x20" : out += c;
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
    appendEscaped(line, x.request.method, mostMethod);
    line += ' ';
    appendEscaped(line, x.request.target, mostTarget);
    line += ' ';
    appendEscaped(line, x.request.version, mostVersion);
    return line.append("\" ").append(std::to_string(x.answer.status)).append(" ");
}

std::string refererAndAgent(const Exchange& x) {
    std::string fields;
    quoted(fields, x.header("Referer").value_or(""), mostReferer);
    quoted(fields, x.header("User-Agent").value_or(""), mostAgent);
    return fields;
}

std::string json(const Exchange& x, std::time_t seconds) {
    return "{\"time\":" + std::to_string(seconds) + ",\"peer\":" + base::jsonString(x.request.peer) +
           ",\"user\":" + (x.user ? base::jsonString(view(x.user->name)) : "null") +
           ",\"method\":" + base::jsonString(x.request.method, mostMethod) +
           ",\"target\":" + base::jsonString(x.request.target, mostTarget) +
           ",\"status\":" + std::to_string(x.answer.status) + ",\"bytes\":";
}

std::string idAndAgent(const Exchange& x) {
    std::string fields = ",\"id\":" + base::jsonString(x.id);
    if (const std::string_view trace = x.traceId(); !trace.empty())
        fields.append(",\"trace\":\"").append(trace).append("\"");
    if (const auto agent = x.header("User-Agent")) fields += ",\"agent\":" + base::jsonString(*agent, mostAgent);
    return fields;
}

} // namespace

AccessLogFormat accessLogFormat(std::string_view name) {
    if (name == "common") return AccessLogFormat::Common;
    if (name == "combined") return AccessLogFormat::Combined;
    return name == "json" ? AccessLogFormat::Json : AccessLogFormat::Off;
}

AccessLine::AccessLine(const Exchange& x, AccessLogFormat form, std::time_t seconds) : form_(form), began_(x.began) {
    if (form == AccessLogFormat::Off) return;
    before_ = form == AccessLogFormat::Json ? json(x, seconds) : common(x, seconds);
    if (form == AccessLogFormat::Json) after_ = idAndAgent(x);
    if (form == AccessLogFormat::Combined) after_ = refererAndAgent(x);
}

std::string AccessLine::ended(std::uint64_t bytes, std::string_view cut) const {
    if (form_ == AccessLogFormat::Off) return {};
    std::string line = before_;
    if (form_ != AccessLogFormat::Json) {
        line.append(bytes == 0 ? "-" : std::to_string(bytes)).append(after_);
        return cut.empty() ? line : line.append(" \"cut: ").append(cut).append("\"");
    }
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began_);
    line.append(std::to_string(bytes)).append(",\"microseconds\":").append(std::to_string(took.count())).append(after_);
    if (!cut.empty()) line.append(",\"cut\":").append(base::jsonString(cut));
    return line + '}';
}

} // namespace portico::http
