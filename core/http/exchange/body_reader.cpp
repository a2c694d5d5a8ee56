// SPDX-License-Identifier: Apache-2.0
// Reading of a request body by its handler.
#include "http/exchange/body_reader.h"

#include <algorithm>

namespace portico::http {

namespace {

constexpr std::size_t maxReadBytes = 1u << 20; // well below the maximum of int

} // namespace

int BodyReader::read(std::span<char> into) {
    if (fault_ != 0) return -fault_;
    into = into.first(std::min(into.size(), maxReadBytes));
    if (client_ != nullptr) return readFromClient(into);
    const std::size_t part = std::min(into.size(), left_.size());
    std::copy_n(left_.data(), part, into.data());
    left_.remove_prefix(part);
    return static_cast<int>(part);
}

int BodyReader::readFromClient(std::span<char> into) {
    const int got = client_->readBody(into);
    if (got < 0) return -(fault_ = -got);
    received_ += static_cast<std::size_t>(got);
    if (received_ > most_) return -(fault_ = 413);
    return got;
}

} // namespace portico::http
