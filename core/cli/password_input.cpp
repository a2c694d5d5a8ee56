// SPDX-License-Identifier: Apache-2.0
// Reads a new password from a terminal or from standard input.
#include "cli/password_input.h"

#include "text/normal_form.h"

#include <algorithm>
#include <iostream>
#include <portico/password_rules.hpp>
#include <stdexcept>
#include <termios.h>
#include <unistd.h>

namespace portico::cli {

namespace {

constexpr std::ptrdiff_t leastCharacters = 8;

// Turns off the echo of the terminal while it exists.
class NoEcho {
public:
    NoEcho() {
        if (::tcgetattr(STDIN_FILENO, &before_) != 0)
            throw std::runtime_error("there is no terminal to read the password from; use --password-stdin");
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    ~NoEcho() { ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_); }
    NoEcho(const NoEcho&) = delete;
    NoEcho& operator=(const NoEcho&) = delete;

private:
    termios before_{};
};

std::string readLine() {
    std::string line;
    if (!std::getline(std::cin, line)) throw std::runtime_error("no password was given");
    return line;
}

std::string ask(const char* question) {
    const NoEcho quiet;
    std::cerr << question << ": " << std::flush;
    std::string answer = readLine();
    std::cerr << '\n';
    return answer;
}

std::string promptTwice() {
    const std::string password = ask("New password");
    if (ask("Repeat the password") != password) throw std::runtime_error("the passwords differ; nothing was changed");
    return password;
}

// Counts the first bytes of UTF-8 sequences, that is, characters.
std::ptrdiff_t characters(const std::string& text) {
    return std::count_if(text.begin(), text.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
}

} // namespace

std::string passwordIn(std::string line) {
    constexpr std::string_view mark = "\xef\xbb\xbf";
    if (line.starts_with(mark)) line.erase(0, mark.size());
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

std::string newPassword(From from, bool allowWeak) {
    const std::string given = from == From::Terminal ? promptTwice() : passwordIn(readLine());
    const std::optional<std::string> password = text::nfc(given);
    if (!password) throw std::runtime_error("the password is not UTF-8");
    if (const std::string_view fault = passwordFault(*password); !fault.empty())
        throw std::runtime_error(std::string(fault));
    if (characters(*password) < leastCharacters && !allowWeak)
        throw std::runtime_error(
            "the password has fewer than 8 characters; choose a longer one (--allow-weak is for tests)");
    return *password;
}

} // namespace portico::cli
