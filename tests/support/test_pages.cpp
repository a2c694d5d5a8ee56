// SPDX-License-Identifier: Apache-2.0
// Calls the ABI table of a pages plugin.
#include "support/test_pages.h"

namespace portico::test {

namespace {

struct Paper {
    std::string text;
    std::size_t most;

    static portico_status write(void* ctx, portico_str bytes) {
        auto* self = static_cast<Paper*>(ctx);
        return exceptionBarrier(nullptr, [&] {
            const std::size_t left = self->most - self->text.size();
            self->text += view(bytes).substr(0, left);
            return bytes.len > left ? PORTICO_UNAVAILABLE : PORTICO_OK;
        });
    }
};

Rendered call(const portico_pages& table, void* self, std::string_view page, const portico_value& data,
              std::size_t most) {
    Paper paper{{}, most};
    const portico_sink sink{&paper, Paper::write};
    Why why;
    const portico_status status = table.render(self, str(page), &data, &sink, why.get());
    return {status, std::move(paper.text), std::string(why.message())};
}

} // namespace

Rendered TestPages::render(std::string_view page, const Value::Map& data) const {
    return renderInto(page, data, std::string().max_size());
}

Rendered TestPages::render(std::string_view page, const portico_value& data) const {
    return call(*table_, self_, page, data, std::string().max_size());
}

Rendered TestPages::renderInto(std::string_view page, const Value::Map& data, std::size_t most) const {
    return call(*table_, self_, page, *BorrowedValue(data).get(), most);
}

std::map<std::string, TestPages::Listed> TestPages::list() const {
    std::map<std::string, Listed> pages;
    const portico_page_sink sink{&pages, [](void* ctx, const portico_page* page) {
                                     return exceptionBarrier(nullptr, [&] {
                                         auto& all = *static_cast<std::map<std::string, Listed>*>(ctx);
                                         all[std::string(view(page->path.len == 0 ? page->name : page->path))] = {
                                             std::string(view(page->name)), std::string(view(page->guard)),
                                             std::string(view(page->fault))};
                                         return PORTICO_OK;
                                     });
                                 }};
    Why why;
    why.check(table_->list(self_, &sink, why.get()));
    return pages;
}

Value::Map standardData(std::string_view username) {
    Value user;
    if (!username.empty())
        user = Value::Map{{"username", username}, {"id", "u1"}, {"roles", Value::List{"editor", "admin"}}};
    return {{"user", user},
            {"request", Value::Map{{"path", "/"}, {"method", "GET"}, {"id", "abc123"}}},
            {"site", Value::Map{{"name", "Portico"}, {"language", "en"}}},
            {"csrf_token", "token-1"},
            {"login_url", "/auth/login"},
            {"logout_url", "/auth/logout"}};
}

} // namespace portico::test
