// SPDX-License-Identifier: Apache-2.0
// Entry point of the plugin: its settings, its lifecycle and its capability.
#include "mustache_pages.h"

#include <optional>
#include <stdexcept>

namespace pages_mustache {

class PagesMustache : public portico::Plugin {
public:
    explicit PagesMustache(portico::Host host) : host_(host), folders_(host.list("directories")) {
        if (folders_.empty()) folders_ = host.pageDirectories();
    }

    void start() override {
        try {
            pages_.emplace(host_, PageFolders(folders_));
        } catch (const std::invalid_argument& what) {
            throw portico::Error(PORTICO_INVALID, std::string("plugins.pages_mustache.directories: ") + what.what());
        }
    }

    portico::Pages& pages() { return pages_.value(); }

private:
    portico::Host host_;
    std::vector<std::string> folders_;
    std::optional<MustachePages> pages_;
};

} // namespace pages_mustache

PORTICO_PLUGIN(pages_mustache::PagesMustache, {
    "id" : "pages_mustache",
    "version" : "1.0.0",
    "summary" : "Pages written in Mustache.",
    "provides" : ["portico.pages/1"],
    "settings" : {
        "directories" : {
            "type" : "list",
            "default" : [],
            "help" : "Folders with .mustache files, highest precedence first; if empty, those of pages.directories."
        }
    }
});
