// SPDX-License-Identifier: Apache-2.0
// The functions of a portico_exchange that enumerate. They are called from plugins and let no exception pass.
#include "http/handler/plugin_fields.h"

#include "capabilities/call.h"
#include "http/handler/plugin_exchange.h"

namespace portico::http::fields {

namespace {

Exchange& of(const portico_exchange* x) { return *static_cast<Exchange*>(x->ctx); }

template <class Fields>
portico_status give(const portico_exchange* x, const Fields& fields, std::size_t index, portico_str* name,
                    portico_str* value) noexcept {
    if (index >= fields.size()) return PORTICO_NOT_FOUND;
    return exceptionBarrier(nullptr, [&] {
        *name = lend(of(x), fields[index].name);
        *value = lend(of(x), fields[index].value);
        return PORTICO_OK;
    });
}

} // namespace

portico_status headerAt(const portico_exchange* x, std::size_t index, portico_str* name, portico_str* value) noexcept {
    return give(x, of(x).request.headers, index, name, value);
}

portico_status cookieAt(const portico_exchange* x, std::size_t index, portico_str* name, portico_str* value) noexcept {
    return give(x, of(x).cookies().all(), index, name, value);
}

portico_status queryAt(const portico_exchange* x, std::size_t index, portico_str* name, portico_str* value) noexcept {
    return give(x, of(x).queryFields().all(), index, name, value);
}

portico_status formAt(const portico_exchange* x, std::size_t index, portico_str* name, portico_str* value) noexcept {
    return give(x, of(x).formFields().all(), index, name, value);
}

portico_status trailerAt(const portico_exchange* x, std::size_t index, portico_str* name, portico_str* value) noexcept {
    const syntax::Trailer* trailer = of(x).request.trailer;
    return trailer == nullptr ? PORTICO_NOT_FOUND : give(x, *trailer, index, name, value);
}

portico_status connection(const portico_exchange* x, portico_connection* connection) noexcept {
    if (connection->size < sizeof(portico_connection)) return PORTICO_INVALID;
    return exceptionBarrier(nullptr, [&] {
        const wire::TlsDetails& tls = of(x).tlsDetails();
        connection->port = of(x).request.peerPort;
        connection->tls_version = lend(of(x), tls.version);
        connection->tls_cipher = lend(of(x), tls.cipher);
        connection->certificate = lend(of(x), tls.certificate);
        connection->certificate_subject = lend(of(x), tls.subject);
        return PORTICO_OK;
    });
}

} // namespace portico::http::fields
