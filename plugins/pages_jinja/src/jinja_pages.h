// SPDX-License-Identifier: Apache-2.0
// The capability: pages by name out of templates in folders. Between the host's words (page, guard) and the engine's.
#pragma once

#include "environment.h"
#include "page_files.h"

#include <portico/plugin.hpp>

#include <filesystem>
#include <map>
#include <vector>

namespace pages_jinja {

class JinjaPages final : public portico::Pages {
public:
    // Compiles every page that has an address, so that a bad one is found at the start. Throws portico::Error with file and
    // line.
    JinjaPages(portico::Host host, std::vector<std::filesystem::path> folders);

    void list(const Take& take) override;
    bool render(std::string_view page, const portico_value& data, const Write& write) override;

private:
    struct Page {
        std::string path, access;
    };
    void addPage(const PageFile& page, portico::Host host);
    void checkAccess(std::string_view page, const Template& compiled) const;

    Environment environment_;
    std::map<std::string, Page, std::less<>> pages_; // those with an address, as the host knows them
};

} // namespace pages_jinja
