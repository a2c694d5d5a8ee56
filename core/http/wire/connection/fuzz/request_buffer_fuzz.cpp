// SPDX-License-Identifier: Apache-2.0
// Any bytes as input from one client. However they are split, and whether bodies are buffered or read in pieces, they give the
// same requests, and the first invalid one ends the connection. A connection over a channel with these bytes gives the same
// result.
#include "http/wire/connection/connection.h"
#include "http/wire/listen/endpoint.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <vector>

using namespace portico::http::wire;
using State = RequestBuffer::State;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

struct OnFlushed {
    std::string method, target, body, trailer;
    bool keepAlive = false;
    int status = 0;

    bool operator==(const OnFlushed&) const = default;
};

Limits limitsWith(std::size_t bufferedBody) {
    Limits limits;
    limits.head = {64, 8, 256};
    limits.body = 300;
    limits.bufferedBody = bufferedBody;
    return limits;
}

std::string trailerOf(const RequestBuffer& requestBuffer) {
    const auto* trailer = requestBuffer.trailer();
    std::string lines;
    for (std::size_t i = 0; trailer != nullptr && i < trailer->size(); ++i)
        lines.append((*trailer)[i].name).append(":").append((*trailer)[i].value).append("\n");
    return lines;
}

// If the body has a fault, only the fault is compared: how much was read before depends on the pieces.
OnFlushed toldOf(const RequestBuffer& requestBuffer, std::string body) {
    if (requestBuffer.status() != 0) return {.status = requestBuffer.status()};
    return {std::string(requestBuffer.head().method), std::string(requestBuffer.head().target), std::move(body),
            trailerOf(requestBuffer), requestBuffer.keepAlive()};
}

// Supplies `bytes` in pieces.
class Feed {
public:
    Feed(std::string_view bytes, std::size_t piece) : rest_(bytes), piece_(piece) {}

    // False: all bytes have been supplied.
    bool fill(RequestBuffer& requestBuffer) {
        if (rest_.empty()) return false;
        const std::span<char> space = requestBuffer.space();
        require(!space.empty());
        const std::size_t now = std::min({piece_, space.size(), rest_.size()});
        std::copy_n(rest_.data(), now, space.data());
        requestBuffer.add(now);
        rest_.remove_prefix(now);
        return true;
    }

private:
    std::string_view rest_;
    std::size_t piece_;
};

// Nothing if the body did not end.
bool takeRest(RequestBuffer& requestBuffer, Feed& feed, std::string& body) {
    std::vector<char> into(7);
    for (;;) {
        const std::size_t bytes = requestBuffer.takeBody(into);
        body.append(into.data(), bytes);
        if (bytes > 0) continue;
        if (requestBuffer.bodyIsOver() || requestBuffer.status() != 0) return true;
        if (!feed.fill(requestBuffer)) return false;
    }
}

std::vector<OnFlushed> requestsIn(std::string_view bytes, std::size_t piece, std::size_t bufferedBody) {
    const Limits limits = limitsWith(bufferedBody);
    RequestBuffer requestBuffer(limits);
    Feed feed(bytes, piece);
    std::vector<OnFlushed> all;
    for (;;) {
        const State state = requestBuffer.examine();
        if (state == State::Head || state == State::Body) {
            if (!feed.fill(requestBuffer)) return all;
            continue;
        }
        std::string body(requestBuffer.body());
        if (requestBuffer.bodyIsPending()) {
            body.clear();
            if (!takeRest(requestBuffer, feed, body)) return all;
        }
        require(body.size() <= limits.body);
        all.push_back(toldOf(requestBuffer, std::move(body)));
        if (!all.back().keepAlive) return all;
        requestBuffer.next();
    }
}

// A client's bytes as a channel, in pieces with a pause after each.
class SentChannel final : public Channel {
public:
    SentChannel(std::string_view bytes, std::size_t piece) : rest_(bytes), piece_(piece) {}

    IoResult read(std::span<char> into) noexcept override {
        if (rest_.empty()) return {Io::Ended};
        paused_ = !paused_;
        if (paused_) return {Io::Again};
        const std::size_t now = std::min({piece_, into.size(), rest_.size()});
        std::copy_n(rest_.data(), now, into.data());
        rest_.remove_prefix(now);
        return {Io::Done, now};
    }
    IoResult write(std::span<const iovec> pieces, bool) noexcept override { return {Io::Done, pieces.front().iov_len}; }
    IoResult sendFile(int, off_t, std::size_t) noexcept override { return {Io::Ended}; }
    Io finish() noexcept override { return Io::Done; }

private:
    std::string_view rest_;
    std::size_t piece_;
    bool paused_ = false;
};

std::vector<OnFlushed> requestsOfConnection(std::string_view bytes, std::size_t piece) {
    const Limits limits = limitsWith(300);
    const Stop cut;
    const Endpoint endpoint;
    RequestBufferPool bufferPool(limits);
    Connection connection(0, limits, cut);
    connection.open(::open("/dev/null", O_RDONLY | O_CLOEXEC), {}, endpoint);
    connection.speak(std::make_unique<SentChannel>(bytes, piece));
    std::vector<OnFlushed> all;
    for (;;) {
        connection.hear();
        const Connection::Next next = connection.advance(bufferPool);
        if (next == Connection::Next::End) return all;
        if (next == Connection::Next::Wait) {
            connection.rest(bufferPool);
            require(connection.deadline.load() > 0);
            continue;
        }
        require(!connection.requestBuffer().bodyIsPending());
        all.push_back(toldOf(connection.requestBuffer(), std::string(connection.requestBuffer().body())));
        connection.send("answer");
        connection.answered(all.back().keepAlive);
    }
}

void check(std::string_view bytes) {
    const std::vector<OnFlushed> whole = requestsIn(bytes, bytes.size() + 1, 300);
    for (const std::size_t piece : {1U, 2U, 7U, 61U}) {
        require(requestsIn(bytes, piece, 300) == whole);
        require(requestsIn(bytes, piece, 5) == whole);
    }
    for (const std::size_t piece : {1U, 13U, 100000U}) require(requestsOfConnection(bytes, piece) == whole);
}

// Byte values that do not occur in text stand for parts of requests, so that a few bytes make several requests.
std::string spelled(std::string_view bytes) {
    constexpr std::array<std::string_view, 13> words = {"GET / HTTP/1.1\r\n",
                                                        "POST /a HTTP/1.1\r\n",
                                                        "PUT /b HTTP/1.0\r\n",
                                                        "\r\n",
                                                        "Content-Length: 6\r\n",
                                                        "Transfer-Encoding: chunked\r\n",
                                                        "Connection: keep-alive\r\n",
                                                        "Expect: 100-continue\r\n",
                                                        "6\r\nabcdef\r\n",
                                                        "0\r\n\r\n",
                                                        "abcdef",
                                                        "0\r\nX: y\r\nHost: z\r\n\r\n",
                                                        "Content-Length: 99\r\n\r\n"};
    std::string text;
    for (const char byte : bytes) {
        const auto number = static_cast<unsigned char>(byte);
        if (number >= 128)
            text += words[number % words.size()];
        else
            text += byte;
    }
    return text;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    check(bytes);
    check(spelled(bytes.substr(0, 256)));
    return 0;
}
