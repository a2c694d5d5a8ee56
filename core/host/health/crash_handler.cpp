// SPDX-License-Identifier: Apache-2.0
// Everything that handle() calls runs in a signal handler: it allocates no memory, takes no lock, and calls only functions that
// are async-signal-safe. backtrace() is safe once its library is loaded, which the constructor ensures.
#include "host/health/crash_handler.h"

#include "base/regular_file.h"
#include "base/write_all.h"
#include "capabilities/call_context.h"

#include <execinfo.h>
#include <fcntl.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <system_error>
#include <utility>

namespace portico::host {

namespace {

constexpr std::array crashes = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

// Global, because a signal handler gets no user data.
std::atomic<const capabilities::PluginStatsTable*> pluginStats{nullptr};
std::atomic<int> theFile{-1};
std::atomic<bool> theExit{false};                       // a plugin ends the process by calling exit()
std::array<struct sigaction, crashes.size()> theOthers; // the previous handlers

// A line in a buffer of fixed size, truncated at its end.
class Line {
public:
    Line& operator<<(std::string_view text) {
        const std::size_t length = std::min(text.size(), bytes_.size() - size_);
        std::memcpy(bytes_.data() + size_, text.data(), length);
        size_ += length;
        return *this;
    }
    Line& operator<<(long number) {
        std::array<char, 24> digits{};
        std::size_t at = digits.size();
        do digits[--at] = static_cast<char>('0' + number % 10);
        while ((number /= 10) > 0);
        return *this << std::string_view(digits.data() + at, digits.size() - at);
    }
    std::string_view view() const { return {bytes_.data(), size_}; }

private:
    std::array<char, 1024> bytes_{};
    std::size_t size_ = 0;
};

void put(int file, std::string_view text) {
    if (file >= 0) base::writeAll(file, text); // a failure cannot be reported
}

std::string_view orDash(const char* text) { return text[0] == '\0' ? "-" : text; }

std::string_view nameOf(int signal) {
    switch (signal) {
    case SIGSEGV: return "SIGSEGV";
    case SIGBUS: return "SIGBUS";
    case SIGFPE: return "SIGFPE";
    case SIGILL: return "SIGILL";
    default: return theExit.load() ? "exit()" : "SIGABRT";
    }
}

// Where this thread was. A thread that never called into a plugin, such as a plugin's own thread, has no context.
struct Place {
    const capabilities::PluginStats* stats = nullptr;
    std::string_view function = "-", request = "-", target = "-";
    long generation = 0;
};

Place placeOfThisThread() {
    const capabilities::CallContext* context = capabilities::CallContext::taken();
    if (context == nullptr) return {};
    const capabilities::CallContext::Request& request = context->ownRequest();
    return {context->stats.load(), orDash(context->function.load()), orDash(request.id.data()),
            orDash(request.target.data()), static_cast<long>(request.generation)};
}

const capabilities::PluginStats* culprit(void* const* frames, int count, const Place& place) {
    const capabilities::PluginStatsTable* all = pluginStats.load();
    const capabilities::PluginStats* innermost = all == nullptr ? nullptr : all->innermost(frames, count);
    return innermost == nullptr ? place.stats : innermost;
}

void tell(int signal) {
    std::array<void*, 64> frames{};
    const int count = ::backtrace(frames.data(), static_cast<int>(frames.size()));
    const Place place = placeOfThisThread();
    const capabilities::PluginStats* stats = culprit(frames.data(), count, place);
    const std::string_view plugin = stats == nullptr ? "-" : std::string_view(stats->plugin);
    const std::string_view hash = stats == nullptr ? "-" : std::string_view(stats->hash);

    Line record; // in the format that crashes.h reads
    record << "crash " << static_cast<long>(::time(nullptr)) << " " << plugin << " " << hash << " " << nameOf(signal)
           << " " << place.function << " " << place.generation << " " << place.request << " " << place.target << "\n";
    put(theFile, record.view());
    if (theFile >= 0) ::backtrace_symbols_fd(frames.data(), count, theFile);

    Line sentence;
    sentence << "portico: crashed (" << nameOf(signal) << ") in plugin " << plugin << ", function " << place.function
             << ", generation " << place.generation << ", request " << place.request << " " << place.target << "\n";
    put(STDERR_FILENO, sentence.view());
    ::backtrace_symbols_fd(frames.data(), count, STDERR_FILENO);
}

void restore() {
    for (std::size_t i = 0; i < crashes.size(); ++i) ::sigaction(crashes[i], &theOthers[i], nullptr);
}

// A fault happens again as soon as this returns, and then reaches the previous handler; a signal that was sent is raised again.
void handle(int signal, siginfo_t* info, void*) {
    restore(); // first: a crash in this function must not call it again
    tell(signal);
    if (info->si_code <= 0) ::raise(signal);
}

// Without this, a plugin that calls exit(), on a server thread or its own, would end the server as if it had been stopped.
void atExit() {
    if (pluginStats.load() == nullptr) return;
    std::array<void*, 64> frames{};
    const int count = ::backtrace(frames.data(), static_cast<int>(frames.size()));
    if (culprit(frames.data(), count, placeOfThisThread()) == nullptr) return;
    theExit = true;
    std::abort();
}

} // namespace

CrashHandler::CrashHandler(const capabilities::PluginStatsTable& accounts) {
    void* first = nullptr;
    ::backtrace(&first, 1);
    pluginStats = &accounts;
    struct sigaction action {};
    action.sa_sigaction = handle;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    ::sigfillset(&action.sa_mask);
    for (std::size_t i = 0; i < crashes.size(); ++i) ::sigaction(crashes[i], &action, &theOthers[i]);
    watchExits();
}

void CrashHandler::watchExits() { std::atexit(atExit); }

// The descriptor's number stays the same: a crash at this moment writes to the old file or to the new one.
std::string CrashHandler::recordIn(const std::filesystem::path& file) {
    base::Descriptor opened = base::openRegular(file, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (!opened || (file_ && ::dup3(opened.get(), file_.get(), O_CLOEXEC) < 0))
        return file.string() + " cannot be written: " + std::generic_category().message(errno);
    if (!file_) file_ = std::move(opened);
    theFile = file_.get();
    return {};
}

CrashHandler::~CrashHandler() {
    restore();
    theFile = -1;
    pluginStats = nullptr;
}

} // namespace portico::host
