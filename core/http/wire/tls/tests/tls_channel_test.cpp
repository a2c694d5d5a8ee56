// SPDX-License-Identifier: Apache-2.0
// A TLS channel never blocks and uses one thread, whatever the client does.
#include "http/wire/tls/tls_channel.h"
#include "tls_client.h"

#include <cppunit/extensions/HelperMacros.h>

#include <array>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/err.h>

using namespace portico::http::wire;
using namespace portico::http::wire::test;
using namespace std::string_literals;

namespace {

std::vector<iovec> piecesOf(const std::vector<std::string>& texts) {
    std::vector<iovec> pieces;
    pieces.reserve(texts.size());
    for (const std::string& text : texts) pieces.push_back({const_cast<char*>(text.data()), text.size()});
    return pieces;
}

// The records of a TLS stream: type and length.
std::vector<std::pair<int, std::size_t>> recordsOf(std::string_view stream) {
    std::vector<std::pair<int, std::size_t>> records;
    while (stream.size() >= 5) {
        const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(stream[at]); };
        const std::size_t size = byte(3) * std::size_t{256} + byte(4);
        records.emplace_back(byte(0), size);
        stream.remove_prefix(std::min(stream.size(), size + 5));
    }
    return records;
}

std::string pattern(std::size_t size) {
    std::string text(size, ' ');
    for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + (i * 7 + i / 251) % 26);
    return text;
}

class TlsChannelTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(TlsChannelTest);
    CPPUNIT_TEST(testHandshakeInTinyPieces);
    CPPUNIT_TEST(testHalfAHandshakeIsAgainForEver);
    CPPUNIT_TEST(testWritesDuringTheHandshakeWait);
    CPPUNIT_TEST(testBothDirections);
    CPPUNIT_TEST(testReadTakesWhatFitsAndKeepsTheRest);
    CPPUNIT_TEST(testSmallPiecesLeaveInOneRecord);
    CPPUNIT_TEST(testWriteOfNothingDoesNothing);
    CPPUNIT_TEST(testLargeBodyArrivesThoughTheSocketIsFull);
    CPPUNIT_TEST(testManyPiecesArriveInTheirOrder);
    CPPUNIT_TEST(testFileArrives);
    CPPUNIT_TEST(testFileThatBecameShorterEnds);
    CPPUNIT_TEST(testPlainHttpIsReportedAndLeftUnread);
    CPPUNIT_TEST(testGarbageEnds);
    CPPUNIT_TEST(testDamagedRecordEnds);
    CPPUNIT_TEST(testClientThatLeavesPolitelyStillHears);
    CPPUNIT_TEST(testClientThatIsGoneEnds);
    CPPUNIT_TEST(testFinishSaysCloseNotify);
    CPPUNIT_TEST(testFinishInTheMiddleOfAHandshakeEndsTheStream);
    CPPUNIT_TEST(testFinishDoesNotBlockOnAFullSocket);
    CPPUNIT_TEST(testFinishWaitsForRoomToSayTheEnd);
    CPPUNIT_TEST(testErrorOfAnotherConnectionDoesNotCount);
    CPPUNIT_TEST(testRenegotiationIsNotBegun);
    CPPUNIT_TEST(testKeysMayBeChanged);
    CPPUNIT_TEST_SUITE_END();

    // Reads from the channel until the result is not Done.
    Io hear() {
        for (;;) {
            const IoResult moved = channel_->read(buffer_);
            if (moved.state != Io::Done) return moved.state;
            CPPUNIT_ASSERT(moved.bytes > 0);
            heard_.append(buffer_.data(), moved.bytes);
        }
    }
    void shakeHands() {
        for (int i = 0; i < 4; ++i) {
            client_.step();
            CPPUNIT_ASSERT(hear() == Io::Again);
        }
        CPPUNIT_ASSERT(client_.talks());
        client_.received.clear();
    }
    // Writes the rest again and again, as the owner of a channel does, while the client reads.
    void sendAll(std::vector<iovec> pieces) {
        std::size_t waits = 0;
        for (std::span<iovec> left = pieces; !left.empty(); client_.step()) {
            const IoResult moved = channel_->write(left, false);
            CPPUNIT_ASSERT(moved.state != Io::Ended);
            if (moved.state == Io::Again) ++waits;
            std::size_t bytes = moved.bytes;
            while (!left.empty() && bytes >= left.front().iov_len) {
                bytes -= left.front().iov_len;
                left = left.subspan(1);
            }
            if (bytes > 0)
                left.front() = {static_cast<char*>(left.front().iov_base) + bytes, left.front().iov_len - bytes};
        }
        CPPUNIT_ASSERT(waits < 100000);
    }
    int openFile(const std::string& text) { return ::open(dir_.write("file", text).c_str(), O_RDONLY | O_CLOEXEC); }

    void testHandshakeInTinyPieces() {
        client_.say("GET /");
        for (int i = 0; i < 5000 && heard_.size() < 5; ++i) {
            client_.step(1);
            CPPUNIT_ASSERT(hear() == Io::Again);
        }
        CPPUNIT_ASSERT_EQUAL("GET /"s, heard_);
        CPPUNIT_ASSERT_EQUAL("site.example"s, std::string(channel_->serverName()));
    }
    // Such a client occupies only memory: every call returns.
    void testHalfAHandshakeIsAgainForEver() {
        client_.step(100);
        CPPUNIT_ASSERT(client_.waiting() > 0);
        for (int i = 0; i < 100; ++i) CPPUNIT_ASSERT(hear() == Io::Again);
        CPPUNIT_ASSERT(channel_->serverName().empty());
    }
    void testWritesDuringTheHandshakeWait() {
        const std::vector<std::string> texts = {"hello"};
        const auto pieces = piecesOf(texts);
        CPPUNIT_ASSERT(channel_->write(pieces, false).state == Io::Again);
        for (int i = 0; i < 4 && client_.heard.empty(); ++i) {
            client_.step();
            channel_->write(pieces, false);
            client_.step();
        }
        CPPUNIT_ASSERT_EQUAL("hello"s, client_.heard.substr(0, 5));
    }
    void testBothDirections() {
        shakeHands();
        client_.say("ping");
        client_.step();
        CPPUNIT_ASSERT(hear() == Io::Again);
        CPPUNIT_ASSERT_EQUAL("ping"s, heard_);
        sendAll(piecesOf({"pong"}));
        CPPUNIT_ASSERT_EQUAL("pong"s, client_.heard);
    }
    // Decrypted bytes are in the channel and no longer in the socket: no event would report them.
    void testReadTakesWhatFitsAndKeepsTheRest() {
        shakeHands();
        const std::string text = pattern(40000);
        client_.say(text);
        client_.step();
        std::array<char, 1000> some{};
        const IoResult first = channel_->read(some);
        CPPUNIT_ASSERT(first.state == Io::Done && first.bytes == some.size());
        heard_.assign(some.data(), some.size());
        CPPUNIT_ASSERT(hear() == Io::Again);
        CPPUNIT_ASSERT(text == heard_);
        CPPUNIT_ASSERT(channel_->read({}).state == Io::Done);
    }
    void testSmallPiecesLeaveInOneRecord() {
        shakeHands();
        const std::vector<std::string> texts = {"HTTP/1.1 200 OK\r\n", "", "Content-Length: 5\r\n\r\n", "hello"};
        const IoResult moved = channel_->write(piecesOf(texts), false);
        CPPUNIT_ASSERT(moved.state == Io::Done && moved.bytes == 43);
        client_.step();
        CPPUNIT_ASSERT_EQUAL(texts[0] + texts[2] + texts[3], client_.heard);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, recordsOf(client_.received).size());
    }
    void testWriteOfNothingDoesNothing() {
        shakeHands();
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, channel_->write({}, false).bytes);
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, channel_->write(piecesOf({"", ""}), false).bytes);
        client_.step();
        CPPUNIT_ASSERT(client_.received.empty());
    }
    void testLargeBodyArrivesThoughTheSocketIsFull() {
        shakeHands();
        const std::vector<std::string> texts = {pattern(300), pattern(3000000)};
        const IoResult first = channel_->write(piecesOf(texts), false);
        CPPUNIT_ASSERT(first.state == Io::Done && first.bytes < 3000000);
        CPPUNIT_ASSERT(channel_->write(piecesOf({texts[1].substr(first.bytes - 300)}), false).state == Io::Again);
        client_.step();
        sendAll(piecesOf({texts[1].substr(first.bytes - 300)}));
        client_.step();
        CPPUNIT_ASSERT(texts[0] + texts[1] == client_.heard);
        for (const auto& [type, size] : recordsOf(client_.received))
            CPPUNIT_ASSERT(type == 23 && size <= TlsChannel::recordMost + 256);
    }
    void testManyPiecesArriveInTheirOrder() {
        shakeHands();
        std::vector<std::string> texts;
        std::string all;
        for (std::size_t i = 0; i < 200; ++i) all += texts.emplace_back(pattern(i * 37));
        texts.push_back(pattern(TlsChannel::recordMost));
        texts.push_back(pattern(TlsChannel::recordMost + 1));
        sendAll(piecesOf(texts));
        client_.step();
        CPPUNIT_ASSERT(all + texts[200] + texts[201] == client_.heard);
    }
    void testFileArrives() {
        shakeHands();
        const std::string text = pattern(2000000);
        const int file = openFile(text);
        const std::size_t end = 1999000;
        for (std::size_t at = 1000; at < end; client_.step()) {
            const IoResult moved = channel_->sendFile(file, static_cast<off_t>(at), end - at);
            CPPUNIT_ASSERT(moved.state != Io::Ended);
            at += moved.bytes;
        }
        ::close(file);
        client_.step();
        CPPUNIT_ASSERT(text.substr(1000, end - 1000) == client_.heard);
    }
    void testFileThatBecameShorterEnds() {
        shakeHands();
        const int file = openFile("short");
        CPPUNIT_ASSERT_EQUAL(std::size_t{5}, channel_->sendFile(file, 0, 100).bytes);
        const IoResult behind = channel_->sendFile(file, 5, 95);
        CPPUNIT_ASSERT(behind.state == Io::Ended && behind.fileEnded);
        ::close(file);
        CPPUNIT_ASSERT(channel_->sendFile(-1, 0, 100).state == Io::Ended);
    }
    // The bytes stay in the socket for the code that answers them.
    void testPlainHttpIsReportedAndLeftUnread() {
        const std::string request = "DELETE / HTTP/1.1\r\nHost: site.example\r\n\r\n";
        CPPUNIT_ASSERT(hear() == Io::Again && !channel_->isPlainHttp());
        CPPUNIT_ASSERT(::write(sockets_.client(), request.data(), request.size()) > 0);
        CPPUNIT_ASSERT(hear() == Io::Ended && channel_->isPlainHttp());
        CPPUNIT_ASSERT(hear() == Io::Ended && heard_.empty());
        std::array<char, 100> bytes{};
        CPPUNIT_ASSERT(::recv(sockets_.server(), bytes.data(), bytes.size(), MSG_DONTWAIT) ==
                       static_cast<ssize_t>(request.size()));
        CPPUNIT_ASSERT(channel_->write(piecesOf({"x"}), false).state == Io::Ended);
        channel_->finish();
    }
    void testGarbageEnds() {
        const std::string garbage(1000, '\x16');
        CPPUNIT_ASSERT(::write(sockets_.client(), garbage.data(), garbage.size()) > 0);
        CPPUNIT_ASSERT(hear() == Io::Ended && !channel_->isPlainHttp());
    }
    void testDamagedRecordEnds() {
        shakeHands();
        const std::string record = "\x17\x03\x03\x00\x20"s + std::string(32, 'x');
        CPPUNIT_ASSERT(::write(sockets_.client(), record.data(), record.size()) > 0);
        CPPUNIT_ASSERT(hear() == Io::Ended);
        CPPUNIT_ASSERT(heard_.empty());
        client_.step();
        CPPUNIT_ASSERT_EQUAL(SSL_R_SSLV3_ALERT_BAD_RECORD_MAC, client_.reason);
    }
    void testClientThatLeavesPolitelyStillHears() {
        shakeHands();
        client_.say("last words");
        client_.step();
        client_.leave();
        client_.step();
        CPPUNIT_ASSERT(hear() == Io::Ended);
        CPPUNIT_ASSERT_EQUAL("last words"s, heard_);
        const IoResult moved = channel_->write(piecesOf({"bye"}), false);
        CPPUNIT_ASSERT(moved.state == Io::Done && moved.bytes == 3);
    }
    void testClientThatIsGoneEnds() {
        shakeHands();
        sockets_.closeClient();
        CPPUNIT_ASSERT(channel_->write(piecesOf({"hello"}), false).state == Io::Ended);
        CPPUNIT_ASSERT(hear() == Io::Ended);
        channel_->finish();
    }
    void testFinishSaysCloseNotify() {
        shakeHands();
        sendAll(piecesOf({"all"}));
        channel_->finish();
        client_.step();
        CPPUNIT_ASSERT(client_.heard == "all" && client_.wasLeft());
        char byte = 0;
        CPPUNIT_ASSERT_EQUAL(ssize_t{0}, ::read(sockets_.client(), &byte, 1));
        client_.say("more"); // bytes on their way are still read
        client_.step();
        CPPUNIT_ASSERT(hear() == Io::Again);
        CPPUNIT_ASSERT_EQUAL("more"s, heard_);
    }
    void testFinishInTheMiddleOfAHandshakeEndsTheStream() {
        client_.step(100);
        CPPUNIT_ASSERT(hear() == Io::Again);
        channel_->finish();
        char byte = 0;
        CPPUNIT_ASSERT_EQUAL(ssize_t{0}, ::read(sockets_.client(), &byte, 1));
    }
    void testFinishDoesNotBlockOnAFullSocket() {
        shakeHands();
        const std::vector<std::string> texts = {pattern(3000000)};
        CPPUNIT_ASSERT(channel_->write(piecesOf(texts), false).state == Io::Done);
        channel_->finish();
        client_.step();
        CPPUNIT_ASSERT(texts[0].starts_with(client_.heard) && !client_.heard.empty());
    }
    // When the end was sent only if there was room at once, slow readers missed it and took the answer for truncated.
    void testFinishWaitsForRoomToSayTheEnd() {
        shakeHands();
        std::size_t waste = 0;
        while (::write(sockets_.server(), "x", 1) == 1) ++waste;
        CPPUNIT_ASSERT(channel_->finish() == Io::Again);
        for (char byte = 0; waste > 0; --waste) CPPUNIT_ASSERT_EQUAL(ssize_t{1}, ::read(sockets_.client(), &byte, 1));
        CPPUNIT_ASSERT(channel_->finish() == Io::Done);
        client_.step();
        CPPUNIT_ASSERT(client_.wasLeft());
    }
    void testErrorOfAnotherConnectionDoesNotCount() {
        shakeHands();
        ERR_raise(ERR_LIB_SSL, SSL_R_BAD_LENGTH);
        CPPUNIT_ASSERT(hear() == Io::Again);
        ERR_raise(ERR_LIB_SSL, SSL_R_BAD_LENGTH);
        CPPUNIT_ASSERT(channel_->write(piecesOf({"x"}), false).state == Io::Done);
    }
    void testRenegotiationIsNotBegun() {
        const Sockets sockets;
        const std::unique_ptr<Channel> channel = tls_->accept(sockets.server());
        TlsClient client(sockets.client(), {.newest = TLS1_2_VERSION});
        for (int i = 0; i < 5; ++i) {
            client.step();
            channel->read(buffer_);
        }
        CPPUNIT_ASSERT(client.talks() && SSL_renegotiate(client.connection()) == 1);
        for (int i = 0; i < 5; ++i) {
            client.step();
            channel->read(buffer_);
        }
        CPPUNIT_ASSERT_EQUAL(SSL_R_NO_RENEGOTIATION, client.reason);
    }
    void testKeysMayBeChanged() {
        shakeHands();
        SSL_key_update(client_.connection(), SSL_KEY_UPDATE_REQUESTED);
        client_.say("under new keys");
        client_.step();
        CPPUNIT_ASSERT(hear() == Io::Again);
        CPPUNIT_ASSERT_EQUAL("under new keys"s, heard_);
        sendAll(piecesOf({"here too"}));
        CPPUNIT_ASSERT_EQUAL("here too"s, client_.heard);
    }

    portico::test::ScratchDir dir_;
    std::shared_ptr<const Tls> tls_ = tlsWith({{}});
    Sockets sockets_;
    std::unique_ptr<Channel> channel_ = tls_->accept(sockets_.server());
    TlsClient client_{sockets_.client()};
    std::array<char, 1500> buffer_{};
    std::string heard_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(TlsChannelTest);

} // namespace
