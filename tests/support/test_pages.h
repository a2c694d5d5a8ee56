// SPDX-License-Identifier: Apache-2.0
// A provider of portico.pages/1 for tests: pages as strings, paths as a map. Calls go through the C table. Thread-safe.
#pragma once

#include <portico/plugin.hpp>

#include <map>
#include <string>
#include <string_view>

namespace portico::test {

struct Rendered {
    portico_status status = PORTICO_FAILED;
    std::string body;
    std::string why;

    bool has(std::string_view part) const { return body.find(part) != std::string::npos; }
    bool whyHas(std::string_view part) const { return why.find(part) != std::string::npos; }
};

class TestPages {
public:
    explicit TestPages(portico_provider provider)
        : table_(static_cast<const portico_pages*>(provider.table)), self_(provider.self) {}

    Rendered render(std::string_view page, const Value::Map& data = {}) const;
    // For data that a Value cannot represent, such as an unknown type.
    Rendered render(std::string_view page, const portico_value& data) const;
    // With a sink that accepts `most` bytes and then returns PORTICO_UNAVAILABLE; `body` is what it accepted.
    Rendered renderInto(std::string_view page, const Value::Map& data, std::size_t most) const;

    struct Listed {
        std::string name, guard;
        std::string fault{};
        bool operator==(const Listed&) const = default;
    };
    // By path, or by name if there is no path; throws Error with the provider's reason.
    std::map<std::string, Listed> list() const;

private:
    const portico_pages* table_;
    void* self_;
};

// The data that the host adds to every page: a site, a request, and the user of that name, or none.
Value::Map standardData(std::string_view username = {});

} // namespace portico::test
