// SPDX-License-Identifier: Apache-2.0
// Calls the pages plugin.
#include "capabilities/pages.h"

#include "capabilities/call.h"

#include <utility>

namespace portico::capabilities {

namespace {

struct Output {
    std::string& bytes;
    std::size_t most;

    static portico_status write(void* ctx, portico_str more) {
        auto* self = static_cast<Output*>(ctx);
        return exceptionBarrier(nullptr, [&] {
            if (more.len > self->most - self->bytes.size()) return PORTICO_INVALID;
            self->bytes.append(view(more));
            return PORTICO_OK;
        });
    }
};

// A plugin built before `fault` existed reports pages without an access comment as public.
Page pageFrom(const portico_page& page) {
    const bool hasFault = PORTICO_HAS(&page, portico_page, fault);
    std::string guard(view(page.guard));
    if (!hasFault && guard == "public") guard.clear();
    return {std::string(view(page.name)), std::string(view(page.path)), std::move(guard),
            std::string(hasFault ? view(page.fault) : std::string_view())};
}

portico_status takePage(void* ctx, const portico_page* page) {
    return exceptionBarrier(nullptr, [&] {
        static_cast<std::vector<Page>*>(ctx)->push_back(pageFrom(*page));
        return PORTICO_OK;
    });
}

} // namespace

Pages::Pages(Provided provided, std::size_t limit) : provided_(std::move(provided)), limit_(limit) {}

std::vector<Page> Pages::list() const {
    std::vector<Page> pages;
    const portico_page_sink sink{&pages, takePage};
    Why why;
    Call call(provided_.stats, "list");
    why.check(call.ended(
        exceptionBarrier(why.get(), [&] { return table().list(provided_.provider.self, &sink, why.get()); })));
    return pages;
}

portico_status Pages::render(std::string_view page, const portico_value& data, std::string& out, Why& why) const {
    const std::size_t before = out.size();
    Output output{out, before + limit_};
    const portico_sink sink{&output, Output::write};
    Call call(provided_.stats, "render");
    const portico_status status = call.ended(exceptionBarrier(
        why.get(), [&] { return table().render(provided_.provider.self, str(page), &data, &sink, why.get()); }));
    if (status != PORTICO_OK) out.resize(before);
    return status;
}

} // namespace portico::capabilities
