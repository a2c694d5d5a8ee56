// SPDX-License-Identifier: Apache-2.0
// The control thread of a running server.
#include "host/control/control.h"

#include "host/control/control_answers.h"
#include "host/health/requests_in_progress.h"

#include <sys/eventfd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <poll.h>
#include <system_error>

namespace portico::host {

namespace {

// For poll(), where -1 means forever.
int millisecondsUntil(Worker::Clock::time_point when) {
    if (when == Worker::Clock::time_point::max()) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(when - Worker::Clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, INT_MAX));
}

void drain(int event) noexcept {
    std::uint64_t ignored = 0;
    [[maybe_unused]] const ssize_t got = ::read(event, &ignored, sizeof ignored);
}

} // namespace

Control::Control(const std::filesystem::path& socket, Builder& builder, Generations& generations, Worker& worker,
                 ProcessState& processState)
    : generations_(generations),
      worker_(worker),
      processState_(processState),
      reloads_(builder, generations, worker,
               [this](const Generations::ReloadResult& result) { reloadFinished(result); }),
      pluginChanges_(reloads_, generations, processState),
      wakeup_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (!wakeup_) throw std::system_error(errno, std::generic_category(), "eventfd");
    try {
        socket_.emplace(socket);
    } catch (const std::exception& error) {
        processState_.log.write(PORTICO_LOG_WARNING, "host",
                                std::string(error.what()) +
                                    "; `portico reload` cannot reach this server, but SIGHUP can");
    }
}

void Control::run(Signals& signals) {
    const int control = socket_ ? socket_->descriptor() : -1; // poll() ignores negative descriptors
    const int files = dev_ != nullptr ? dev_->files().descriptor() : -1;
    std::array<pollfd, 6> waiting{{{signals.descriptor(), POLLIN, 0},
                                   {generations_.serving().wake(), POLLIN, 0},
                                   {worker_.descriptor(), POLLIN, 0},
                                   {control, POLLIN, 0},
                                   {files, POLLIN, 0},
                                   {wakeup_.get(), POLLIN, 0}}};
    for (;;) {
        ::poll(waiting.data(), waiting.size(), millisecondsUntil(nextDeadline()));
        ++iterations_;
        if (waiting[0].revents != 0 && takeSignals(signals)) return;
        if (waiting[1].revents != 0) generations_.sweep();
        lookAtWorker();
        if (waiting[3].revents != 0) takeCaller();
        if (dev_ != nullptr) lookAtFiles();
        if (waiting[5].revents != 0) drain(wakeup_.get());
    }
}

std::uint64_t Control::iterations() const noexcept {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written =
        ::write(wakeup_.get(), &one, sizeof one); // if it is full, the loop runs anyway
    return iterations_.load();
}

// True: stop.
bool Control::takeSignals(Signals& signals) {
    while (const int signal = signals.next()) {
        if (signal != SIGHUP) return true;
        reloads_.ask("SIGHUP");
    }
    return false;
}

Worker::Clock::time_point Control::nextDeadline() const {
    const auto worker = worker_.deadline();
    return dev_ == nullptr ? worker : std::min(worker, dev_->files().due());
}

void Control::lookAtFiles() {
    const auto now = FileWatch::Clock::now();
    dev_->files().hear(now);
    if (const std::string changed = dev_->files().take(now); !changed.empty()) reloads_.ask(changed + " has changed");
}

void Control::lookAtWorker() {
    worker_.heard();
    if (const auto late = worker_.leaveLate(Worker::Clock::now())) {
        processState_.log.write(PORTICO_LOG_ERROR, "host",
                                late->name +
                                    " has not ended within limits.reload_wait; the server continues without it");
        for (const std::string& call : controlCalls())
            processState_.log.write(PORTICO_LOG_ERROR, "host", "has not returned: " + call);
    }
    reloads_.look();
}

void Control::reloadFinished(const Generations::ReloadResult& result) {
    if (result.done && onReload_) onReload_();
    if (dev_ != nullptr) dev_->took(result, generations_.current());
}

// Answers a reload when it is over, and everything else at once.
void Control::takeCaller() {
    auto taken = socket_->next();
    if (!taken) return;
    const auto caller = std::make_shared<const ControlSocket::Caller>(std::move(*taken));
    const auto onFinished = [this, caller](const Generations::ReloadResult& result) {
        caller->answer(reloadAnswer(result, generations_));
    };
    try {
        if (caller->line() == "reload")
            reloads_.ask("portico reload", onFinished);
        else if (caller->line() == "status")
            caller->answer(statusAnswer(generations_, worker_, processState_));
        else if (!pluginChanges_.take(caller->line(), onFinished))
            caller->answer(errorAnswer("this server does not know the command \"" + caller->line() + "\""));
    } catch (const std::exception& error) {
        caller->answer(errorAnswer(error.what()));
    }
}

} // namespace portico::host
