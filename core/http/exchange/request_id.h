// SPDX-License-Identifier: Apache-2.0
// Request ids, for the log and for people who report an error: 16 characters, different for each request of a server and, most
// likely, of all servers. Not secret.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string_view>

namespace portico::http {

class RequestId {
public:
    explicit RequestId(std::uint64_t number) noexcept;
    std::string_view view() const noexcept { return {text_.data(), text_.size()}; }

private:
    std::array<char, 16> text_;
};

// Any thread.
class RequestIds {
public:
    RequestIds(); // starts at a random value
    RequestId next() noexcept;

private:
    std::atomic<std::uint64_t> count_;
};

} // namespace portico::http
