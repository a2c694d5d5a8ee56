// SPDX-License-Identifier: Apache-2.0
// The control thread of a running server.
#include "host/control.h"

#include "host/control_answers.h"
#include "host/status.h"

#include <array>
#include <poll.h>

namespace portico::host {

Control::Control(const std::filesystem::path& socket, Generations& generations, Lasting& lasting)
    : generations_(generations), lasting_(lasting) {
    try {
        socket_.emplace(socket);
    } catch (const std::exception& error) {
        lasting.log.write(PORTICO_LOG_WARNING, "host",
                          std::string(error.what()) + "; `portico reload` will not reach this server, SIGHUP will");
    }
}

void Control::run(Signals& signals) {
    const int control = socket_ ? socket_->descriptor() : -1; // poll leaves negative ones out
    const int files = dev_ != nullptr ? dev_->descriptor() : -1;
    std::array<pollfd, 4> waiting{{{signals.descriptor(), POLLIN, 0},
                                   {generations_.serving().wake(), POLLIN, 0},
                                   {control, POLLIN, 0},
                                   {files, POLLIN, 0}}};
    for (;;) {
        ::poll(waiting.data(), waiting.size(), -1);
        if (waiting[0].revents != 0 && takeSignals(signals)) return;
        if (waiting[1].revents != 0) generations_.sweep();
        if (waiting[2].revents != 0) socket_->serveOne([this](std::string_view line) { return answer(line); });
        if (waiting[3].revents != 0)
            if (const std::string changed = dev_->takeChange(); !changed.empty()) reload(changed + " has changed");
    }
}

// True: stop.
bool Control::takeSignals(Signals& signals) {
    while (const int signal = signals.next()) {
        if (signal != SIGHUP) return true;
        reload("SIGHUP");
    }
    return false;
}

const Generations::Swap& Control::reload(const std::string& reason) {
    const Generations::Swap& swap = generations_.reload(reason);
    if (swap.done && onSwap_) onSwap_();
    if (dev_ != nullptr) dev_->took(swap, generations_.current());
    return swap;
}

std::string Control::answer(std::string_view line) {
    try {
        if (line == "reload") return swapAnswer(reload("portico reload"), generations_);
        if (line == "status") return statusAnswer(generations_, lasting_);
        return errorAnswer("this server does not know the command \"" + std::string(line) + "\"");
    } catch (const std::exception& error) {
        return errorAnswer(error.what());
    }
}

} // namespace portico::host
