// SPDX-License-Identifier: Apache-2.0
// Any bytes as a chunked body: however they are split, the data, the trailer and the end are the same, and decoded data survives a
// round trip. A trailer exists only at the end, within its limits, and contains no field of a header.
#include "http/syntax/message/chunked.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace portico::http::syntax;
using State = ChunkStep::State;

namespace {

constexpr std::size_t most = 512;

void require(bool holds) {
    if (!holds) std::abort();
}

struct Decoded {
    ChunkStep last;
    std::string data;
    std::size_t consumed = 0;
    std::string trailer; // each field as a line
};

constexpr HeadLimits limits{.headerCount = 4, .headerBytes = 96};

std::string linesOf(const Trailer& trailer) {
    std::string lines;
    for (std::size_t i = 0; i < trailer.size(); ++i) {
        const Field field = trailer[i];
        require(isToken(field.name) && mayBeInTrailer(field.name));
        require(isFieldValue(field.value) && trimmed(field.value) == field.value);
        lines.append(field.name).append(":").append(field.value).append("\r\n");
    }
    require(trailer.size() <= limits.headerCount && lines.size() <= limits.headerBytes);
    return lines;
}

Decoded decode(std::string_view body, std::size_t piece) {
    ChunkDecoder decoder(most, limits);
    Decoded all;
    while (all.consumed < body.size()) {
        const std::string_view input = body.substr(all.consumed, piece);
        all.last = decoder.next(input);
        require(all.last.consumed <= input.size());
        if (all.last.state == State::NeedMore) require(all.last.consumed == input.size());
        if (all.last.state == State::Data) require(!all.last.data.empty());
        all.data += all.last.data;
        all.consumed += all.last.consumed;
        require(decoder.done() || decoder.trailer().size() == 0);
        if (all.last.state == State::Done || all.last.state == State::Bad) break;
    }
    all.trailer = linesOf(decoder.trailer());
    return all;
}

bool ended(const Decoded& all) { return all.last.state == State::Done; }

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    const Decoded whole = decode(body, size + 1);
    require(whole.data.size() <= most);
    require((whole.last.state == State::Bad) == (whole.last.status == 400 || whole.last.status == 413));
    for (const std::size_t piece : {1U, 2U, 7U}) {
        const Decoded again = decode(body, piece);
        require(again.data == whole.data && again.trailer == whole.trailer && again.last.status == whole.last.status &&
                ended(again) == ended(whole));
        if (ended(whole)) require(again.consumed == whole.consumed);
    }
    if (!ended(whole)) return 0;
    std::string encoded;
    for (const char byte : whole.data) encoded.append("1\r\n").append(1, byte).append("\r\n");
    const Decoded again = decode(encoded.append("0\r\n").append(whole.trailer).append("\r\nnext"), 5);
    require(ended(again) && again.data == whole.data && again.trailer == whole.trailer);
    require(again.consumed == encoded.size() - 4);
    return 0;
}
