// SPDX-License-Identifier: Apache-2.0
// The PROXY protocol, byte by byte, in both versions.
#include "http/syntax/address/proxy_header.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::http::syntax;
using namespace std::string_literals;
using State = ProxyHeader::State;

namespace {

const std::string addresses4 = "\xc0\x00\x02\x01\x0a\x00\x00\x01\x12\x67\x01\xbb"s;
const std::string addresses6 =
    "\x20\x01\x0d\xb8"s + std::string(11, '\0') + "\x01" + std::string(15, '\0') + "\x01" + "\xff\xff\x01\xbb";

std::string v2(int command, int family, const std::string& rest) {
    return "\r\n\r\n\0\r\nQUIT\n"s + static_cast<char>(command) + static_cast<char>(family) +
           static_cast<char>(rest.size() >> 8) + static_cast<char>(rest.size()) + rest;
}
std::string extension(char type, const std::string& value) {
    return std::string(1, type) + static_cast<char>(value.size() >> 8) + static_cast<char>(value.size()) + value;
}

// The same result whether it arrives at once, with bytes after it, or byte by byte.
ProxyHeader parse(const std::string& bytes) {
    const ProxyHeader whole = parseProxyHeader(bytes);
    for (std::size_t size = 0; whole.state == State::Ok && size < whole.consumed; ++size)
        CPPUNIT_ASSERT_MESSAGE(bytes, parseProxyHeader(bytes.substr(0, size)).state == State::NeedMore);
    if (whole.state == State::Ok) CPPUNIT_ASSERT_EQUAL(whole.consumed, parseProxyHeader(bytes + "GET").consumed);
    CPPUNIT_ASSERT((whole.state == State::Bad) == !whole.reason.empty());
    return whole;
}
bool isBad(const std::string& bytes) { return parse(bytes).state == State::Bad; }
bool namesNobody(const ProxyHeader& header, std::size_t bytes) {
    return header.state == State::Ok && header.source.empty() && header.consumed == bytes;
}
bool isLocal(const std::string& bytes) {
    const ProxyHeader header = parse(bytes);
    return namesNobody(header, bytes.size()) && header.local && !header.unknown;
}
bool isUnknown(const std::string& bytes) {
    const ProxyHeader header = parse(bytes);
    return namesNobody(header, bytes.size()) && header.unknown && !header.local;
}

} // namespace

class ProxyHeaderTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ProxyHeaderTest);
    CPPUNIT_TEST(testLineNamesTheClient);
    CPPUNIT_TEST(testLineOfAnUnknownFamilyNamesNobody);
    CPPUNIT_TEST(testMalformedLinesAreRefused);
    CPPUNIT_TEST(testLineAtTheLimitIsTakenAndOneByteMoreIsRefused);
    CPPUNIT_TEST(testBinaryHeaderNamesTheClient);
    CPPUNIT_TEST(testBinaryHeaderOfLocalOrOtherFamiliesNamesNobody);
    CPPUNIT_TEST(testMalformedBinaryHeadersAreRefused);
    CPPUNIT_TEST(testBinaryHeaderAtTheLimitIsTakenAndOneByteMoreIsRefused);
    CPPUNIT_TEST(testTlsIsWhatTheClientBitSays);
    CPPUNIT_TEST(testMalformedExtensionsAreRefused);
    CPPUNIT_TEST(testAnythingElseIsRefusedAtItsFirstWrongByte);
    CPPUNIT_TEST_SUITE_END();

public:
    void testLineNamesTheClient() {
        const std::string line = "PROXY TCP4 192.0.2.1 10.0.0.1 4711 443\r\n";
        const ProxyHeader four = parse(line);
        CPPUNIT_ASSERT(four.source == "192.0.2.1" && four.port == 4711 && !four.local && !four.tls);
        CPPUNIT_ASSERT_EQUAL(line.size(), four.consumed);
        const ProxyHeader six = parse("PROXY TCP6 2001:DB8::1 ::1 0 65535\r\n");
        CPPUNIT_ASSERT(six.source == "2001:db8::1" && six.port == 0);
    }
    void testLineOfAnUnknownFamilyNamesNobody() {
        CPPUNIT_ASSERT(isUnknown("PROXY UNKNOWN\r\n") && isUnknown("PROXY UNKNOWN ffff:: what ever\r\n"));
    }
    void testMalformedLinesAreRefused() {
        for (const auto* words : {"",
                                  "TCP4",
                                  "TCP4 1.1.1.1",
                                  "TCP4 1.1.1.1 2.2.2.2",
                                  "TCP4 1.1.1.1 2.2.2.2 1",
                                  "TCP4 1.1.1.1 2.2.2.2 1 2 3",
                                  "TCP4 1.1.1.1 2.2.2.2 1 2 ",
                                  "TCP4  1.1.1.1 2.2.2.2 1 2",
                                  " TCP4 1.1.1.1 2.2.2.2 1 2",
                                  "TCP4 ::1 ::1 1 2",
                                  "TCP6 1.1.1.1 2.2.2.2 1 2",
                                  "TCP4 1.1.1.1 ::1 1 2",
                                  "TCP4 1.1.1 2.2.2.2 1 2",
                                  "TCP4 1.1.1.1 2.2.2.2 65536 2",
                                  "TCP4 1.1.1.1 2.2.2.2 01 2",
                                  "TCP4 1.1.1.1 2.2.2.2 -1 2",
                                  "TCP4 1.1.1.1 2.2.2.2 1 a",
                                  "TCP4 1.1.1.1 2.2.2.2 1\t2",
                                  "tcp4 1.1.1.1 2.2.2.2 1 2",
                                  "UDP4 1.1.1.1 2.2.2.2 1 2",
                                  "TCP 1.1.1.1 2.2.2.2 1 2",
                                  "UNKNOWNX",
                                  "TCP4 1.1.1.1\n2.2.2.2 1 2",
                                  "TCP4 1.1.1.1 2.2.2.2 1 100000"})
            CPPUNIT_ASSERT_MESSAGE(words, isBad("PROXY "s + words + "\r\n"));
    }
    void testLineAtTheLimitIsTakenAndOneByteMoreIsRefused() {
        const std::string most = "PROXY UNKNOWN " + std::string(mostProxyHeaderV1Bytes - 16, 'x');
        CPPUNIT_ASSERT(isUnknown(most + "\r\n"));
        CPPUNIT_ASSERT(isBad(most + "x\r\n") && isBad(most + "xx"));
        CPPUNIT_ASSERT(parse(most + "\r").state == State::NeedMore);
    }
    void testBinaryHeaderNamesTheClient() {
        const ProxyHeader four = parse(v2(0x21, 0x11, addresses4));
        CPPUNIT_ASSERT(four.source == "192.0.2.1" && four.port == 4711 && !four.local && !four.tls &&
                       four.consumed == 28);
        const ProxyHeader six = parse(v2(0x21, 0x21, addresses6));
        CPPUNIT_ASSERT(six.source == "2001:db8::1" && six.port == 65535 && six.consumed == 52);
    }
    void testBinaryHeaderOfLocalOrOtherFamiliesNamesNobody() {
        CPPUNIT_ASSERT(isLocal(v2(0x20, 0, "")) && isLocal(v2(0x20, 0x11, addresses4)) &&
                       isLocal(v2(0x20, 0x7f, "junk")));
        for (const int family : {0x00, 0x12, 0x22, 0x31, 0x32}) CPPUNIT_ASSERT(isUnknown(v2(0x21, family, "junk")));
    }
    void testMalformedBinaryHeadersAreRefused() {
        for (const int family : {0x01, 0x10, 0x13, 0x20, 0x23, 0x30, 0x33, 0x41, 0x7f})
            CPPUNIT_ASSERT(isBad(v2(0x21, family, addresses6)));
        for (const int command : {0x00, 0x01, 0x11, 0x22, 0x2f, 0x31, 0xa1})
            CPPUNIT_ASSERT(isBad(v2(command, 0x11, addresses4)));
        CPPUNIT_ASSERT(isBad(v2(0x21, 0x11, addresses4.substr(1))) && isBad(v2(0x21, 0x21, addresses6.substr(1))));
        CPPUNIT_ASSERT(isBad(v2(0x21, 0x11, "")));
    }
    void testBinaryHeaderAtTheLimitIsTakenAndOneByteMoreIsRefused() {
        const std::size_t most = mostProxyHeaderV2Bytes - 16;
        CPPUNIT_ASSERT(isLocal(v2(0x20, 0, std::string(most, 'x'))));
        CPPUNIT_ASSERT(isBad(v2(0x20, 0, std::string(most + 1, 'x'))));
        CPPUNIT_ASSERT(isBad(v2(0x20, 0, std::string(65535, 'x')).substr(0, 16)));
    }
    void testTlsIsWhatTheClientBitSays() {
        const auto tls = [](const std::string& extensions) {
            const ProxyHeader header = parse(v2(0x21, 0x11, addresses4 + extensions));
            return header.state == State::Ok && header.tls;
        };
        CPPUNIT_ASSERT(tls(extension(0x20, "\x01\0\0\0\0"s)));
        CPPUNIT_ASSERT(
            tls(extension(0x02, "site") + extension(0x20, "\x07\0\0\0\0\x21\0\x07TLSv1.3"s) + extension(0x04, "")));
        CPPUNIT_ASSERT(!tls(extension(0x20, "\x06\0\0\0\0"s)) && !tls(extension(0x21, "\x01\0\0\0\0"s)) && !tls(""));
    }
    void testMalformedExtensionsAreRefused() {
        for (const auto& bytes : {"\x20"s, "\x20\0"s, "\x04\0\x01"s, "\x04\0\x02x"s, "\x04\xff\xffx"s,
                                  extension(0x20, "\x01\0\0\0"s), extension(0x20, "")})
            CPPUNIT_ASSERT(isBad(v2(0x21, 0x11, addresses4 + bytes)));
    }
    void testAnythingElseIsRefusedAtItsFirstWrongByte() {
        CPPUNIT_ASSERT(parse("").state == State::NeedMore && parse("PRO").state == State::NeedMore);
        CPPUNIT_ASSERT(parse("\r\n\r\n"s).state == State::NeedMore);
        for (const auto& bytes : {"G"s, "PROXX"s, "PROXY\t"s, "proxy"s, "\r\n\r\n\r"s, "\n"s, "\x16"s,
                                  "\r\n\r\n\0\r\nQUIT\r"s, "\r\n\r\n\0\r\nQUIT\n\x01"s})
            CPPUNIT_ASSERT(isBad(bytes));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ProxyHeaderTest);
