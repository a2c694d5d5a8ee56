// SPDX-License-Identifier: Apache-2.0
// Pieces are sent in order, complete and in few packets, however little the socket takes at a time.
#include "http/wire/channel/output.h"

#include <cppunit/extensions/HelperMacros.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fcntl.h>

using namespace portico::http::wire;
using namespace std::string_literals;

namespace {

// Takes at most `most` bytes per call, and returns Again after `room` bytes.
class NarrowChannel final : public Channel {
public:
    IoResult read(std::span<char>) noexcept override { return {Io::Again}; }
    IoResult write(std::span<const iovec> pieces, bool more) noexcept override {
        ++calls;
        lastMore = more;
        std::string all;
        for (const iovec& piece : pieces) all.append(static_cast<const char*>(piece.iov_base), piece.iov_len);
        return take(all);
    }
    IoResult sendFile(int file, off_t from, std::size_t length) noexcept override {
        std::array<char, 4096> bytes{};
        const ssize_t got = ::pread(file, bytes.data(), std::min(length, bytes.size()), from);
        return got > 0 ? take({bytes.data(), static_cast<std::size_t>(got)}) : IoResult{Io::Ended, 0, true};
    }
    Io finish() noexcept override { return Io::Done; }

    std::string taken;
    std::size_t most = SIZE_MAX, room = SIZE_MAX;
    unsigned calls = 0;
    bool lastMore = false;

private:
    IoResult take(std::string_view bytes) {
        const std::size_t now = std::min({bytes.size(), most, room});
        if (now == 0) return {Io::Again};
        room -= now;
        taken.append(bytes.substr(0, now));
        return {Io::Done, now};
    }
};

std::shared_ptr<const OpenFile> fileWith(std::string_view text) {
    std::string name = "/tmp/portico-output-XXXXXX";
    const int file = ::mkstemp(name.data());
    ::unlink(name.c_str());
    CPPUNIT_ASSERT_EQUAL(static_cast<ssize_t>(text.size()), ::write(file, text.data(), text.size()));
    return std::make_shared<const OpenFile>(file);
}

class OutputTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(OutputTest);
    CPPUNIT_TEST(testTextsLeaveTogether);
    CPPUNIT_TEST(testByteByByteTheSameArrives);
    CPPUNIT_TEST(testTextBeforeAFileSaysThatMoreFollows);
    CPPUNIT_TEST(testMoreTextsThanOneCallTakes);
    CPPUNIT_TEST(testFastReaderHasOneTurnAfterTheOther);
    CPPUNIT_TEST(testEmptyPiecesAreLeftOut);
    CPPUNIT_TEST(testWrittenIsCountedUntilAllIsOut);
    CPPUNIT_TEST(testShortenedFileEndsTheAnswer);
    CPPUNIT_TEST(testClearedOutputHasNothing);
    CPPUNIT_TEST(testFileIsClosedWhenItIsOut);
    CPPUNIT_TEST_SUITE_END();

    Output output_;
    NarrowChannel channel_;

public:
    void testTextsLeaveTogether() {
        output_.add("head "s);
        output_.add("body"s);
        CPPUNIT_ASSERT(output_.flush(channel_) == Io::Done);
        CPPUNIT_ASSERT_EQUAL("head body"s, channel_.taken);
        CPPUNIT_ASSERT_EQUAL(1U, channel_.calls);
        CPPUNIT_ASSERT(!channel_.lastMore && output_.empty());
    }
    void testByteByByteTheSameArrives() {
        const auto file = fileWith("0123456789");
        output_.add("ab"s);
        output_.add("c"s);
        output_.add(FileStretch{file, 2, 5});
        output_.add("de"s);
        output_.add(FileStretch{file, 0, 1});
        channel_.most = 1;
        channel_.room = 0;
        for (int i = 0; i < 11; ++i) {
            channel_.room = 1;
            CPPUNIT_ASSERT(output_.flush(channel_) == (i < 10 ? Io::Again : Io::Done));
        }
        CPPUNIT_ASSERT_EQUAL("abc23456de0"s, channel_.taken);
    }
    void testTextBeforeAFileSaysThatMoreFollows() {
        output_.add("head"s);
        output_.add(FileStretch{fileWith("x"), 0, 1});
        CPPUNIT_ASSERT(output_.flush(channel_) == Io::Done);
        CPPUNIT_ASSERT(channel_.lastMore);
        CPPUNIT_ASSERT_EQUAL("headx"s, channel_.taken);
    }
    void testMoreTextsThanOneCallTakes() {
        std::string expected;
        for (int i = 0; i < 20; ++i) {
            output_.add(std::to_string(i));
            expected += std::to_string(i);
        }
        CPPUNIT_ASSERT(output_.flush(channel_) == Io::Done);
        CPPUNIT_ASSERT_EQUAL(expected, channel_.taken);
        CPPUNIT_ASSERT(!channel_.lastMore);
    }
    // The download of a large file kept its lane until it was complete.
    void testFastReaderHasOneTurnAfterTheOther() {
        constexpr std::size_t turn = Output::maxFlushBytes;
        const std::string large(turn + 5, 'x');
        output_.add(large);
        output_.add(FileStretch{fileWith(large), 0, large.size()});
        for (std::size_t turns = 1; turns <= 2; ++turns) {
            CPPUNIT_ASSERT(output_.flush(channel_) == Io::Again && output_.hitFlushLimit());
            CPPUNIT_ASSERT_EQUAL(turns * turn, channel_.taken.size());
        }
        channel_.room = 1;
        CPPUNIT_ASSERT(output_.flush(channel_) == Io::Again && !output_.hitFlushLimit());
        channel_.room = SIZE_MAX;
        CPPUNIT_ASSERT(output_.flush(channel_) == Io::Done && !output_.hitFlushLimit());
        CPPUNIT_ASSERT_EQUAL(large + large, channel_.taken);
    }
    void testEmptyPiecesAreLeftOut() {
        output_.add(""s);
        output_.add(FileStretch{nullptr, 0, 0});
        CPPUNIT_ASSERT(output_.empty());
        CPPUNIT_ASSERT(output_.flush(channel_) == Io::Done);
        CPPUNIT_ASSERT_EQUAL(0U, channel_.calls);
    }
    void testWrittenIsCountedUntilAllIsOut() {
        output_.add("0123456789"s);
        channel_.room = 4;
        CPPUNIT_ASSERT(output_.flush(channel_) == Io::Again);
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{4}, output_.written());
        channel_.room = 100;
        CPPUNIT_ASSERT(output_.flush(channel_) == Io::Done);
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, output_.written());
    }
    void testShortenedFileEndsTheAnswer() {
        output_.add(FileStretch{fileWith("short"), 0, 10});
        CPPUNIT_ASSERT(output_.flush(channel_) == Io::Ended);
        CPPUNIT_ASSERT_EQUAL("short"s, channel_.taken);
        CPPUNIT_ASSERT(output_.fileEnded() && output_.left() == 5);
        output_.clear();
        CPPUNIT_ASSERT(!output_.fileEnded() && output_.left() == 0);
    }
    void testClearedOutputHasNothing() {
        output_.add("of the last client"s);
        channel_.room = 3;
        output_.flush(channel_);
        output_.clear();
        CPPUNIT_ASSERT(output_.empty());
        output_.add("new"s);
        channel_.room = 100;
        CPPUNIT_ASSERT(output_.flush(channel_) == Io::Done);
        CPPUNIT_ASSERT_EQUAL("of new"s, channel_.taken);
    }
    void testFileIsClosedWhenItIsOut() {
        auto file = fileWith("x");
        const std::weak_ptr<const OpenFile> watched = file;
        output_.add(FileStretch{std::move(file), 0, 1});
        output_.add("rest"s);
        channel_.room = 1;
        CPPUNIT_ASSERT(output_.flush(channel_) == Io::Again);
        CPPUNIT_ASSERT(watched.expired());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(OutputTest);

} // namespace
