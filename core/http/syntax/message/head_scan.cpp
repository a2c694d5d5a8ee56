// SPDX-License-Identifier: Apache-2.0
// The end of a request head. Bytes beyond a limit are not examined, so that it does not matter whether they have arrived.
#include "http/syntax/message/head_scan.h"

#include "http/syntax/message/find_control.h"

namespace portico::http::syntax {

// The current part must end by here, including the empty line after the header; otherwise it is too long.
std::size_t HeadScan::bound(const HeadLimits& limits) const noexcept {
    return partBegin_ + (inHeader_ ? limits.headerBytes + 2 : limits.requestLineBytes());
}

// True if that was the empty line at the end of the head.
bool HeadScan::endLine(std::size_t behind) noexcept {
    const bool empty = behind == lineBegin_ + 2;
    lineBegin_ = at_ = behind;
    if (inHeader_) return empty;
    partBegin_ = behind;
    inHeader_ = !empty;
    emptyLines_ += empty ? 1 : 0;
    return false;
}

HeadScan::Result HeadScan::next(std::string_view buffer, const HeadLimits& limits) noexcept {
    for (;;) {
        const std::string_view seen = buffer.substr(0, bound(limits));
        at_ = findControl(seen, at_);
        if (at_ == seen.size() || (seen[at_] == '\r' && at_ + 1 == seen.size())) {
            if (seen.size() < bound(limits)) return {};
            return inHeader_ ? Result{State::Bad, 0, 431, "the header is longer than its limit"}
                             : Result{State::Bad, 0, 414, "the request line is longer than its limit"};
        }
        if (seen[at_] == '\t')
            ++at_;
        else if (seen[at_] != '\r' || seen[at_ + 1] != '\n')
            return {State::Bad, 0, 400, "a bare CR or LF, or another control character, in the head"};
        else if (endLine(at_ + 2))
            return {State::Complete, at_, 0, {}};
        else if (emptyLines_ > HeadLimits::mostEmptyLines)
            return {State::Bad, 0, 400, "too many empty lines before the request"};
    }
}

} // namespace portico::http::syntax
