// SPDX-License-Identifier: Apache-2.0
// The control thread of a running server: it hears signals, commands on the control socket, changed files and generations whose
// last request has ended. It never runs code of a plugin and never waits for one: the worker does that. So the server can be asked
// and stopped whatever plugins do.
#pragma once

#include "host/control/control_socket.h"
#include "host/dev/dev_mode.h"
#include "host/process/signals.h"
#include "host/reload/reloads.h"

#include <optional>

namespace portico::host {

class Control {
public:
    // Without the socket the server serves all the same; the log says why.
    Control(const std::filesystem::path& socket, Builder& builder, Generations& generations, Worker& worker,
            ProcessState& processState);

    // Reloads when it says so. Before run.
    void watch(DevMode& dev) noexcept { dev_ = &dev; }
    // Called after every reload that was done.
    void onReload(std::function<void()> call) { onSwap_ = std::move(call); }

    // Until SIGTERM or SIGINT.
    void run(Signals& signals);

    // How often the control thread has gone round; asking makes it go round once more. By any thread.
    std::uint64_t iterations() const noexcept;

private:
    Worker::Clock::time_point nextDeadline() const;
    bool takeSignals(Signals& signals);
    void takeCaller();
    void lookAtFiles();
    void lookAtWorker();
    void reloadFinished(const Generations::ReloadResult& swap);

    Generations& generations_;
    Worker& worker_;
    ProcessState& processState_;
    Reloads reloads_;
    DevMode* dev_ = nullptr;
    std::function<void()> onSwap_;
    std::optional<ControlSocket> socket_;
    const loader::Descriptor wakeup_;
    std::atomic<std::uint64_t> iterations_{0};
};

} // namespace portico::host
