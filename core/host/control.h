// SPDX-License-Identifier: Apache-2.0
// The control thread of a running server: it waits for signals, for commands on the control socket and for generations whose
// last request has ended, and does one thing at a time. All [control] functions of plugins run here.
#pragma once

#include "host/control_socket.h"
#include "host/generations.h"
#include "host/signals.h"

#include <optional>

namespace portico::host {

class Control {
public:
    // Without the socket the server serves all the same; the log says why.
    Control(const std::filesystem::path& socket, Generations& generations, ServerLog& log);

    // Until SIGTERM or SIGINT.
    void run(Signals& signals);

private:
    bool takeSignals(Signals& signals);
    std::string answer(std::string_view line);

    Generations& generations_;
    ServerLog& log_;
    std::optional<ControlSocket> socket_;
};

} // namespace portico::host
