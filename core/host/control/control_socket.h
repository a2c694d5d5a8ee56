// SPDX-License-Identifier: Apache-2.0
// The server's end of server.control: one line in, one line of JSON out, and the connection ends. Heard are root and the user
// that the server runs as, whatever the mode of the socket's file says. What the lines mean is not known here.
#pragma once

#include "loader/file/descriptor.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace portico::host {

class ControlSocket {
public:
    // Who asks, until it is answered; gone without an answer if it is not.
    class Caller {
    public:
        Caller(loader::Descriptor connection, std::string line)
            : connection_(std::move(connection)), line_(std::move(line)) {}
        const std::string& line() const noexcept { return line_; }
        void answer(std::string_view json) const;

    private:
        loader::Descriptor connection_;
        std::string line_;
    };

    // Makes the folder if it is not there, and takes the place of a socket on which nobody listens any more. Throws
    // std::runtime_error that names the file and says what is wrong.
    explicit ControlSocket(std::filesystem::path file);
    ~ControlSocket();
    ControlSocket(const ControlSocket&) = delete;
    ControlSocket& operator=(const ControlSocket&) = delete;

    int descriptor() const noexcept { return listener_.get(); } // readable: somebody asks
    // Waits for a slow caller no longer than seconds; callers are trusted not to make a habit of it. Nothing: whoever asked may
    // not, or said nothing.
    std::optional<Caller> next() const;

private:
    std::filesystem::path file_;
    loader::Descriptor listener_;
};

} // namespace portico::host
