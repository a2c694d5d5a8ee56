// SPDX-License-Identifier: Apache-2.0
// The functions of a portico_exchange for streaming. They are called from plugins and let no exception pass.
#include "http/handler/plugin_pieces.h"

#include "capabilities/call.h"
#include "http/exchange/client.h"
#include "http/handler/plugin_exchange.h"

namespace portico::http::pieces {

namespace {

Exchange& of(const portico_exchange* x) { return *static_cast<Exchange*>(x->ctx); }

template <class Work>
portico_status inHandler(portico_exchange* x, Work&& work) noexcept {
    if (!of(x).inHandler) return PORTICO_INVALID;
    const capabilities::ExternalWait forTheClient;
    return exceptionBarrier(nullptr, [&] {
        if (!of(x).access.holds(of(x))) return portico_status{PORTICO_UNAVAILABLE};
        const portico_status status = work(of(x));
        return of(x).access.holds(of(x)) ? status : PORTICO_UNAVAILABLE; // it may have waited for a long time
    });
}

// The status that a plugin gets for a faulty body.
portico_status statusOf(int fault) noexcept {
    return fault == 503 || fault == 429 ? PORTICO_UNAVAILABLE : PORTICO_INVALID;
}

portico_status give(int read, std::size_t* got) noexcept {
    *got = read > 0 ? static_cast<std::size_t>(read) : 0;
    return read >= 0 ? PORTICO_OK : statusOf(-read);
}

portico_status openParts(Exchange& x) {
    if (x.parts) return PORTICO_OK;
    const auto boundary = syntax::boundaryOf(x.header("Content-Type").value_or(""));
    x.notMultipart = !boundary;
    if (!boundary) return PORTICO_UNSUPPORTED;
    syntax::MultipartLimits limits;
    limits.parts = x.snapshot.limits.formFields;
    limits.nameBytes = x.snapshot.limits.formNameBytes;
    x.parts = std::make_unique<PartReader>(x.bodyReader(), *boundary, limits);
    return PORTICO_OK;
}

void fillIn(portico_part& part, const Exchange& x) {
    const PartReader& from = *x.parts;
    const auto& filename = from.disposition().filename;
    part.flags = filename ? PORTICO_PART_FILE : 0;
    part.name = lend(x, from.disposition().name);
    part.filename = filename ? lend(x, *filename) : portico_str{};
    part.content_type = lend(x, from.contentType());
}

} // namespace

portico_status flush(portico_exchange* x) noexcept {
    return inHandler(x, [](Exchange& exchange) { return exchange.stream.flush(exchange); });
}

std::int32_t clientGone(const portico_exchange* x) noexcept {
    const Exchange& exchange = of(x);
    const Client* client = exchange.request.client;
    return exchange.access.hasFailed() || exchange.stream.isUnwanted() || (client != nullptr && client->isGone()) ? 1
                                                                                                                  : 0;
}

portico_status pause(portico_exchange* x, std::uint32_t milliseconds) noexcept {
    return inHandler(x, [&](Exchange& exchange) {
        return exchange.stream.pause(exchange, std::chrono::milliseconds(milliseconds));
    });
}

portico_status readBody(portico_exchange* x, char* buffer, std::size_t size, std::size_t* got) noexcept {
    return inHandler(x, [&](Exchange& exchange) {
        if (size == 0 || exchange.parts) return PORTICO_INVALID;
        return give(exchange.bodyReader().read({buffer, size}), got);
    });
}

portico_status nextPart(portico_exchange* x, portico_part* part) noexcept {
    return inHandler(x, [&](Exchange& exchange) {
        if (!PORTICO_HAS(part, portico_part, content_type)) return PORTICO_INVALID;
        if (const portico_status status = openParts(exchange); status != PORTICO_OK) return status;
        if (exchange.parts->next()) return fillIn(*part, exchange), PORTICO_OK;
        return exchange.parts->fault() == 0 ? PORTICO_NOT_FOUND : statusOf(exchange.parts->fault());
    });
}

portico_status readPart(portico_exchange* x, char* buffer, std::size_t size, std::size_t* got) noexcept {
    return inHandler(x, [&](Exchange& exchange) {
        if (size == 0 || !exchange.parts) return PORTICO_INVALID;
        return give(exchange.parts->read({buffer, size}), got);
    });
}

} // namespace portico::http::pieces
