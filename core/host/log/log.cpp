// SPDX-License-Identifier: Apache-2.0
// Writes the server's log to the journal or to standard error.
#include "host/log/log.h"

#include "base/write_all.h"
#include "capabilities/call_context.h"

#include <Poco/FormattingChannel.h>
#include <Poco/Message.h>
#include <Poco/PatternFormatter.h>

#include <algorithm>
#include <array>
#include <unistd.h>

namespace portico::host {

namespace {

using Fields = std::vector<LogLine::Field>;

constexpr std::array priorities = {Poco::Message::PRIO_DEBUG, Poco::Message::PRIO_INFORMATION,
                                   Poco::Message::PRIO_WARNING, Poco::Message::PRIO_ERROR};

int levelNamed(const std::string& name) {
    if (name == "debug") return PORTICO_LOG_DEBUG;
    if (name == "warning") return PORTICO_LOG_WARNING;
    if (name == "nothing") return PORTICO_LOG_ERROR + 1;
    return name == "error" ? PORTICO_LOG_ERROR : PORTICO_LOG_INFO;
}

// Not std::cerr: after one failed write, for example on a full disk, it would never write again.
class StandardError final : public Poco::Channel {
public:
    void log(const Poco::Message& message) override { base::writeAll(STDERR_FILENO, message.getText() + '\n'); }
};

Poco::AutoPtr<Poco::Channel> channel(const std::string& pattern) {
    const Poco::AutoPtr<Poco::Channel> console(new StandardError);
    const Poco::AutoPtr<Poco::Formatter> formatter(new Poco::PatternFormatter(pattern));
    return new Poco::FormattingChannel(formatter, console);
}

// Keeps a message on one line, so that text from a plugin or client cannot imitate another message.
std::string oneLine(std::string_view line) {
    std::string safe(line);
    for (char& c : safe)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    return safe;
}

// The host's own subjects are "host", "wire" and "request ID", or "request ID trace ID"; every other subject is a plugin.
Fields fieldsFor(std::string_view subject) {
    constexpr std::string_view request = "request ", trace = " trace ";
    const bool ofRequest = subject.starts_with(request);
    const std::string_view ids = ofRequest ? subject.substr(request.size()) : std::string_view();
    const std::size_t end = std::min(ids.find(trace), ids.size());
    const bool ofPlugin = !ofRequest && subject != "host" && subject != "wire";
    return {{"PLUGIN", std::string(ofPlugin ? subject : "")},
            {"REQUEST_ID", std::string(ids.substr(0, end))},
            {"TRACE_ID", std::string(end == ids.size() ? "" : ids.substr(end + trace.size()))},
            {"PORTICO_LOG", ofPlugin ? "plugin" : "host"}};
}

std::string_view clientOfThisThread() noexcept {
    const capabilities::CallContext* context = capabilities::CallContext::taken();
    return context != nullptr ? context->ownRequest().client.data() : std::string_view();
}

// Whether clients determine how many such messages there are.
bool isAboutRequests(std::string_view subject) noexcept {
    const capabilities::CallContext* context = capabilities::CallContext::taken();
    return subject == "wire" || (context != nullptr && context->ownRequest().id[0] != '\0');
}

} // namespace

ServerLog::ServerLog(const std::string& least, bool journal)
    : least_(levelNamed(least)),
      journal_(journal),
      lines_(channel(journal ? "<%l>%s: %t" : "%Y-%m-%dT%H:%M:%S.%iZ %q %s: %t")),
      requests_(channel(journal ? "<6>%t" : "%t")),
      repeatFilter_([this](const LogLine& line) { put(line); }) {}

void ServerLog::setLeast(const std::string& least) noexcept { least_ = levelNamed(least); }

void ServerLog::write(int level, std::string_view subject, std::string_view line) noexcept {
    if (level < least_) return;
    try {
        const int known = std::clamp(level, PORTICO_LOG_DEBUG, PORTICO_LOG_ERROR);
        count(known);
        LogLine one{known, oneLine(subject), oneLine(line), {}, false, journal_ ? fieldsFor(subject) : Fields()};
        if (known >= PORTICO_LOG_WARNING && isAboutRequests(subject))
            repeatFilter_.add(std::move(one), clientOfThisThread());
        else
            put(one);
    } catch (...) { // nowhere to report it
    }
}

// Denials of one account and rule are one kind, from any network. Denials of anonymous clients are one kind for each network and
// rule.
void ServerLog::denied(int level, std::string_view line, const http::Denial& about) noexcept {
    if (level < least_) return;
    try {
        LogLine one{std::min(level, PORTICO_LOG_WARNING), "denied", std::string(line)};
        count(one.level);
        one.hasAccount = !about.account.empty();
        one.kind = one.hasAccount ? std::string(about.account) : shares::Network::of(about.peer).text();
        one.kind.append("\n").append(about.rule);
        if (journal_)
            one.fields = {{"REQUEST_ID", std::string(about.requestId)},
                          {"USER", std::string(about.account)},
                          {"PEER", std::string(about.peer)},
                          {"RULE", std::string(about.rule)},
                          {"TRACE_ID", std::string(about.traceId)},
                          {"PORTICO_LOG", "denied"}};
        else
            one.text.append("; request ").append(about.requestId);
        if (!journal_ && !about.traceId.empty()) one.text.append("; trace ").append(about.traceId);
        repeatFilter_.add(std::move(one), about.peer);
    } catch (...) { // nowhere to report it
    }
}

void ServerLog::put(const LogLine& line) noexcept {
    constexpr std::array syslog = {7, 6, 4, 3};
    const auto level = static_cast<std::size_t>(line.level);
    try {
        if (!journal_ || !toJournal(syslog[level], line.subject + ": " + line.text, line.fields))
            lines_->log({line.subject, line.text, priorities[level]});
    } catch (...) { // nowhere to report it
    }
}

void ServerLog::flushHeldLines() noexcept {
    try {
        repeatFilter_.flushHeldLines();
    } catch (...) { // no memory: try again next time
    }
}

void ServerLog::access(std::string_view line, const http::AccessFields& about) noexcept {
    try {
        if (journal_ && toJournal(6, line,
                                  {{"REQUEST_ID", about.requestId},
                                   {"USER", about.user},
                                   {"TRACE_ID", about.traceId},
                                   {"PORTICO_LOG", "access"}}))
            return;
        requests_->log({"access", std::string(line), Poco::Message::PRIO_INFORMATION});
    } catch (...) { // nowhere to report it
    }
}

} // namespace portico::host
