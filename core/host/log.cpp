// SPDX-License-Identifier: Apache-2.0
// The log of the server.
#include "host/log.h"

#include <Poco/ConsoleChannel.h>
#include <Poco/FormattingChannel.h>
#include <Poco/Message.h>
#include <Poco/PatternFormatter.h>

#include <array>
#include <iostream>

namespace portico::host {

namespace {

constexpr std::array priorities = {Poco::Message::PRIO_DEBUG, Poco::Message::PRIO_INFORMATION,
                                   Poco::Message::PRIO_WARNING, Poco::Message::PRIO_ERROR};

int levelNamed(const std::string& name) {
    if (name == "debug") return PORTICO_LOG_DEBUG;
    if (name == "warning") return PORTICO_LOG_WARNING;
    if (name == "nothing") return PORTICO_LOG_ERROR + 1;
    return name == "error" ? PORTICO_LOG_ERROR : PORTICO_LOG_INFO;
}

Poco::AutoPtr<Poco::Channel> channel(const std::string& pattern) {
    const Poco::AutoPtr<Poco::Channel> console(new Poco::ConsoleChannel(std::cerr));
    const Poco::AutoPtr<Poco::Formatter> formatter(new Poco::PatternFormatter(pattern));
    return new Poco::FormattingChannel(formatter, console);
}

// A line stays a line: what a plugin or a client put into it cannot look like another one.
std::string oneLine(std::string_view line) {
    std::string safe(line);
    for (char& c : safe)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    return safe;
}

// Of the host's own parts, those of a request say which one it is; every other subject is a plugin.
bool entry(int level, std::string_view subject, const std::string& line) {
    constexpr std::array syslog = {7, 6, 4, 3};
    constexpr std::string_view request = "request ";
    const bool ofRequest = subject.starts_with(request);
    const bool ofPlugin = !ofRequest && subject != "host" && subject != "wire";
    return toJournal(syslog[static_cast<std::size_t>(level)], std::string(subject).append(": ").append(line),
                     {{"PLUGIN", ofPlugin ? subject : ""},
                      {"REQUEST_ID", ofRequest ? subject.substr(request.size()) : ""},
                      {"PORTICO_LOG", ofPlugin ? "plugin" : "host"}});
}

} // namespace

ServerLog::ServerLog(const std::string& least, bool journal)
    : least_(levelNamed(least)),
      journal_(journal),
      lines_(channel(journal ? "<%l>%s: %t" : "%Y-%m-%dT%H:%M:%S.%iZ %q %s: %t")),
      requests_(channel(journal ? "<6>%t" : "%t")) {}

void ServerLog::setLeast(const std::string& least) noexcept { least_ = levelNamed(least); }

void ServerLog::write(int level, std::string_view subject, std::string_view line) noexcept {
    if (level < least_) return;
    try {
        const int known = level < 0 ? 0 : level > PORTICO_LOG_ERROR ? PORTICO_LOG_ERROR : level;
        const std::string safe = oneLine(line);
        if (!journal_ || !entry(known, subject, safe))
            lines_->log({oneLine(subject), safe, priorities[static_cast<std::size_t>(known)]});
    } catch (...) { // nowhere to say so
    }
}

void ServerLog::access(std::string_view line, std::string_view requestId, std::string_view user) noexcept {
    try {
        if (journal_ && toJournal(6, line, {{"REQUEST_ID", requestId}, {"USER", user}, {"PORTICO_LOG", "access"}}))
            return;
        requests_->log({"access", std::string(line), Poco::Message::PRIO_INFORMATION});
    } catch (...) { // nowhere to say so
    }
}

} // namespace portico::host
