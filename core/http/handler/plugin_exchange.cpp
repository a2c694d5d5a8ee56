// SPDX-License-Identifier: Apache-2.0
// The portico_exchange of an Exchange. These functions are called from plugins and let no exception pass.
#include "http/handler/plugin_exchange.h"

#include "base/utf8.h"
#include "http/exchange/page_data.h"
#include "http/handler/challenge.h"
#include "http/handler/plugin_fields.h"
#include "http/handler/plugin_pieces.h"
#include "http/syntax/url/redirect_target.h"

namespace portico::http {

namespace {

Exchange& of(const portico_exchange* x) { return *static_cast<Exchange*>(x->ctx); }

portico_status give(const Exchange& x, std::optional<std::string_view> found, portico_str* value) {
    if (!found) return PORTICO_NOT_FOUND;
    *value = lend(x, *found);
    return PORTICO_OK;
}
portico_status accepted(bool ok) noexcept { return ok ? PORTICO_OK : PORTICO_INVALID; }

// An answer whose head has been sent can no longer change.
template <class Change>
portico_status change(portico_exchange* x, Change&& make) noexcept {
    if (of(x).stream.begun()) return PORTICO_INVALID;
    return exceptionBarrier(nullptr, [&] { return make(of(x)); });
}

portico_status header(const portico_exchange* x, portico_str name, std::size_t index, portico_str* value) noexcept {
    return exceptionBarrier(nullptr, [&] { return give(of(x), of(x).header(view(name), index), value); });
}
portico_status cookie(const portico_exchange* x, portico_str name, std::size_t index, portico_str* value) noexcept {
    return exceptionBarrier(nullptr, [&] { return give(of(x), of(x).cookies().at(view(name), index), value); });
}
portico_status query(const portico_exchange* x, portico_str name, std::size_t index, portico_str* value) noexcept {
    return exceptionBarrier(nullptr, [&] { return give(of(x), of(x).queryFields().at(view(name), index), value); });
}
portico_status form(const portico_exchange* x, portico_str name, std::size_t index, portico_str* value) noexcept {
    return exceptionBarrier(nullptr, [&] { return give(of(x), of(x).formFields().at(view(name), index), value); });
}
portico_status parameter(const portico_exchange* x, portico_str name, portico_str* value) noexcept {
    const std::string_view found = of(x).parameters.find(view(name));
    return exceptionBarrier(nullptr, [&] {
        *value = lend(of(x), found);
        return found.empty() ? PORTICO_NOT_FOUND : PORTICO_OK;
    });
}

portico_status setStatus(portico_exchange* x, std::int32_t status) noexcept {
    if (status < 200 || status > 599) return PORTICO_INVALID;
    return change(x, [&](Exchange& exchange) {
        exchange.answer.status = status;
        exchange.answer.failed = false;
        return PORTICO_OK;
    });
}
portico_status setHeader(portico_exchange* x, portico_str name, portico_str value) noexcept {
    return change(x, [&](Exchange& exchange) { return accepted(exchange.answer.set(view(name), view(value))); });
}
portico_status addHeader(portico_exchange* x, portico_str name, portico_str value) noexcept {
    return change(x, [&](Exchange& exchange) { return accepted(exchange.answer.add(view(name), view(value))); });
}
portico_status write(portico_exchange* x, portico_str bytes) noexcept {
    return exceptionBarrier(nullptr, [&] {
        of(x).answer.body.append(view(bytes));
        return PORTICO_OK;
    });
}
portico_status render(portico_exchange* x, portico_str page, const portico_value* data) noexcept {
    return change(x, [&](Exchange& exchange) {
        if (page.len == 0 || (data != nullptr && data->type != PORTICO_MAP)) return PORTICO_INVALID;
        exchange.answer.data = data != nullptr ? copyInto(exchange.memory, *data) : none();
        exchange.answer.page = copyInto(exchange.memory, view(page));
        if (exchange.answer.failed) exchange.answer.status = 200;
        exchange.answer.failed = false;
        return PORTICO_OK;
    });
}
portico_status redirect(portico_exchange* x, portico_str path) noexcept {
    if (!syntax::isLocalTarget(view(path))) return PORTICO_INVALID;
    return change(x, [&](Exchange& exchange) { return exchange.answer.redirect(303, view(path)), PORTICO_OK; });
}
portico_status fail(portico_exchange* x, std::int32_t status, portico_str reason) noexcept {
    if (status < 400 || status > 599) return PORTICO_INVALID;
    return change(x, [&](Exchange& exchange) { return exchange.answer.fail(status, view(reason)), PORTICO_OK; });
}
portico_status setDetail(portico_exchange* x, portico_str detail) noexcept {
    constexpr std::size_t longest = 1000;
    const std::string_view text = view(detail);
    if (text.size() > longest || !base::isUtf8(text) || base::hasControl(text)) return PORTICO_INVALID;
    return change(x, [&](Exchange& exchange) {
        if (!exchange.answer.failed) return PORTICO_INVALID;
        exchange.answer.detail = copyInto(exchange.memory, text);
        return PORTICO_OK;
    });
}
portico_status challengeStranger(portico_exchange* x) noexcept {
    return change(x, [](Exchange& exchange) { return challenge(exchange), PORTICO_OK; });
}

std::uint32_t flagsOf(const Exchange& x) noexcept {
    return (x.request.secure ? PORTICO_EXCHANGE_SECURE : 0u) | (x.request.loopback ? PORTICO_EXCHANGE_LOOPBACK : 0u) |
           (x.navigation ? PORTICO_EXCHANGE_NAVIGATION : 0u) |
           (x.origin == syntax::SameOrigin::Same ? PORTICO_EXCHANGE_OWN_FORM : 0u) |
           (x.origin == syntax::SameOrigin::Foreign ? PORTICO_EXCHANGE_FOREIGN : 0u);
}

} // namespace

portico_str lend(const Exchange& x, std::string_view text) {
    return str(x.lent == nullptr ? text : copyInto(*x.lent, text));
}

PluginExchange::PluginExchange(Exchange& x, std::string_view plugin) : x_(x), outer_(x.lent) {
    if (x.snapshot.returnedMemory) x.lent = &lent_.emplace(*x.snapshot.returnedMemory);
    if (x.user) user_ = lent_ ? copyInto(*lent_, *x.user) : *x.user;
    c_ = {sizeof(portico_exchange),
          flagsOf(x),
          &x,
          lend(x, x.request.method),
          lend(x, x.path),
          lend(x, x.pathAndQuery),
          lend(x, x.request.peer),
          lend(x, x.id),
          lend(x, x.wholeBody()),
          x.user ? &user_ : nullptr,
          lend(x, x.session),
          header,
          cookie,
          query,
          form,
          parameter,
          setStatus,
          setHeader,
          addHeader,
          write,
          render,
          redirect,
          fail,
          challengeStranger,
          pieces::flush,
          pieces::clientGone,
          pieces::pause,
          pieces::readBody,
          pieces::nextPart,
          pieces::readPart,
          str(x.snapshot.site.base),
          fields::headerAt,
          fields::cookieAt,
          fields::queryAt,
          fields::formAt,
          fields::trailerAt,
          fields::connection,
          setDetail};
    if (!x.snapshot.exchanges) return;
    checked_ = std::make_shared<CheckedExchange>(c_, plugin);
    x.snapshot.exchanges->keep(checked_);
}

PluginExchange::~PluginExchange() {
    x_.lent = outer_;
    if (checked_) checked_->end();
}

} // namespace portico::http
