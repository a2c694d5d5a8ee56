// SPDX-License-Identifier: Apache-2.0
// Any bytes as a request head: the scan gives the same result however they are split, what it refuses is not a head, and an
// accepted head survives a round trip.
#include "http/syntax/message/request_head.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace portico::http::syntax;

namespace {

constexpr HeadLimits limits{64, 8, 256};

void require(bool holds) {
    if (!holds) std::abort();
}

HeadScan::Result scanInPieces(std::string_view text, std::size_t piece) {
    HeadScan scan;
    HeadScan::Result result;
    for (std::size_t end = 0; end < text.size() && result.state == HeadScan::State::NeedMore;) {
        end = std::min(end + piece, text.size());
        result = scan.next(text.substr(0, end), limits);
    }
    return result;
}

void checkHead(const RequestHead& head, bool good) {
    require(head.fields.size() <= limits.headerCount);
    for (const Field& field : head.fields) require(isToken(field.name) && isFieldValue(field.value));
    if (!good) return;
    require(isToken(head.method) && head.method.size() <= HeadLimits::mostMethodBytes);
    require(!head.target.empty() && head.target.size() <= limits.target);
    require(head.target.find_first_of(std::string_view(" \t\r\n\0", 5)) == std::string_view::npos);
    require(head.version == "HTTP/1.1" || head.version == "HTTP/1.0");
}

std::string written(const RequestHead& head) {
    std::string out;
    out.append(head.method).append(" ").append(head.target).append(" ").append(head.version).append("\r\n");
    for (const Field& field : head.fields) out.append(field.name).append(":").append(field.value).append("\r\n");
    return out.append("\r\n");
}

void requireSame(const RequestHead& a, const RequestHead& b) {
    require(a.method == b.method && a.target == b.target && a.version == b.version &&
            a.fields.size() == b.fields.size());
    for (std::size_t i = 0; i < a.fields.size(); ++i)
        require(a.fields[i].name == b.fields[i].name && a.fields[i].value == b.fields[i].value);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const HeadScan::Result scanned = scanInPieces(text, text.size() + 1);
    for (const std::size_t piece : {1U, 2U, 7U}) {
        const HeadScan::Result again = scanInPieces(text, piece);
        require(again.state == scanned.state && again.length == scanned.length && again.status == scanned.status);
    }
    const bool complete = scanned.state == HeadScan::State::Complete;
    RequestHead head;
    std::string_view reason;
    const int status = parseRequestHead(complete ? text.substr(0, scanned.length) : text, limits, head, reason);
    require((status == 0) == reason.empty() && (status != 0 || complete));
    checkHead(head, status == 0);
    if (status != 0) return 0;
    RequestHead again;
    const std::string writtenHead = written(head);
    require(parseRequestHead(writtenHead, limits, again, reason) == 0);
    requireSame(head, again);
    require(scanInPieces(writtenHead, 3).length == writtenHead.size());
    return 0;
}
