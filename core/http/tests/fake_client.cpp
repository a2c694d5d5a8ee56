// SPDX-License-Identifier: Apache-2.0
// A client without a socket.
#include "fake_client.h"

#include <algorithm>

namespace portico::http::test {

std::string FakeClient::all() const {
    std::string bytes;
    for (const std::string& piece : sent) bytes += piece;
    return bytes;
}

int FakeClient::readBody(std::span<char> into) {
    meanwhile();
    if (body.empty()) return bodyEnd;
    std::string& piece = body.front();
    const std::size_t part = std::min(into.size(), piece.size());
    std::copy_n(piece.data(), part, into.data());
    piece.erase(0, part);
    if (piece.empty()) body.pop_front();
    return static_cast<int>(part);
}

std::size_t FakeClient::send(std::string bytes) {
    meanwhile();
    if (takes == 0) return lastTakes;
    --takes;
    sent.push_back(std::move(bytes));
    return sent.back().size();
}

bool FakeClient::pause(std::chrono::milliseconds) {
    meanwhile();
    if (gone || pauses == 0) return false;
    --pauses;
    return true;
}

} // namespace portico::http::test
