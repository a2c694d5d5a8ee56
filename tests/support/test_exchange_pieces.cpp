// SPDX-License-Identifier: Apache-2.0
// The functions of the portico_exchange that tests pass to plugins: streamed answers and bodies.
#include "support/test_exchange.h"

#include <algorithm>

namespace portico::test {

namespace {

TestExchange& exchangeOf(const portico_exchange* x) { return *static_cast<TestExchange*>(x->ctx); }

portico_status flush(portico_exchange* x) {
    TestExchange& own = exchangeOf(x);
    if (!own.begun() && (own.failed || !own.page.empty())) return PORTICO_INVALID;
    if (x->client_gone(x) != 0 || (!own.begun() && !own.streamIsFree)) return PORTICO_UNAVAILABLE;
    own.pieces.push_back(std::move(own.answerBody));
    own.answerBody.clear();
    return PORTICO_OK;
}

std::int32_t clientGone(const portico_exchange* x) { return exchangeOf(x).pausesUntilGone == 0 ? 1 : 0; }

portico_status pause(portico_exchange* x, std::uint32_t milliseconds) {
    TestExchange& own = exchangeOf(x);
    if (own.pausesUntilGone == 0 || --own.pausesUntilGone == 0) return PORTICO_UNAVAILABLE;
    own.paused += std::chrono::milliseconds(milliseconds);
    return PORTICO_OK;
}

} // namespace

portico_status TestExchange::read(const std::string& from, char* buffer, std::size_t size, std::size_t* got) {
    *got = std::min({size, pieceSize, from.size() - readUpTo_});
    if (*got == 0 && bodyIsCutOff) return PORTICO_INVALID;
    std::copy_n(from.data() + readUpTo_, *got, buffer);
    readUpTo_ += *got;
    return PORTICO_OK;
}

void TestExchange::addPieces(portico_exchange& c) {
    c.flush = flush;
    c.client_gone = clientGone;
    c.pause = pause;
    c.read_body = [](portico_exchange* x, char* buffer, std::size_t size, std::size_t* got) {
        return exchangeOf(x).nextPart_ > 0 ? PORTICO_INVALID
                                           : exchangeOf(x).read(exchangeOf(x).body, buffer, size, got);
    };
    c.next_part = [](portico_exchange* x, portico_part* part) {
        TestExchange& own = exchangeOf(x);
        if (own.parts.empty()) return PORTICO_UNSUPPORTED;
        if (own.nextPart_ == own.parts.size()) return own.bodyIsCutOff ? PORTICO_INVALID : PORTICO_NOT_FOUND;
        const Part& next = own.parts[own.nextPart_++];
        own.readUpTo_ = 0;
        *part = {sizeof(portico_part), next.filename ? PORTICO_PART_FILE : 0, str(next.name),
                 next.filename ? str(*next.filename) : portico_str{}, str(next.contentType)};
        return PORTICO_OK;
    };
    c.read_part = [](portico_exchange* x, char* buffer, std::size_t size, std::size_t* got) {
        TestExchange& own = exchangeOf(x);
        if (own.nextPart_ == 0) return PORTICO_INVALID;
        return own.read(own.parts[own.nextPart_ - 1].content, buffer, size, got);
    };
}

} // namespace portico::test
