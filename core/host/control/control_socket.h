// SPDX-License-Identifier: Apache-2.0
// The server's side of server.control: reads one line, answers with one line of JSON and closes the connection. Accepts only root
// and the server's user, whatever the mode of the socket file. Does not interpret the lines.
#pragma once

#include "base/descriptor.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace portico::host {

class ControlSocket {
public:
    // A client that waits for an answer; its connection is closed when this object is destroyed.
    class Caller {
    public:
        Caller(base::Descriptor connection, std::string line)
            : connection_(std::move(connection)), line_(std::move(line)) {}
        const std::string& line() const noexcept { return line_; }
        void answer(std::string_view json) const;

    private:
        base::Descriptor connection_;
        std::string line_;
    };

    // Creates the folder if it is missing, and replaces a socket on which nobody listens any more. Throws std::runtime_error with
    // the file and the reason.
    explicit ControlSocket(std::filesystem::path file);
    ~ControlSocket();
    ControlSocket(const ControlSocket&) = delete;
    ControlSocket& operator=(const ControlSocket&) = delete;

    int descriptor() const noexcept { return listener_.get(); } // readable if a client is waiting
    // Waits only seconds for a slow client; clients are trusted not to make a habit of it. Nothing if the client has no access or
    // has sent no line.
    std::optional<Caller> next() const;

private:
    std::filesystem::path file_;
    base::Descriptor listener_;
};

} // namespace portico::host
