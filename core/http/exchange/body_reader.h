// SPDX-License-Identifier: Apache-2.0
// Reading of a request body by its handler: from memory, or in pieces from the client. Errors are permanent.
#pragma once

#include "http/exchange/client.h"

#include <cstddef>
#include <span>
#include <string_view>

namespace portico::http {

class BodyReader {
public:
    // `client`: reads the body from it, at most `most` bytes; nullptr: reads `whole`.
    BodyReader(std::string_view whole, Client* client, std::size_t most) noexcept
        : left_(whole), client_(client), most_(most) {
        if (client_ != nullptr) client_->limitBody(most);
    }

    // The next bytes. Returns their number, 0 at the end, or a negative status for the refusal.
    int read(std::span<char> into);
    int fault() const noexcept { return fault_; }

private:
    int readFromClient(std::span<char> into);

    std::string_view left_;
    Client* client_;
    std::size_t most_, received_ = 0;
    int fault_ = 0;
};

} // namespace portico::http
