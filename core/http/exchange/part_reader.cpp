// SPDX-License-Identifier: Apache-2.0
// The parts of a multipart/form-data body, as a handler reads them.
#include "http/exchange/part_reader.h"

#include <algorithm>

namespace portico::http {

bool PartReader::next() {
    while (!over_ && fault_ == 0) {
        const State state = step();
        inPart_ = state == State::PartBegin;
        if (inPart_) return true;
        if (state == State::End) readToTheEnd();
    }
    return false;
}

int PartReader::read(std::span<char> into) {
    while (data_.empty() && inPart_ && fault_ == 0) inPart_ = step() == State::Data;
    if (fault_ != 0) return -fault_;
    const std::size_t part = std::min(into.size(), data_.size());
    std::copy_n(data_.data(), part, into.data());
    data_.remove_prefix(part);
    return static_cast<int>(part);
}

PartReader::State PartReader::step() {
    for (;;) {
        const syntax::MultipartStep step = parser_.next(unread_);
        unread_.remove_prefix(step.consumed);
        data_ = step.data;
        if (step.state == State::Bad) return fail(step.status, step.reason);
        if (step.state != State::NeedMore) return step.state;
        const int got = body_.read(bytes_);
        if (got == 0 && parser_.ended()) return State::End;
        if (got <= 0) return fail(got == 0 ? 400 : -got, got == 0 ? "a truncated multipart form" : "");
        unread_ = {bytes_.data(), static_cast<std::size_t>(got)};
    }
}

// Reads the rest, so that the connection can continue: after the last part there is only a line end or ignored text.
void PartReader::readToTheEnd() {
    over_ = true;
    int got = 0;
    while ((got = body_.read(bytes_)) > 0) {
    }
    if (got < 0) fail(-got, "");
}

PartReader::State PartReader::fail(int status, std::string_view reason) noexcept {
    fault_ = status;
    reason_ = reason;
    data_ = {};
    return State::Bad;
}

} // namespace portico::http
