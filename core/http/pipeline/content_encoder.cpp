// SPDX-License-Identifier: Apache-2.0
// Compresses a whole body with gzip or br.
#include "http/pipeline/content_encoder.h"

#include <algorithm>
#include <bit>
#include <brotli/encode.h>
#include <zlib.h>

namespace portico::http {

namespace {

// Higher levels make a page hardly smaller and cost twice as much.
constexpr int gzipLevel = 4;
constexpr int brotliQuality = 3;

class Deflate {
public:
    // Window and tables are only as large as the body needs: clearing the default quarter of a megabyte costs more than
    // compressing a page.
    explicit Deflate(std::size_t size) noexcept {
        constexpr std::size_t lookAhead = 262; // MIN_LOOKAHEAD of zlib: the window must be larger by this
        constexpr int asGzip = 16;
        const int window = std::clamp(static_cast<int>(std::bit_width(size + lookAhead)), 10, 15);
        good_ = ::deflateInit2(&stream_, gzipLevel, Z_DEFLATED, window + asGzip, std::clamp(window - 7, 4, 8),
                               Z_DEFAULT_STRATEGY) == Z_OK;
    }
    ~Deflate() {
        if (good_) ::deflateEnd(&stream_);
    }
    Deflate(const Deflate&) = delete;
    Deflate& operator=(const Deflate&) = delete;

    bool run(std::string_view body, std::string& packed) noexcept {
        if (!good_) return false;
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data())); // zlib does not modify it
        stream_.avail_in = static_cast<uInt>(body.size());
        stream_.next_out = reinterpret_cast<Bytef*>(packed.data());
        stream_.avail_out = static_cast<uInt>(packed.size());
        if (::deflate(&stream_, Z_FINISH) != Z_STREAM_END) return false; // the result is longer: not worth it
        packed.resize(stream_.total_out);
        return true;
    }

private:
    z_stream stream_{};
    bool good_ = false;
};

bool brotli(std::string_view body, std::string& packed) noexcept {
    const int window = std::clamp(static_cast<int>(std::bit_width(body.size())), BROTLI_MIN_WINDOW_BITS, 22);
    std::size_t size = packed.size();
    if (::BrotliEncoderCompress(brotliQuality, window, BROTLI_MODE_TEXT, body.size(),
                                reinterpret_cast<const std::uint8_t*>(body.data()), &size,
                                reinterpret_cast<std::uint8_t*>(packed.data())) != BROTLI_TRUE)
        return false;
    packed.resize(size);
    return true;
}

} // namespace

std::optional<std::string> encode(std::string_view body, syntax::Coding coding) {
    constexpr std::size_t most = 1u << 30; // zlib counts in 32 bits
    if (coding == syntax::Coding::Identity || body.empty() || body.size() > most) return std::nullopt;
    std::string packed(body.size(), '\0');
    const bool done = coding == syntax::Coding::Gzip ? Deflate(body.size()).run(body, packed) : brotli(body, packed);
    return done ? std::optional(std::move(packed)) : std::nullopt;
}

} // namespace portico::http
