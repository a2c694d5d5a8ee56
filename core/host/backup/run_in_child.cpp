// SPDX-License-Identifier: Apache-2.0
#include "host/backup/run_in_child.h"

#include "base/descriptor.h"
#include "base/write_all.h"
#include "host/process/failure.h"
#include "host/process/refusal.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <stdexcept>
#include <system_error>

namespace portico::host {

namespace {

constexpr char done = 'd';
constexpr char refused = 'r';
constexpr char failed = 'f';

[[noreturn]] void failToStart(const char* what) {
    throw std::runtime_error(std::string(what) + ": " + std::generic_category().message(errno));
}

// How it ended, then one sentence per line.
std::string report(char how, const Sentences& sentences) {
    std::string text(1, how);
    for (const std::string& sentence : sentences) text += sentence + '\n';
    return text;
}

std::string run(const std::function<Sentences(int)>& theirs, base::Descriptor connection) {
    try {
        return report(done, theirs(connection.get()));
    } catch (const Refusal& refusal) {
        return report(refused, refusal.reasons());
    } catch (const std::exception& error) {
        return report(failed, {sentenceOf(error)});
    }
}

std::string readAll(int from) {
    std::string text;
    std::array<char, 4096> piece{};
    for (ssize_t got = 0; (got = ::read(from, piece.data(), piece.size())) != 0;)
        if (got > 0)
            text.append(piece.data(), static_cast<std::size_t>(got));
        else if (errno != EINTR)
            break;
    return text;
}

Sentences sentencesOf(std::string_view text) {
    Sentences sentences;
    for (std::size_t end = 0; (end = text.find('\n')) != std::string_view::npos; text.remove_prefix(end + 1))
        sentences.emplace_back(text.substr(0, end));
    return sentences;
}

std::exception_ptr thrownBy(const std::function<void(int)>& ours, const base::Descriptor connection) {
    try {
        ours(connection.get());
        return nullptr;
    } catch (...) {
        return std::current_exception();
    }
}

Sentences heard(const std::string& report) {
    if (report.empty()) throw std::runtime_error("the process that runs the plugins crashed without a report");
    Sentences sentences = sentencesOf(std::string_view(report).substr(1));
    if (report.front() == refused) throw Refusal(std::move(sentences));
    if (report.front() == failed) throw std::runtime_error(sentences.empty() ? "it failed" : sentences.front());
    return sentences;
}

} // namespace

void awaitInput(int from, const std::function<void()>& meanwhile) {
    pollfd input{from, POLLIN, 0};
    for (int ready = 0; ready == 0 || (ready < 0 && errno == EINTR); ready = ::poll(&input, 1, 200)) meanwhile();
}

Sentences runInChild(const std::function<Sentences(int)>& theirs, const std::function<void(int)>& ours,
                     const std::function<void()>& meanwhile) {
    std::array<int, 2> ends{};
    std::array<int, 2> reporting{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        failToStart("a connection to a child process cannot be created");
    base::Descriptor here(ends[0]);
    base::Descriptor there(ends[1]);
    if (::pipe2(reporting.data(), O_CLOEXEC) != 0) failToStart("a connection to a child process cannot be created");
    const base::Descriptor reportFrom(reporting[0]);
    base::Descriptor reportTo(reporting[1]);
    std::signal(SIGPIPE, SIG_IGN); // if the other end is gone, write() must return an error
    const pid_t child = ::fork();
    if (child < 0) failToStart("a child process cannot be started");
    if (child == 0) {
        here = base::Descriptor();
        const std::string text = run(theirs, std::move(there));
        ::_exit(base::writeAll(reportTo.get(), text) ? 0 : 1);
    }
    there = base::Descriptor();
    reportTo = base::Descriptor();
    const std::exception_ptr thrown = thrownBy(ours, std::move(here));
    awaitInput(reportFrom.get(), meanwhile);
    const std::string text = readAll(reportFrom.get());
    while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) continue;
    Sentences sentences = heard(text);
    if (thrown) std::rethrow_exception(thrown);
    return sentences;
}

} // namespace portico::host
