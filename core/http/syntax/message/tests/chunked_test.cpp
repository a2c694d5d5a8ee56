// SPDX-License-Identifier: Apache-2.0
// A chunked body, split in every way, at every limit.
#include "http/syntax/message/chunked.h"

#include <cppunit/extensions/HelperMacros.h>

#include <algorithm>

using namespace portico::http::syntax;
using namespace std::string_literals;
using State = ChunkStep::State;

namespace {

struct Decoded {
    State state = State::NeedMore;
    int status = 0;
    std::string data;
    std::size_t consumed = 0;
};

Decoded decode(std::string_view body, std::size_t piece = std::string_view::npos, std::size_t most = 100) {
    ChunkDecoder decoder(most);
    Decoded all;
    while (all.consumed < body.size()) {
        const ChunkStep step = decoder.next(body.substr(all.consumed, piece));
        all.data += step.data;
        all.consumed += step.consumed;
        all.state = step.state;
        all.status = step.status;
        CPPUNIT_ASSERT((step.state == State::Bad) == !step.reason.empty());
        if (step.state == State::Done || step.state == State::Bad) break;
    }
    return all;
}

int status(const std::string& body, std::size_t most = 100) {
    const int inOne = decode(body, std::string_view::npos, most).status;
    CPPUNIT_ASSERT_EQUAL_MESSAGE(body, inOne, decode(body, 1, most).status);
    return inOne;
}

bool done(const std::string& body, std::size_t most = 100) {
    return status(body, most) == 0 && decode(body, 1, most).state == State::Done;
}

std::string repeat(std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

} // namespace

class ChunkedTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ChunkedTest);
    CPPUNIT_TEST(testDataOfAllChunksComeInOrderInPiecesOfAnySize);
    CPPUNIT_TEST(testDataAreViewsIntoTheInput);
    CPPUNIT_TEST(testWhatFollowsTheBodyIsNotConsumed);
    CPPUNIT_TEST(testEndAndFaultAreSaidAgain);
    CPPUNIT_TEST(testEveryPrefixNeedsMore);
    CPPUNIT_TEST(testSizesAreHexadecimalDigitsAndNothingElse);
    CPPUNIT_TEST(testSizeOfTheMostDigitsIsTakenAndOneMoreIsRefused);
    CPPUNIT_TEST(testLineEndsAreStrict);
    CPPUNIT_TEST(testBodyAtTheLimitIsTakenAndOneByteMoreIsTooLarge);
    CPPUNIT_TEST(testExtensionsAreDroppedUpToTheirLimits);
    CPPUNIT_TEST(testTrailersAreChecked);
    CPPUNIT_TEST(testTrailersAreKeptInOrderAndKnownAtTheEnd);
    CPPUNIT_TEST(testFieldsThatOnlyAHeaderMayHaveAreDropped);
    CPPUNIT_TEST(testTrailersAtTheirLimitsAreTakenAndOneMoreIsTooLarge);
    CPPUNIT_TEST(testLimitThatComesLaterHoldsForWhatWasAnnounced);
    CPPUNIT_TEST_SUITE_END();

public:
    void testLimitThatComesLaterHoldsForWhatWasAnnounced() {
        ChunkDecoder body(1000);
        CPPUNIT_ASSERT_EQUAL(std::string("data"), std::string(body.next("64\r\ndata").data));
        CPPUNIT_ASSERT(body.limit(100));
        CPPUNIT_ASSERT(!ChunkDecoder(body).limit(99));
        body.next(std::string(96, 'x'));
        CPPUNIT_ASSERT_EQUAL(413, body.next("\r\n1\r\n").status);
    }
    void testDataOfAllChunksComeInOrderInPiecesOfAnySize() {
        const std::string body = "5\r\nhello\r\n001;a=\"b\"\r\n,\r\nA\r\n world\r\n\r\n\r\n0\r\nX: y\r\n\r\n";
        for (std::size_t piece = 1; piece <= body.size(); ++piece) {
            const Decoded all = decode(body, piece);
            CPPUNIT_ASSERT(all.state == State::Done && all.consumed == body.size());
            CPPUNIT_ASSERT_EQUAL("hello, world\r\n\r\n"s, all.data);
        }
    }
    void testDataAreViewsIntoTheInput() {
        const std::string body = "5\r\nhello\r\n";
        ChunkDecoder decoder(5);
        const ChunkStep step = decoder.next(body);
        CPPUNIT_ASSERT(step.state == State::Data && step.data.data() == body.data() + 3 && step.consumed == 8);
        CPPUNIT_ASSERT(decoder.next("\r\n").state == State::NeedMore && !decoder.done());
    }
    void testWhatFollowsTheBodyIsNotConsumed() {
        const std::string body = "1\r\na\r\n0\r\n\r\n";
        for (const std::size_t piece : {std::size_t{1}, std::size_t{4}, std::string_view::npos})
            CPPUNIT_ASSERT_EQUAL(body.size(), decode(body + "GET / HTTP/1.1\r\n\r\n", piece).consumed);
    }
    void testEndAndFaultAreSaidAgain() {
        ChunkDecoder ended(1);
        CPPUNIT_ASSERT(ended.next("0\r\n\r\n").state == State::Done && ended.done());
        CPPUNIT_ASSERT(ended.next("x").state == State::Done && ended.next("x").consumed == 0);
        ChunkDecoder broken(1);
        CPPUNIT_ASSERT_EQUAL(400, broken.next("x").status);
        CPPUNIT_ASSERT(broken.next("0\r\n\r\n").status == 400 && broken.next("0\r\n\r\n").state == State::Bad);
    }
    void testEveryPrefixNeedsMore() {
        const std::string body = "2;x\r\nab\r\n0\r\nA: b\r\n\r\n";
        for (std::size_t size = 0; size < body.size(); ++size)
            CPPUNIT_ASSERT(decode(body.substr(0, size), 1).state != State::Done && status(body.substr(0, size)) == 0);
        CPPUNIT_ASSERT(ChunkDecoder(1).next("").state == State::NeedMore);
    }
    void testSizesAreHexadecimalDigitsAndNothingElse() {
        CPPUNIT_ASSERT_EQUAL(std::size_t{0x1f}, decode("1F\r\n" + repeat("x", 31) + "\r\n0\r\n\r\n").data.size());
        CPPUNIT_ASSERT(done("a\r\n0123456789\r\n000\r\n\r\n"));
        for (const auto& size : {""s, " 1"s, "1 "s, "1\t"s, "+1"s, "-1"s, "0x1"s, "1h"s, "g"s, "\0"s, "1\0"s, "1,1"s,
                                 ";"s, ";a"s, "\r"s, "1.0"s, "1 ;a"s, "\xef\xbc\x91"s})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(size, 400, status(size + "\r\na\r\n0\r\n\r\n"));
    }
    void testSizeOfTheMostDigitsIsTakenAndOneMoreIsRefused() {
        CPPUNIT_ASSERT(done("0000000000000001\r\na\r\n0000000000000000\r\n\r\n"));
        CPPUNIT_ASSERT_EQUAL(400, status("00000000000000001\r\na\r\n0\r\n\r\n"));
        CPPUNIT_ASSERT_EQUAL(400, status("10000000000000000\r\n"));
        CPPUNIT_ASSERT_EQUAL(413, status("ffffffffffffffff\r\n"));
        CPPUNIT_ASSERT_EQUAL(413, status("1\r\na\r\nffffffffffffffff\r\n", SIZE_MAX)); // an overflow would hide it
    }
    void testLineEndsAreStrict() {
        for (const auto* body : {"1\na\r\n0\r\n\r\n", "1\r\na\n0\r\n\r\n", "1\r\na\r\n0\n\r\n", "1\r\na\r\n0\r\n\n",
                                 "1\r\na\r\r\n", "1\r\r\na", "1\r\nab\r\n", "1\r\na\r\n0\r\nA: b\n\r\n", "1;a\n",
                                 "1\rx", "1\r\naX\n", "\r\n1\r\na", "1;a\rb\r\n"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(body, 400, status(body));
    }
    void testBodyAtTheLimitIsTakenAndOneByteMoreIsTooLarge() {
        CPPUNIT_ASSERT(done("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", 5));
        CPPUNIT_ASSERT_EQUAL(413, status("3\r\nabc\r\n3\r\n", 5));
        CPPUNIT_ASSERT_EQUAL(413, status("6\r\n", 5));
        CPPUNIT_ASSERT(done("0\r\n\r\n", 0));
        CPPUNIT_ASSERT_EQUAL(413, status("1\r\n", 0));
    }
    void testExtensionsAreDroppedUpToTheirLimits() {
        const auto chunk = [](std::size_t bytes) { return "1;" + std::string(bytes, 'e') + "\r\na\r\n"; };
        const std::string end = "0\r\n\r\n";
        CPPUNIT_ASSERT(done("1; a = \"b\\\"\";\tc\xff;;\r\na\r\n0;last\r\n\r\n"));
        CPPUNIT_ASSERT(done(chunk(ChunkDecoder::mostExtensionBytes) + end));
        CPPUNIT_ASSERT_EQUAL(413, status(chunk(ChunkDecoder::mostExtensionBytes + 1) + end));
        const std::string most = repeat(chunk(256), ChunkDecoder::mostExtensionBytesInAll / 256);
        CPPUNIT_ASSERT(done(most + chunk(0) + end));
        CPPUNIT_ASSERT_EQUAL(413, status(most + chunk(1) + end));
        for (const auto& bad : {"1;\0\r\n"s, "1;\x7f\r\n"s, "1;\n"s}) CPPUNIT_ASSERT_EQUAL(400, status(bad));
    }
    void testTrailersAreChecked() {
        CPPUNIT_ASSERT(done("0\r\nA: b\r\nC:\t d \r\n\r\n"));
        for (const auto& bad :
             {"A : b"s, " A: b"s, "A"s, ": b"s, "A: b\r\n c"s, "A: \0"s, "A: b\rc"s, "\r"s, "A: b\r"s})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(bad, 400, status("0\r\n" + bad + "\r\n\r\n"));
    }
    void testTrailersAtTheirLimitsAreTakenAndOneMoreIsTooLarge() {
        const HeadLimits limits;
        const std::string most = repeat("a: b\r\n", limits.headerCount);
        CPPUNIT_ASSERT(done("0\r\n" + most + "\r\n"));
        CPPUNIT_ASSERT_EQUAL(413, status("0\r\n" + most + "a: b\r\n\r\n"));
        const std::string longest = "a: " + std::string(limits.headerBytes - 5, 'b') + "\r\n\r\n";
        CPPUNIT_ASSERT(done("0\r\n" + longest));
        CPPUNIT_ASSERT_EQUAL(413, status("0\r\nb" + longest));
        CPPUNIT_ASSERT_EQUAL(413, status("0\r\n" + std::string(limits.headerBytes + 3, 'b')));
        ChunkDecoder strict(0, {.headerCount = 1, .headerBytes = 20});
        CPPUNIT_ASSERT_EQUAL(413, strict.next("0\r\na: b\r\na: b\r\n").status);
    }
    // The trailer of a body that arrives in pieces of this size, as "name=value," each.
    static std::string trailerOf(std::string_view body, std::size_t piece) {
        ChunkDecoder decoder(100);
        while (!body.empty()) {
            CPPUNIT_ASSERT_EQUAL(std::size_t{0}, decoder.trailer().size());
            const ChunkStep step = decoder.next(body.substr(0, piece));
            CPPUNIT_ASSERT(step.state != State::Bad);
            body.remove_prefix(step.consumed);
        }
        CPPUNIT_ASSERT(decoder.done());
        std::string all;
        for (std::size_t i = 0; i < decoder.trailer().size(); ++i) {
            const Field field = decoder.trailer()[i];
            all.append(field.name).append("=").append(field.value).append(",");
        }
        return all;
    }
    void testTrailersAreKeptInOrderAndKnownAtTheEnd() {
        const std::string body = "1\r\na\r\n0\r\nDigest: a=b\r\nx:\r\nX: \t\xe9\x80 \r\ndigest: c\r\n\r\n";
        for (std::size_t piece = 1; piece <= body.size(); ++piece)
            CPPUNIT_ASSERT_EQUAL("Digest=a=b,x=,X=\xe9\x80,digest=c,"s, trailerOf(body, piece));
        CPPUNIT_ASSERT_EQUAL(std::string(), trailerOf("0\r\n\r\n", 1));
    }
    // A request must not change after the host has decided on it: by its length, its sender, its origin.
    void testFieldsThatOnlyAHeaderMayHaveAreDropped() {
        for (const auto* name :
             {"Transfer-Encoding", "content-length", "Trailer", "TE", "Connection", "HOST", "Authorization", "Cookie",
              "Origin", "Sec-Fetch-Site", "If-Match", "X-Forwarded-For", "Forwarded", "Content-Type", "Range",
              "X-CSRF-Token", "Proxy-Authorization", "Accept-Encoding", "Expect"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(name, "a=b,c=d,"s,
                                         trailerOf("0\r\na: b\r\n"s + name + ": x\r\nc: d\r\n\r\n", 3));
        for (const auto* name : {"Digest", "Content-Digest", "ETag", "Server-Timing", "Hosts", "X", "Ifx", "S"})
            CPPUNIT_ASSERT_MESSAGE(name, mayBeInTrailer(name));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ChunkedTest);
