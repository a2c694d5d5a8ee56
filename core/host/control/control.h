// SPDX-License-Identifier: Apache-2.0
// The control thread of a running server: it handles signals, commands on the control socket, changed files and generations
// whose last request has ended. It never runs plugin code and never waits for it: the worker does that. So the server can be
// queried and stopped whatever plugins do.
#pragma once

#include "host/control/control_socket.h"
#include "host/control/plugin_changes.h"
#include "host/dev/dev_mode.h"
#include "host/process/signals.h"
#include "host/reload/reloads.h"

#include <optional>

namespace portico::host {

class Control {
public:
    // If the socket cannot be created, the server runs without it; the log has the reason.
    Control(const std::filesystem::path& socket, Builder& builder, Generations& generations, Worker& worker,
            ProcessState& processState);

    // Reloads when the files that `dev` watches change. Call before run.
    void watch(DevMode& dev) noexcept { dev_ = &dev; }
    // Called after every reload that was done.
    void onReload(std::function<void()> call) { onReload_ = std::move(call); }

    // Runs until SIGTERM or SIGINT.
    void run(Signals& signals);

    // The number of iterations of the control thread's loop; each call causes one more. May be called on any thread.
    std::uint64_t iterations() const noexcept;

private:
    Worker::Clock::time_point nextDeadline() const;
    bool takeSignals(Signals& signals);
    void takeCaller();
    void lookAtFiles();
    void lookAtWorker();
    void reloadFinished(const Generations::ReloadResult& result);

    Generations& generations_;
    Worker& worker_;
    ProcessState& processState_;
    Reloads reloads_;
    PluginChanges pluginChanges_;
    DevMode* dev_ = nullptr;
    std::function<void()> onReload_;
    std::optional<ControlSocket> socket_;
    const base::Descriptor wakeup_;
    std::atomic<std::uint64_t> iterations_{0};
};

} // namespace portico::host
