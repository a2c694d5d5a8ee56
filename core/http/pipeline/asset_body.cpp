// SPDX-License-Identifier: Apache-2.0
// The body of an asset: the whole or, with a valid Range, its parts (RFC 9110 section 14). Ranges apply to the bytes that are
// sent, compressed or not. The kernel sends files of more than a few KiB; they are not read into memory.
#include "http/pipeline/substeps.h"

#include "http/syntax/fields/byte_range.h"
#include "http/syntax/fields/conditional.h"

#include <unistd.h>

namespace portico::http {

namespace {

using syntax::ByteRange;
using syntax::RangeRequest;

// Smaller files are read and sent together with the head, which costs less than sending head and file separately.
constexpr std::uint64_t mostInMemory = 8192;

bool read(const Asset& asset, const ByteRange& part, std::string& into) {
    into.resize(part.length);
    for (std::size_t done = 0; done < into.size();) {
        const ssize_t n =
            ::pread(asset.file->get(), into.data() + done, into.size() - done, static_cast<off_t>(part.first + done));
        if (n <= 0) return false;
        done += static_cast<std::size_t>(n);
    }
    return true;
}

// Sends one range, which may be empty. Nothing is sent for HEAD, so nothing is read.
void putStretch(Exchange& x, const Asset& asset, const ByteRange& part) {
    if (part.length > mostInMemory || x.request.method == "HEAD")
        x.answer.pieces.emplace_back(wire::FileStretch{asset.file, part.first, part.length});
    else if (!read(asset, part, x.answer.body))
        x.answer.fail(500, "the file became shorter while it was read");
}

void putParts(Exchange& x, const Asset& asset, std::string_view contentType, const std::vector<ByteRange>& parts) {
    const std::string boundary = "portico-" + std::string(x.id);
    std::string head = "--" + boundary;
    for (const ByteRange& part : parts) {
        head.append("\r\nContent-Type: ").append(contentType).append("\r\nContent-Range: ");
        head.append(syntax::contentRange(part, asset.size)).append("\r\n\r\n");
        x.answer.pieces.emplace_back(std::move(head));
        x.answer.pieces.emplace_back(wire::FileStretch{asset.file, part.first, part.length});
        head = "\r\n--" + boundary;
    }
    x.answer.pieces.emplace_back(head + "--\r\n");
    x.answer.set("Content-Type", "multipart/byteranges; boundary=" + boundary);
}

// Only GET has ranges; two Range headers are contradictory and ignored.
RangeRequest rangeOf(const Exchange& x, const Asset& asset) {
    const auto range = x.header("Range");
    if (!range || x.request.method != "GET" || x.header("Range", 1)) return {};
    const auto condition = x.header("If-Range");
    if (condition && !syntax::isSame(*condition, asset.etag, asset.modified, std::time(nullptr))) return {};
    return syntax::parseRange(*range, asset.size);
}

} // namespace

void putBody(Exchange& x, const Asset& asset, std::string_view contentType) {
    const RangeRequest range = rangeOf(x, asset);
    if (range.kind == RangeRequest::Kind::Unsatisfiable) {
        x.answer.fail(416, "the range is outside of the asset");
        x.answer.set("Content-Range", syntax::contentRange(asset.size));
        return;
    }
    x.answer.set("Content-Type", contentType);
    if (range.kind == RangeRequest::Kind::Whole) return putStretch(x, asset, {0, asset.size});
    x.answer.status = 206;
    if (range.parts.size() > 1) return putParts(x, asset, contentType, range.parts);
    x.answer.set("Content-Range", syntax::contentRange(range.parts.front(), asset.size));
    putStretch(x, asset, range.parts.front());
}

} // namespace portico::http
