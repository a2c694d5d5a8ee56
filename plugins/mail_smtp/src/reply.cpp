// SPDX-License-Identifier: Apache-2.0
#include "reply.h"

#include <algorithm>
#include <charconv>

namespace mail_smtp {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

std::string printable(std::string_view text) {
    std::string out(text);
    std::replace_if(
        out.begin(), out.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return out;
}

std::string upper(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
}

// Removes and returns the next word.
std::string_view next(std::string_view& rest) {
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(word.size());
    return word;
}

void readAuth(std::string_view mechanisms, Extensions& extensions) {
    while (!mechanisms.empty()) {
        const std::string_view word = next(mechanisms);
        extensions.plain |= word == "PLAIN";
        extensions.login |= word == "LOGIN";
    }
}

} // namespace

std::string Reply::text() const {
    std::string all = std::to_string(code);
    for (const std::string& line : lines) {
        if (all.size() > 200) break;
        all += ' ' + line.substr(0, 200);
    }
    return all;
}

std::size_t ReplyParser::take(std::string_view bytes) {
    std::size_t taken = 0;
    while (state_ == State::Incomplete && taken < bytes.size()) {
        const char byte = bytes[taken++];
        if (byte == '\n')
            endLine();
        else if (line_.size() + 1 >= longestLine)
            state_ = State::Malformed;
        else
            line_ += byte;
    }
    return taken;
}

void ReplyParser::endLine() {
    if (!line_.empty() && line_.back() == '\r') line_.pop_back();
    state_ = State::Malformed;
    if (line_.size() < 3 || line_[0] < '2' || line_[0] > '5' || !isDigit(line_[1]) || !isDigit(line_[2])) return;
    const int code = (line_[0] - '0') * 100 + (line_[1] - '0') * 10 + (line_[2] - '0');
    const char separator = line_.size() > 3 ? line_[3] : ' ';
    if ((separator != ' ' && separator != '-') || (reply_.code != 0 && reply_.code != code)) return;
    if (reply_.lines.size() >= mostLines) return;
    reply_.code = code;
    reply_.lines.push_back(printable(std::string_view(line_).substr(std::min<std::size_t>(line_.size(), 4))));
    line_.clear();
    state_ = separator == '-' ? State::Incomplete : State::Complete;
}

Extensions extensionsOf(const Reply& ehlo) {
    Extensions extensions;
    for (std::size_t i = 1; i < ehlo.lines.size(); ++i) { // the first line greets
        const std::string line = upper(ehlo.lines[i]);
        std::string_view rest = line;
        const std::string_view keyword = next(rest);
        const std::string_view parameters = rest;
        if (keyword == "STARTTLS") extensions.startTls = true;
        if (keyword == "AUTH") readAuth(parameters, extensions);
        if (keyword != "SIZE") continue;
        const std::string_view number = next(rest);
        std::uint64_t size = 0;
        const auto read = std::from_chars(number.data(), number.data() + number.size(), size);
        if (read.ec == std::errc() && read.ptr == number.data() + number.size()) extensions.size = size;
    }
    return extensions;
}

} // namespace mail_smtp
