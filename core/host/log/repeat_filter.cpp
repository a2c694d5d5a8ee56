// SPDX-License-Identifier: Apache-2.0
#include "host/log/repeat_filter.h"

#include <algorithm>

namespace portico::host {

namespace {

constexpr std::chrono::milliseconds pause{1000};
constexpr std::size_t mostKinds =
    32; // kinds of one subject, with or without account; clients choose words in lines, so further lines share one kind
constexpr std::size_t mostWords = 8;

bool isLetter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// "login denied from 192.0.2.7" -> "login denied from ". Quoted text usually comes from a client.
std::string wordsOf(std::string_view text) {
    std::string words;
    for (std::size_t count = 0; count < mostWords && !text.empty();) {
        const std::size_t end = std::min(text.find(' '), text.size());
        std::string_view word = text.substr(0, end);
        if (word.starts_with('"')) break;
        text.remove_prefix(std::min(end + 1, text.size()));
        while (!word.empty() && std::string_view(".,:;").find(word.back()) != std::string_view::npos)
            word.remove_suffix(1);
        if (word.empty() || !std::all_of(word.begin(), word.end(), isLetter)) continue;
        words.append(word).append(" ");
        ++count;
    }
    return words;
}

// The id in "request 0123456789abcdef" differs each time.
std::string_view partOf(std::string_view subject) { return subject.substr(0, subject.find(' ')); }

} // namespace

std::chrono::milliseconds RepeatFilter::steadyTime() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

RepeatFilter::RepeatFilter(Write write, Clock clock) : write_(std::move(write)), clock_(std::move(clock)) {}

RepeatFilter::~RepeatFilter() {
    try {
        for (auto& [key, kind] : kinds_)
            if (kind.count > 0) write_(summary(kind, kind.held, kind.count - 1));
    } catch (...) { // it cannot be reported
    }
}

RepeatFilter::Kind& RepeatFilter::kindOf(const LogLine& line) {
    std::string all = std::to_string(line.level).append(partOf(line.subject));
    all += line.hasAccount ? " of an account\t" : "\t";
    const std::string key = all + (line.kind.empty() ? wordsOf(line.text) : line.kind);
    if (const auto found = kinds_.find(key); found != kinds_.end()) return found->second;
    const auto ofSubject = [&all](const auto& kind) { return kind.first.starts_with(all); };
    const auto count = static_cast<std::size_t>(std::count_if(kinds_.begin(), kinds_.end(), ofSubject));
    return kinds_[count < mostKinds ? key : all];
}

void RepeatFilter::add(LogLine line, std::string_view client) {
    {
        const MutexLock lock(mutex_);
        Kind& kind = kindOf(line);
        const std::chrono::milliseconds now = clock_();
        if (kind.written.count() != 0 && now - kind.written < pause) return hold(kind, std::move(line), client);
        kind.written = now;
        if (kind.count > 0) line = summary(kind, std::move(line), kind.count);
    }
    write_(line);
}

void RepeatFilter::hold(Kind& kind, LogLine line, std::string_view client) {
    if (kind.count++ == 0) kind.held = std::move(line);
    if (client.empty()) return;
    const shares::Network network = shares::Network::of(client);
    if (std::find(kind.networks.begin(), kind.networks.end(), network) != kind.networks.end()) return;
    if (kind.networks.size() < mostNetworks)
        kind.networks.push_back(network);
    else
        kind.hasMoreNetworks = true;
}

// And starts over.
LogLine RepeatFilter::summary(Kind& kind, LogLine line, std::uint64_t others) {
    if (others > 0) {
        line.text += " (and " + std::to_string(others) + " more like it";
        const char* before = " from ";
        for (const shares::Network& network : kind.networks) {
            line.text.append(before).append(network.text());
            before = ", ";
        }
        line.text += kind.hasMoreNetworks ? " and other networks)" : ")";
    }
    kind.count = 0;
    kind.networks.clear();
    kind.hasMoreNetworks = false;
    return line;
}

void RepeatFilter::flushHeldLines() {
    std::vector<LogLine> due;
    {
        const MutexLock lock(mutex_);
        const std::chrono::milliseconds now = clock_();
        for (auto at = kinds_.begin(); at != kinds_.end();) {
            Kind& kind = at->second;
            if (now - kind.written < pause) {
                ++at;
            } else if (kind.count == 0) {
                at = kinds_.erase(at);
            } else {
                due.push_back(summary(kind, std::move(kind.held), kind.count - 1));
                kind.written = now;
                ++at;
            }
        }
    }
    for (const LogLine& line : due) write_(line);
}

} // namespace portico::host
