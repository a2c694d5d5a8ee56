// SPDX-License-Identifier: Apache-2.0
// The capability: renders pages by name from templates in folders. Translates between the terms of the host (page, guard) and the
// engine.
#pragma once

#include "engine/run/environment.h"
#include "plugin/page_files.h"

#include <portico/plugin.hpp>

#include <filesystem>
#include <map>
#include <vector>

namespace pages_jinja {

class JinjaPages final : public portico::Pages {
public:
    // Compiles every template, so that errors are known from the start.
    JinjaPages(portico::Host host, std::vector<std::filesystem::path> folders);

    void list(const Take& take) override;
    bool render(std::string_view page, const portico_value& data, const Write& write) override;

private:
    struct Known {
        std::string path, access;
        std::string fault; // why a page or a part cannot be shown
    };
    void look(const PageFile& file, portico::Host host);
    Known known(const PageFile& file);
    void add(const PageFile& file, Known known);
    void checkAccess(const Template& page, std::string_view name) const;

    Environment environment_;
    std::map<std::string, Known, std::less<>> pages_; // those with a path or a fault, as reported to the host
};

} // namespace pages_jinja
