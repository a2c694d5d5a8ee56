// SPDX-License-Identifier: Apache-2.0
// Entry point of the plugin: its settings, its lifecycle and its capability.
#include "plugin/jinja_pages.h"

#include <optional>

namespace pages_jinja {

class PagesJinja : public portico::Plugin {
public:
    explicit PagesJinja(portico::Host host) : host_(host) {
        std::vector<std::string> given = host.list("directories");
        if (given.empty()) given = host.pageDirectories();
        folders_.assign(given.begin(), given.end());
    }

    void start() override { pages_.emplace(host_, folders_); }

    portico::Pages& pages() { return pages_.value(); }

private:
    portico::Host host_;
    std::vector<std::filesystem::path> folders_;
    std::optional<JinjaPages> pages_;
};

} // namespace pages_jinja

PORTICO_PLUGIN(pages_jinja::PagesJinja, {
    "id" : "pages_jinja",
    "version" : "1.0.0",
    "summary" : "Pages written in Jinja's language.",
    "provides" : ["portico.pages/1"],
    "settings" : {
        "directories" : {
            "type" : "list",
            "default" : [],
            "help" : "Folders with templates, highest precedence first; if empty, those of pages.directories."
        }
    }
});
