// SPDX-License-Identifier: Apache-2.0
// A channel without TLS: the bytes as they are.
#pragma once

#include "http/wire/channel/channel.h"

namespace portico::http::wire {

class PlainChannel final : public Channel {
public:
    explicit PlainChannel(int socket) noexcept : socket_(socket) {}

    IoResult read(std::span<char> into) noexcept override;
    IoResult write(std::span<const iovec> pieces, bool more) noexcept override;
    IoResult sendFile(int file, off_t from, std::size_t most) noexcept override;
    Io finish() noexcept override;

private:
    int socket_;
};

} // namespace portico::http::wire
