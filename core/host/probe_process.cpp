// SPDX-License-Identifier: Apache-2.0
#include "host/probe_process.h"

#include "capabilities/seat.h"
#include "host/generation.h"
#include "host/probe_report.h"
#include "host/refusal.h"
#include "host/step_observer.h"
#include "host/surroundings.h"

#include <sodium.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
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
    [[maybe_unused]] const ssize_t written =
        ::write(probeReport, line.data(), line.size()); // the server is gone: so are we soon
}

// On the way out: which plugin's code was it? Async-signal-safe.
void sayWhere(int signal) {
    const capabilities::Seat* seat = capabilities::Seat::taken();
    if (const capabilities::Account* account = seat == nullptr ? nullptr : seat->account.load()) {
        const char* function = seat->function.load();
        for (const std::string_view part : {std::string_view("begins\t"), std::string_view(account->plugin),
                                            std::string_view("\t"), std::string_view(function), std::string_view("\n")})
            if (::write(probeReport, part.data(), part.size()) < 0) break;
    }
    ::signal(signal, SIG_DFL);
    ::raise(signal);
}

void sayWhereAtCrashes() {
    capabilities::Seat::ofThisThread(); // made here: a handler could not
    struct sigaction action {};
    action.sa_handler = sayWhere;
    action.sa_flags = SA_ONSTACK;
    for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGFPE}) ::sigaction(signal, &action, nullptr);
}

// What plugins print ends here.
class Output {
public:
    Output() : file_(::memfd_create("portico:output", MFD_CLOEXEC)) {
        ::dup2(file_.get(), 1);
        ::dup2(file_.get(), 2);
    }
    // Since the last call.
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
    loader::Descriptor file_;
    off_t seen_ = 0;
};

class Witness final : public StepObserver {
public:
    void stepBegins(std::string_view plugin, const char* step) override {
        report("begins", plugin, step);
        before_ = Surroundings::now();
        // What plugins opened they may close, in whichever step and library it happens.
        std::erase_if(before_.descriptors, [this](const auto& one) {
            const auto own = descriptors_.find(one.first);
            return own != descriptors_.end() && own->second.second == one.second;
        });
    }
    void stepEnded(std::string_view plugin, const char* step) override {
        const Surroundings after = Surroundings::now();
        for (const std::string& change : changes(before_, after)) fault(plugin, change + " in " + step);
        if (const std::string text = output_.taken(); !text.empty())
            fault(plugin, "wrote to standard output or error in " + std::string(step) + ": \"" + text + '"');
        for (const auto& [number, leadsTo] : after.descriptors)
            if (!before_.descriptors.contains(number)) descriptors_[number] = {std::string(plugin), leadsTo};
        for (const int thread : after.threads)
            if (!before_.threads.contains(thread)) threads_[thread] = plugin;
        report("ended", plugin, step);
    }

    // When everything has ended. A thread that was joined leaves the list of the system a moment later.
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
        report("fault", plugin, clause + " when it was tried in a process of its own; it stays out");
    }
    bool anyThread() const {
        const auto running = runningThreads();
        return std::ranges::any_of(threads_, [&](const auto& one) { return running.contains(one.first); });
    }

    Output output_;
    Surroundings before_;
    std::map<int, std::pair<std::string, std::string>> descriptors_; // number -> plugin, what it leads to
    std::map<int, std::string> threads_;
};

// A refusal is told by the server itself, which comes to the same.
void live(const Options& options, const std::set<std::string>& without, StepObserver& witness) {
    try {
        Setup setup = setUp(options);
        for (loader::PluginFile& plugin : setup.inventory.plugins)
            if (without.contains(plugin.id)) plugin.problems.emplace_back("is left out");
        ServerLog log("nothing", false);
        Lasting lasting(log);
        lasting.steps = &witness;
        const Generation generation(std::move(setup), lasting);
        for (const auto& plugin : generation.plugins().plugins()) report("hash", plugin->id(), plugin->file().hash);
    } catch (const std::exception&) {
    }
}

} // namespace

void runProbe(const Options& options, const std::set<std::string>& without) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL); // nobody would listen any more
    sayWhereAtCrashes();
    if (::sodium_init() < 0) return;
    Witness witness;
    live(options, without, witness);
    witness.leftovers();
    report("complete", "", "");
    ::_exit(0); // exit handlers of plugins are not part of their life
}

} // namespace portico::host
