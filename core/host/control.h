// SPDX-License-Identifier: Apache-2.0
// The control thread of a running server: it waits for signals, for commands on the control socket and for generations whose
// last request has ended, and does one thing at a time. All [control] functions of plugins run here.
#pragma once

#include "host/control_socket.h"
#include "host/dev_mode.h"
#include "host/generations.h"
#include "host/signals.h"

#include <optional>

namespace portico::host {

class Control {
public:
    // Without the socket the server serves all the same; the log says why.
    Control(const std::filesystem::path& socket, Generations& generations, Lasting& lasting);

    // Reloads when it says so. Before run.
    void watch(DevMode& dev) noexcept { dev_ = &dev; }
    // Called after every reload that was done.
    void onSwap(std::function<void()> call) { onSwap_ = std::move(call); }

    // Until SIGTERM or SIGINT.
    void run(Signals& signals);

private:
    bool takeSignals(Signals& signals);
    std::string answer(std::string_view line);
    const Generations::Swap& reload(const std::string& reason);

    Generations& generations_;
    Lasting& lasting_;
    DevMode* dev_ = nullptr;
    std::function<void()> onSwap_;
    std::optional<ControlSocket> socket_;
};

} // namespace portico::host
