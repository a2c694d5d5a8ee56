// SPDX-License-Identifier: Apache-2.0
#include "host/process/process_snapshot.h"

#include <sys/stat.h>
#include <unistd.h>

#include <clocale>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace portico::host {

namespace {

namespace fs = std::filesystem;

std::array<void*, 65> signalHandlers() {
    std::array<void*, 65> handlers{};
    for (int signal = 1; signal < 65; ++signal) {
        struct sigaction action {};
        if (::sigaction(signal, nullptr, &action) == 0)
            handlers[static_cast<std::size_t>(signal)] = reinterpret_cast<void*>(action.sa_handler);
    }
    return handlers;
}

unsigned currentUmask() {
    const mode_t mask = ::umask(077); // can only be read by setting it
    ::umask(mask);
    return mask;
}

std::string signalName(int signal) {
    const char* name = ::sigabbrev_np(signal);
    return name != nullptr ? "SIG" + std::string(name) : "signal " + std::to_string(signal);
}

} // namespace

// Without the descriptor of the listing itself, which is closed again.
std::map<int, std::string> openDescriptors() {
    std::map<int, std::string> open;
    std::error_code error;
    for (fs::directory_iterator at("/proc/self/fd", error), end; !error && at != end; at.increment(error)) {
        std::error_code gone;
        const std::string leadsTo = fs::read_symlink(at->path(), gone).string();
        if (!gone && !leadsTo.starts_with("/memfd:portico:")) open[std::stoi(at->path().filename().string())] = leadsTo;
    }
    std::erase_if(open,
                  [](const auto& one) { return one.second.ends_with("/fd") && one.second.starts_with("/proc/"); });
    return open;
}

std::set<int> runningThreads() {
    std::set<int> threads;
    std::error_code error;
    for (fs::directory_iterator at("/proc/self/task", error), end; !error && at != end; at.increment(error))
        threads.insert(std::stoi(at->path().filename().string()));
    return threads;
}

ProcessSnapshot ProcessSnapshot::now() {
    std::error_code ignored;
    return {openDescriptors(), runningThreads(),
            signalHandlers(),  std::setlocale(LC_ALL, nullptr),
            currentUmask(),    fs::current_path(ignored).string()};
}

std::vector<std::string> changes(const ProcessSnapshot& before, const ProcessSnapshot& after) {
    std::vector<std::string> all;
    for (const auto& [number, leadsTo] : before.descriptors)
        if (const auto now = after.descriptors.find(number); now == after.descriptors.end())
            all.push_back("closed descriptor " + std::to_string(number) + ", which is not its own");
        else if (now->second != leadsTo)
            all.push_back("replaced the file of descriptor " + std::to_string(number));
    for (int signal = 1; signal < 65; ++signal)
        if (before.handlers[static_cast<std::size_t>(signal)] != after.handlers[static_cast<std::size_t>(signal)])
            all.push_back("changed the handler of " + signalName(signal));
    if (before.locale != after.locale) all.push_back("changed the locale to " + after.locale);
    if (before.umask != after.umask) all.emplace_back("changed the umask");
    if (before.folder != after.folder) all.push_back("changed the working directory to " + after.folder);
    return all;
}

} // namespace portico::host
