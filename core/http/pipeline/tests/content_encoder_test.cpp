// SPDX-License-Identifier: Apache-2.0
// Compressed bodies are restored by independent decoders.
#include "http/pipeline/content_encoder.h"

#include <brotli/decode.h>
#include <cppunit/extensions/HelperMacros.h>
#include <sodium.h>
#include <zlib.h>

using namespace portico::http;
using syntax::Coding;

namespace {

std::string gunzip(const std::string& packed, std::size_t size) {
    std::string bytes(size + 1, '\0');
    z_stream stream{};
    CPPUNIT_ASSERT_EQUAL(Z_OK, ::inflateInit2(&stream, 15 + 16)); // gzip only
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
    stream.avail_out = static_cast<uInt>(bytes.size());
    CPPUNIT_ASSERT_EQUAL(Z_STREAM_END, ::inflate(&stream, Z_FINISH));
    CPPUNIT_ASSERT_EQUAL(uInt{0}, stream.avail_in);
    bytes.resize(stream.total_out);
    ::inflateEnd(&stream);
    return bytes;
}

std::string unbrotli(const std::string& packed, std::size_t size) {
    std::string bytes(size + 1, '\0');
    std::size_t got = bytes.size();
    CPPUNIT_ASSERT(BROTLI_DECODER_RESULT_SUCCESS ==
                   ::BrotliDecoderDecompress(packed.size(), reinterpret_cast<const std::uint8_t*>(packed.data()), &got,
                                             reinterpret_cast<std::uint8_t*>(bytes.data())));
    bytes.resize(got);
    return bytes;
}

class ContentEncoderTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ContentEncoderTest);
    CPPUNIT_TEST(testPackedBytesComeBack);
    CPPUNIT_TEST(testWhatDoesNotGetShorterIsLeftAlone);
    CPPUNIT_TEST_SUITE_END();

    // Sizes at the limits of the windows: a window that is too small loses distant matches.
    void testPackedBytesComeBack() {
        for (const std::size_t size : {128u, 762u, 763u, 1024u, 7930u, 7931u, 32768u, 65536u, 1000000u}) {
            std::string body;
            for (std::size_t i = 0; body.size() < size; ++i) body += "<li>" + std::to_string(i * i % 977) + "</li>\n";
            body.resize(size);
            const auto gzip = encode(body, Coding::Gzip);
            const auto brotli = encode(body, Coding::Brotli);
            CPPUNIT_ASSERT(gzip && brotli && gzip->size() < size && brotli->size() < size);
            CPPUNIT_ASSERT(gunzip(*gzip, size) == body && unbrotli(*brotli, size) == body);
        }
    }
    void testWhatDoesNotGetShorterIsLeftAlone() {
        std::string noise(5000, '\0');
        randombytes_buf(noise.data(), noise.size());
        CPPUNIT_ASSERT(!encode(noise, Coding::Gzip) && !encode(noise, Coding::Brotli));
        CPPUNIT_ASSERT(!encode("", Coding::Gzip) && !encode("x", Coding::Brotli) &&
                       !encode("aaaaaaaaaaaaaaaa", Coding::Identity));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ContentEncoderTest);

} // namespace
