// SPDX-License-Identifier: Apache-2.0
#include "host/trial/probe_process.h"

#include "base/write_all.h"
#include "capabilities/call_context.h"
#include "host/health/step_observer.h"
#include "host/process/process_snapshot.h"
#include "host/trial/build_report.h"
#include "host/trial/probe_report.h"

#include <execinfo.h>
#include <sodium.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <thread>

namespace portico::host {

namespace {

void report(std::string_view kind, std::string_view plugin, std::string_view text) {
    std::string line;
    line.append(kind).append("\t").append(plugin).append("\t");
    for (const char c : text) line += c == '\n' || c == '\t' ? ' ' : c;
    line += '\n';
    base::writeAll(probeReport, line); // fails if the server is gone; then this process ends soon, too
}

// Global, because a signal handler gets no user data.
std::atomic<const capabilities::PluginStatsTable*> pluginStats{nullptr};

// The thread that ends the process. Another one that is about to end it, too, waits: otherwise one plugin would be reported with
// the signal of another.
std::atomic<pid_t> endingThread{0};

void becomeTheOneThatEnds() {
    pid_t nobody = 0;
    const pid_t self = ::gettid();
    if (endingThread.compare_exchange_strong(nobody, self) || nobody == self) return;
    for (;;) ::pause();
}

// Reports whose code ends the process. A plugin's own thread may end it while another plugin is running, which is then not to
// blame. Async-signal-safe.
void reportPosition() {
    becomeTheOneThatEnds();
    std::array<void*, 64> frames{};
    const int count = ::backtrace(frames.data(), static_cast<int>(frames.size()));
    const capabilities::PluginStatsTable* all = pluginStats.load();
    const capabilities::PluginStats* stats = all == nullptr ? nullptr : all->innermost(frames.data(), count);
    const capabilities::CallContext* context = capabilities::CallContext::taken();
    const char* function = context == nullptr ? "a thread of its own" : context->function.load();
    if (stats == nullptr && context != nullptr) stats = context->stats.load();
    // One write: other threads keep running and writing until the process has ended.
    std::array<char, 256> line{};
    std::size_t size = 0;
    for (const std::string_view part :
         {std::string_view("dies\t"), stats == nullptr ? std::string_view() : std::string_view(stats->plugin),
          std::string_view("\t"), std::string_view(function), std::string_view("\n")})
        size += part.copy(line.data() + size, line.size() - size);
    base::writeAll(probeReport, {line.data(), size});
}

void reportPositionAndExit(int signal) {
    reportPosition();
    ::signal(signal, SIG_DFL);
    ::raise(signal);
}

// For plugins that call exit(); normal completion does not. Other threads are still running: if the static objects were destroyed,
// they would crash, and the process would seem to have ended by that. Handlers run in reverse order of registration, so this one
// is registered again before each step, after those of the libraries that were loaded in the last one.
void reportPositionAndEnd(int status, void*) {
    reportPosition();
    ::_exit(status);
}

void installCrashReports(const capabilities::PluginStatsTable& accounts) {
    capabilities::CallContext::forCurrentThread(); // created here, because a handler could not
    pluginStats = &accounts;
    void* first = nullptr;
    ::backtrace(&first, 1); // loads its library now
    struct sigaction action {};
    action.sa_handler = reportPositionAndExit;
    action.sa_flags = SA_ONSTACK;
    for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGFPE}) ::sigaction(signal, &action, nullptr);
}

// Captures what plugins print.
class Output {
public:
    Output() : file_(::memfd_create("portico:output", MFD_CLOEXEC)) {
        ::dup2(file_.get(), 1);
        ::dup2(file_.get(), 2);
    }
    // The output since the last call.
    std::string taken() {
        std::cout.flush();
        std::fflush(nullptr);
        std::string text(80, '\0');
        const off_t end = ::lseek(file_.get(), 0, SEEK_END);
        const ssize_t got = ::pread(file_.get(), text.data(), text.size(), seen_);
        text.resize(end > seen_ && got > 0 ? static_cast<std::size_t>(got) : 0);
        seen_ = end;
        return text;
    }

private:
    base::Descriptor file_;
    off_t seen_ = 0;
};

class StepRecorder final : public StepObserver {
public:
    void stepBegins(std::string_view plugin, const char* step) override {
        report("begins", plugin, step);
        ::on_exit(reportPositionAndEnd, nullptr);
        before_ = ProcessSnapshot::now();
        // Plugins may close what plugins have opened, in any step and any library.
        std::erase_if(before_.descriptors, [this](const auto& one) {
            const auto own = descriptors_.find(one.first);
            return own != descriptors_.end() && own->second.second == one.second;
        });
    }
    void stepEnded(std::string_view plugin, const char* step) override {
        const ProcessSnapshot after = ProcessSnapshot::now();
        for (const std::string& change : changes(before_, after)) fault(plugin, change + " in " + step);
        if (const std::string text = output_.taken(); !text.empty())
            fault(plugin, "wrote to standard output or error in " + std::string(step) + ": \"" + text + '"');
        for (const auto& [number, leadsTo] : after.descriptors)
            if (!before_.descriptors.contains(number)) descriptors_[number] = {std::string(plugin), leadsTo};
        for (const int thread : after.threads)
            if (!before_.threads.contains(thread)) threads_[thread] = plugin;
        report("ended", plugin, step);
    }

    // Call when everything has ended. A joined thread disappears from the system's list a moment later.
    void leftovers() {
        const auto open = openDescriptors();
        for (const auto& [number, made] : descriptors_)
            if (const auto still = open.find(number); still != open.end() && still->second == made.second)
                fault(made.first, "leaves descriptor " + std::to_string(number) + " open (" + made.second + ')');
        for (int attempt = 0; attempt < 100 && anyThread(); ++attempt)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        const auto running = runningThreads();
        std::map<std::string, int> left;
        for (const auto& [thread, plugin] : threads_)
            if (running.contains(thread)) ++left[plugin];
        for (const auto& [plugin, count] : left)
            fault(plugin, "leaves " + std::to_string(count) + (count == 1 ? " thread" : " threads") + " running");
    }

private:
    static void fault(std::string_view plugin, const std::string& clause) {
        report("fault", plugin, clause + " during its trial load; it is left out");
    }
    bool anyThread() const {
        const auto running = runningThreads();
        return std::ranges::any_of(threads_, [&](const auto& one) { return running.contains(one.first); });
    }

    Output output_;
    ProcessSnapshot before_;
    std::map<int, std::pair<std::string, std::string>> descriptors_; // number -> plugin, target
    std::map<int, std::string> threads_;
};

} // namespace

void runProbe(const Options& options, const std::set<std::string>& without) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL); // without the server, nobody reads the report
    if (::sodium_init() < 0) return;
    StepRecorder recorder;
    ServerLog log("nothing", false);
    ProcessState processState(log, PORTICO_PURPOSE_TRIAL);
    processState.steps = &recorder;
    installCrashReports(processState.accounts);
    buildAndReport(options, without, processState, report);
    recorder.leftovers();
    report("complete", "", "");
    ::_exit(0); // exit handlers are not part of a plugin's lifecycle
}

} // namespace portico::host
