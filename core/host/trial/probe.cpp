// SPDX-License-Identifier: Apache-2.0
#include "host/trial/probe.h"

#include "base/descriptor.h"
#include "host/trial/processor_wait.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <system_error>

namespace portico::host {

namespace {

using Clock = std::chrono::steady_clock;

// The longest time for one step of a plugin. Time during which the machine let other processes run does not count: on a busy
// machine, a plugin must not be left out.
#ifdef PORTICO_IS_SANITIZED
constexpr std::chrono::seconds silenceTimeout{60};
#else
constexpr std::chrono::seconds silenceTimeout{5};
#endif
// The longest time for the host's own work between steps: no plugin is to blame if a busy machine is slow to start a process.
constexpr std::chrono::seconds hostTimeout{60};
constexpr std::chrono::seconds lastWords{1};

// Ends when a process has been silent for `limit`, without the time in which it waited for a processor.
class SilenceDeadline {
public:
    SilenceDeadline(pid_t process, std::chrono::seconds limit)
        : process_("/proc/" + std::to_string(process)), limit_(limit) {}
    int millisecondsLeft() const {
        const auto waited = std::clamp<std::chrono::nanoseconds>(processorWait(process_) - before_, {}, hostTimeout);
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(begin_ + limit_ + waited - Clock::now());
        return std::max(0, static_cast<int>(left.count()));
    }

private:
    std::string process_;
    std::chrono::seconds limit_;
    Clock::time_point begin_ = Clock::now();
    std::chrono::nanoseconds before_ = processorWait(process_);
};

std::chrono::seconds timeoutOf(const ProbeReport& report) {
    const bool isHosts =
        report.plugin().empty() && !report.isComplete(); // after completion, only plugins can delay the end
    return isHosts ? hostTimeout : silenceTimeout;
}

std::vector<std::string> argumentsOf(const Options& options, const std::set<std::string>& without) {
    std::vector<std::string> arguments{"portico", "probe"};
    if (options.sources.main) arguments.insert(arguments.end(), {"--config", options.sources.main->string()});
    for (const std::string& set : options.sources.sets) arguments.insert(arguments.end(), {"--set", set});
    if (!options.tried.empty()) arguments.insert(arguments.end(), {"--try", options.tried.string()});
    for (const std::string& id : without) arguments.insert(arguments.end(), {"--without", id});
    return arguments;
}

class SpawnActions {
public:
    SpawnActions() { ::posix_spawn_file_actions_init(&actions_); }
    ~SpawnActions() { ::posix_spawn_file_actions_destroy(&actions_); }
    SpawnActions(const SpawnActions&) = delete;
    SpawnActions& operator=(const SpawnActions&) = delete;
    posix_spawn_file_actions_t* get() { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

// The control thread blocks signals; the probe process must be able to die of them.
class SpawnAttributes {
public:
    SpawnAttributes() {
        sigset_t none, all;
        ::sigemptyset(&none);
        ::sigfillset(&all);
        ::posix_spawnattr_init(&attributes_);
        ::posix_spawnattr_setsigmask(&attributes_, &none);
        ::posix_spawnattr_setsigdefault(&attributes_, &all);
        ::posix_spawnattr_setpgroup(&attributes_, 0);
        ::posix_spawnattr_setflags(&attributes_,
                                   POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    ~SpawnAttributes() { ::posix_spawnattr_destroy(&attributes_); }
    SpawnAttributes(const SpawnAttributes&) = delete;
    SpawnAttributes& operator=(const SpawnAttributes&) = delete;
    const posix_spawnattr_t* get() const { return &attributes_; }

private:
    posix_spawnattr_t attributes_{};
};

class Process {
public:
    Process(const std::string& program, const std::vector<std::string>& arguments) {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) fail(errno);
        report_ = base::Descriptor(ends[0]);
        const base::Descriptor theirs(ends[1]);
        SpawnActions actions;
        ::posix_spawn_file_actions_addopen(actions.get(), 0, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_addopen(actions.get(), 1, "/dev/null", O_WRONLY, 0);
        ::posix_spawn_file_actions_adddup2(actions.get(), 1, 2);
        ::posix_spawn_file_actions_adddup2(actions.get(), theirs.get(), probeReport);
        ::posix_spawn_file_actions_addclosefrom_np(actions.get(), probeReport + 1);
        std::vector<char*> words;
        for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
        words.push_back(nullptr);
        const int error =
            ::posix_spawn(&id_, program.c_str(), actions.get(), SpawnAttributes().get(), words.data(), ::environ);
        if (error != 0) fail(error);
    }
    ~Process() {
        kill();
        wait();
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    void interrupt() const { ::kill(id_, SIGABRT); }
    void kill() const {
        if (id_ > 0) ::kill(-id_, SIGKILL); // including processes that plugins started
    }
    int wait() {
        while (id_ > 0 && ::waitpid(id_, &status_, 0) < 0 && errno == EINTR) {
        }
        id_ = -1;
        return status_;
    }

    // Reads lines into the report. True: the process has closed it. False: no line has arrived for `limit(report)`.
    template <class Limit>
    bool read(ProbeReport& report, const Limit& limit) {
        char piece[4096];
        for (SilenceDeadline deadline(id_, limit(report));;) {
            pollfd readable{report_.get(), POLLIN, 0};
            const int left = deadline.millisecondsLeft();
            if (const int events = ::poll(&readable, 1, left); events <= 0) {
                if (events == 0 && left == 0) return false;
                continue;
            }
            const ssize_t got = ::read(report_.get(), piece, sizeof piece);
            if (got <= 0) return true;
            buffer_.append(piece, static_cast<std::size_t>(got));
            for (std::size_t end = 0; (end = buffer_.find('\n')) != std::string::npos; buffer_.erase(0, end + 1))
                report.take(std::string_view(buffer_).substr(0, end));
            deadline = SilenceDeadline(id_, limit(report));
        }
    }

private:
    [[noreturn]] static void fail(int error) {
        throw std::runtime_error("the probe process cannot be started: " + std::generic_category().message(error));
    }

    pid_t id_ = -1;
    int status_ = 0;
    base::Descriptor report_;
    std::string buffer_;
};

// How a process ended that did not report completion: "crashed in start (SIGABRT)". `late`: how long it was silent, if too long.
std::string ending(std::chrono::seconds late, int status, const std::string& step) {
    const std::string where = step.empty() ? "" : " in " + step;
    if (late.count() > 0)
        return "did not return" + (step.empty() ? "" : " from " + step) + " within " + std::to_string(late.count()) +
               " seconds";
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
        return "was killed" + where + ", or closed descriptors that are not its own";
    if (WIFSIGNALED(status)) return "crashed" + where + " (" + ::strsignal(WTERMSIG(status)) + ')';
    return "ended the process" + where + " with status " + std::to_string(WEXITSTATUS(status));
}

} // namespace

ProbeResult probe(const Options& options, const std::set<std::string>& without) {
    Process process(options.program, argumentsOf(options, without));
    ProbeReport report;
    std::chrono::seconds late{0};
    if (!process.read(report, timeoutOf)) {
        late = timeoutOf(report);
        process.interrupt(); // makes it report where it is
        process.read(report, [](const ProbeReport&) { return lastWords; });
    }
    process.kill(); // also if it has closed its report but still runs; no effect if it has ended
    const int status = process.wait();
    if (report.isComplete()) return {std::move(report), {}};
    const std::string how = ending(late, status, report.step());
    if (report.plugin().empty()) return {std::move(report), "the probe process " + how};
    report.faults[report.plugin()].push_back(how + " during its trial load; it is left out");
    return {std::move(report), {}};
}

} // namespace portico::host
