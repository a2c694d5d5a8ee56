// SPDX-License-Identifier: Apache-2.0
// The capability portico.pages/1: the paths of pages, and rendering a page with its data.
#pragma once

#include "templates.h"

#include <portico/plugin.hpp>

namespace pages_mustache {

class MustachePages final : public portico::Pages {
public:
    // Reads every template once, so that errors are known from the start.
    MustachePages(portico::Host host, PageFolders folders);

    void list(const Take& take) override;
    bool render(std::string_view page, const portico_value& data, const Write& write) override;

private:
    struct Known {
        std::string path, guard;
        std::string fault; // why a page or a partial cannot be shown
    };
    void look(const PageName& page);
    Known known(const PageName& page);
    void add(const PageName& file, Known page);
    void mustBeGuarded(std::string_view name, const Template& page) const;
    std::int64_t now() const { return host_.now().count(); }

    portico::Host host_;
    Templates templates_;
    std::map<std::string, Known, std::less<>> pages_; // by name; those with a path or a fault, as reported to the host
};

} // namespace pages_mustache
