// SPDX-License-Identifier: Apache-2.0
// The interface of a plugin that renders pages: portico_pages in abi/pages.h. The host calls list once, after start(), and then
// render, on many threads at the same time. Part of <portico/plugin.hpp>.
//
// Example, a site of one page:
//
//     class OnePage final : public portico::Pages {
//         void list(const Take& take) override { take({"index", "/", "public"}); }
//         bool render(std::string_view page, const portico_value&, const Write& write) override {
//             if (page != "index") return false;
//             write("<p>Hello!</p>");
//             return true;
//         }
//     };
#pragma once

#include <portico/error.hpp>

#include <functional>
#include <string_view>

namespace portico {

struct Page {
    std::string_view name, path, guard;
    std::string_view fault{};
};

class Pages {
public:
    virtual ~Pages() = default;
    using Take = std::function<bool(const Page&)>;
    using Write = std::function<void(std::string_view)>;
    virtual void list(const Take& take) = 0;
    // Returns false if there is no such page.
    virtual bool render(std::string_view page, const portico_value& data, const Write& write) = 0;
};

} // namespace portico
