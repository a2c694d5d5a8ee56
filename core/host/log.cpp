// SPDX-License-Identifier: Apache-2.0
// The log of the server.
#include "host/log.h"

#include <Poco/ConsoleChannel.h>
#include <Poco/FormattingChannel.h>
#include <Poco/Message.h>
#include <Poco/PatternFormatter.h>

#include <array>
#include <cstdlib>
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

} // namespace

ServerLog::ServerLog(const std::string& least, bool journal)
    : least_(levelNamed(least)),
      lines_(channel(journal ? "<%l>%s: %t" : "%Y-%m-%dT%H:%M:%S.%iZ %q %s: %t")),
      requests_(channel(journal ? "<6>%t" : "%t")) {}

void ServerLog::setLeast(const std::string& least) noexcept { least_ = levelNamed(least); }

void ServerLog::write(int level, std::string_view subject, std::string_view line) noexcept {
    if (level < least_) return;
    try {
        const int known = level < 0 ? 0 : level > PORTICO_LOG_ERROR ? PORTICO_LOG_ERROR : level;
        lines_->log({oneLine(subject), oneLine(line), priorities[static_cast<std::size_t>(known)]});
    } catch (...) { // nowhere to say so
    }
}

void ServerLog::access(std::string_view line) noexcept {
    try {
        requests_->log({"access", std::string(line), Poco::Message::PRIO_INFORMATION});
    } catch (...) { // nowhere to say so
    }
}

bool startedByJournal() { return std::getenv("JOURNAL_STREAM") != nullptr; }

} // namespace portico::host
