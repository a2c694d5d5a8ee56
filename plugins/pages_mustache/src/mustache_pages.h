// SPDX-License-Identifier: Apache-2.0
// The capability portico.pages/1: which pages have an address, and page + data into bytes.
#pragma once

#include "templates.h"

#include <portico/plugin.hpp>

namespace pages_mustache {

class MustachePages final : public portico::Pages {
public:
    // Reads every page once. Throws portico::Error that names file and line of one that is not in order.
    MustachePages(portico::Host host, PageFolders folders);

    void list(const Take& take) override;
    bool render(std::string_view page, const portico_value& data, const Write& write) override;

private:
    struct Address {
        std::string path, guard;
    };
    void addPage(const std::string& name);
    void mustBeGuarded(std::string_view name, const Template& page) const;
    std::int64_t now() const { return host_.now().count(); }

    portico::Host host_;
    Templates templates_;
    std::map<std::string, Address, std::less<>> addresses_; // by name; as it is when the site starts
};

} // namespace pages_mustache
