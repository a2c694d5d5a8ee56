// SPDX-License-Identifier: Apache-2.0
// The tables of filters. These functions are called from plugins and let no exception pass.
#include "http/handler/filter_tables.h"

#include "capabilities/misuse.h"
#include "http/exchange/security_headers.h"

namespace portico::http {

namespace {

constexpr auto sentText = [](portico_exchange*, portico_str) noexcept -> portico_status { return PORTICO_INVALID; };
constexpr auto sentField = [](portico_exchange*, portico_str, portico_str) noexcept -> portico_status {
    return PORTICO_INVALID;
};

// The answer is complete, except for its head.
void lock(portico_exchange& c) noexcept {
    c.set_status = [](portico_exchange*, std::int32_t) noexcept -> portico_status { return PORTICO_INVALID; };
    c.set_header = c.add_header = sentField;
    c.write = c.redirect = c.set_detail = sentText;
    c.render = [](portico_exchange*, portico_str, const portico_value*) noexcept -> portico_status {
        return PORTICO_INVALID;
    };
    c.fail = [](portico_exchange*, std::int32_t, portico_str) noexcept -> portico_status { return PORTICO_INVALID; };
    c.challenge = [](portico_exchange*) noexcept -> portico_status { return PORTICO_INVALID; };
}

} // namespace

void FilterTable::mustAllow(std::string_view function) const noexcept {
    if (plugin_.empty()) return;
    if (ended_) capabilities::endForMisuse(plugin_, function, "of a filter's table after its call had returned");
    if (std::this_thread::get_id() != thread_)
        capabilities::endForMisuse(plugin_, function, "of a filter's table that another thread received");
}

RewriteTable::RewriteTable(Exchange& x, portico_exchange& shown, std::string_view plugin)
    : FilterTable(x, shown, plugin), c_{sizeof(portico_rewrite), 0, this, to} {}

portico_status RewriteTable::to(portico_rewrite* rewrite, portico_str target) noexcept {
    auto& self = *static_cast<RewriteTable*>(rewrite->ctx);
    self.mustAllow("to");
    return exceptionBarrier(nullptr, [&] {
        if (!self.x_.rewrite(view(target))) return PORTICO_INVALID;
        self.shown_.path = lend(self.x_, self.x_.path);
        return PORTICO_OK;
    });
}

struct HeadTable::Calls {
    static HeadTable& of(const portico_head* head) { return *static_cast<HeadTable*>(head->ctx); }

    static portico_status header(const portico_head* head, portico_str name, std::size_t index,
                                 portico_str* value) noexcept {
        of(head).mustAllow("header");
        return exceptionBarrier(nullptr, [&] {
            const auto found = of(head).x_.answer.find(view(name), index);
            if (!found) return PORTICO_NOT_FOUND;
            *value = lend(of(head).x_, *found);
            return PORTICO_OK;
        });
    }

    static portico_status headerAt(const portico_head* head, std::size_t index, portico_str* name,
                                   portico_str* value) noexcept {
        of(head).mustAllow("header_at");
        return exceptionBarrier(nullptr, [&] {
            const auto& fields = of(head).x_.answer.fields();
            if (index >= fields.size()) return PORTICO_NOT_FOUND;
            *name = lend(of(head).x_, fields[index].name);
            *value = lend(of(head).x_, fields[index].value);
            return PORTICO_OK;
        });
    }

    static portico_status setStatus(portico_head* head, std::int32_t status) noexcept {
        of(head).mustAllow("set_status");
        if (status < 200 || status > 599) return PORTICO_INVALID;
        of(head).x_.answer.status = head->status = status;
        return PORTICO_OK;
    }

    static portico_status setHeader(portico_head* head, portico_str name, portico_str value) noexcept {
        of(head).mustAllow("set_header");
        return exceptionBarrier(nullptr, [&] {
            Exchange& x = of(head).x_;
            if (!mayFilter(x, HeadChange::Set, view(name), view(value))) return PORTICO_DENIED;
            return x.answer.set(view(name), view(value)) ? PORTICO_OK : PORTICO_INVALID;
        });
    }

    static portico_status addHeader(portico_head* head, portico_str name, portico_str value) noexcept {
        of(head).mustAllow("add_header");
        return exceptionBarrier(nullptr, [&] {
            Exchange& x = of(head).x_;
            if (!mayFilter(x, HeadChange::Add, view(name), view(value))) return PORTICO_DENIED;
            // The host adds its default only to an answer without one.
            if (const auto own = securityHeaderDefault(view(name)); !own.empty() && !x.answer.has(view(name)))
                x.answer.add(view(name), own);
            return x.answer.add(view(name), view(value)) ? PORTICO_OK : PORTICO_INVALID;
        });
    }

    static portico_status removeHeader(portico_head* head, portico_str name) noexcept {
        of(head).mustAllow("remove_header");
        return exceptionBarrier(nullptr, [&] {
            Exchange& x = of(head).x_;
            if (!x.answer.has(view(name))) return PORTICO_NOT_FOUND;
            if (!mayFilter(x, HeadChange::Remove, view(name), {})) return PORTICO_DENIED;
            return x.answer.remove(view(name)), PORTICO_OK;
        });
    }
};

HeadTable::HeadTable(Exchange& x, portico_exchange& shown, std::string_view plugin)
    : FilterTable(x, shown, plugin), c_{sizeof(portico_head), x.answer.status,  this,
                                        Calls::header,        Calls::headerAt,  Calls::setStatus,
                                        Calls::setHeader,     Calls::addHeader, Calls::removeHeader} {
    lock(shown);
}

} // namespace portico::http
