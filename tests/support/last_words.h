// SPDX-License-Identifier: Apache-2.0
// What code that must end the process says before it does: a child process runs it.
#pragma once

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <functional>
#include <stdexcept>
#include <string>

namespace portico::test {

// What `act` writes to standard error before it aborts. Throws std::runtime_error if it does not abort.
inline std::string lastWordsOf(const std::function<void()>& act) {
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0) throw std::runtime_error("no pipe");
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit noCore{};
        ::setrlimit(RLIMIT_CORE, &noCore);
        std::signal(SIGABRT, SIG_DFL);
        ::dup2(pipe[1], STDERR_FILENO);
        act();
        ::_exit(0);
    }
    ::close(pipe[1]);
    std::string words;
    std::array<char, 512> bytes{};
    for (ssize_t got = 0; (got = ::read(pipe[0], bytes.data(), bytes.size())) > 0;)
        words.append(bytes.data(), static_cast<std::size_t>(got));
    ::close(pipe[0]);
    int status = 0;
    if (::waitpid(child, &status, 0) != child || !WIFSIGNALED(status) || WTERMSIG(status) != SIGABRT)
        throw std::runtime_error("it did not abort; it said: " + words);
    return words;
}

} // namespace portico::test
